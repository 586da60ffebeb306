import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useExportAudit, type AuditExport } from '../../api/audit.js';
import { dayOf } from '../../format.js';
import { Choice, DayRange } from '../../ui/table/filter-bar.js';
import { ErrorNotice } from '../../ui/notices.js';

type Days = Partial<Pick<AuditExport, 'from' | 'to'>>;

const FORMATS = [
  { value: 'csv', label: '表格（CSV）' },
  { value: 'jsonl', label: '一行一条（JSON）' },
];

/** The period of the filters, else the last thirty days. */
const suggested = ({ from, to }: Days): Days => ({
  from: from ?? dayOf(new Date(), -29),
  to: to ?? dayOf(new Date()),
});

function ExportForm({ days: first }: { days: Days }) {
  const [days, setDays] = useState(() => suggested(first));
  const [format, setFormat] = useState<AuditExport['format']>('csv');
  const exported = useExportAudit();
  const { from, to } = days;
  return (
    <div className="audit-export">
      <p>导出也记入审计日志：谁、哪一段、什么时候。</p>
      <DayRange label="哪一段（北京时间，首尾都含）" from={from} to={to} onChange={setDays} />
      <Choice
        label="格式"
        options={FORMATS}
        value={format}
        onChange={(value) => setFormat(value === 'jsonl' ? 'jsonl' : 'csv')}
      />
      <Button
        type="primary"
        disabled={!from || !to}
        loading={exported.isPending}
        onClick={() => from && to && exported.mutate({ from, to, format })}
      >
        下载
      </Button>
      {exported.isSuccess && <p role="status">已交给浏览器保存。文件里只有编号，仍请只给该看的人。</p>}
      {exported.error && <ErrorNotice error={exported.error} />}
    </div>
  );
}

/** Takes a period of the log away as a file. */
export function Export({ days }: { days: Days }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>导出</Button>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        title="导出审计日志"
        destroyOnHidden
        width={440}
      >
        <ExportForm days={days} />
      </Modal>
    </>
  );
}
