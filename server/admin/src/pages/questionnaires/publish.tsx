import { Button, DatePicker, Modal, Radio } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import type { QuestionnaireDetail } from '@haochaping/shared/contracts';
import { usePublish } from '../../api/questionnaires.js';
import { ErrorNotice } from '../../ui/notices.js';

/** Publishes what was saved, now or later; what it changes is said before. */
export function Publish({
  questionnaire,
  unsaved,
}: {
  questionnaire: QuestionnaireDetail;
  unsaved: boolean;
}) {
  const { id, revision, changes, problems, versions, scopeName } = questionnaire;
  const publish = usePublish(id);
  const [open, setOpen] = useState(false);
  const [later, setLater] = useState(false);
  const [from, setFrom] = useState<Dayjs | null>(null);
  const ready = !unsaved && problems.length === 0 && changes.length > 0;
  const why = unsaved
    ? '先存下，再发布'
    : changes.length === 0
      ? '和上一版一样，不用发布'
      : (problems[0]?.message ?? '');
  const act = () =>
    publish.mutate(
      { seen: revision, from: later ? (from?.toDate().toISOString() ?? null) : null },
      { onSuccess: () => setOpen(false) },
    );
  return (
    <>
      <Button
        disabled={!ready}
        title={why}
        onClick={() => {
          publish.reset();
          setOpen(true);
        }}
      >
        发布
      </Button>
      {!unsaved && problems.length > 0 && (
        <span className="field-fault">发布前要改好：{problems[0]?.message}</span>
      )}
      <Modal
        open={open}
        title={`发布第${(versions[0]?.number ?? 0) + 1}版？`}
        okText="发布"
        cancelText="先不"
        okButtonProps={{ loading: publish.isPending, disabled: later && from === null }}
        onOk={act}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <div className="confirm-words">
          <p>用在：{scopeName}。发布了的不再改；以前的回答留在以前的版。</p>
          <ul>
            {changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <Radio.Group
            aria-label="什么时候起用"
            value={later}
            options={[
              { value: false, label: '现在就用' },
              { value: true, label: '到时候再用' },
            ]}
            onChange={(event) => setLater(event.target.value as boolean)}
          />
          {later && (
            <DatePicker
              showTime={{ format: 'HH:mm' }}
              format="YYYY年M月D日 HH:mm"
              aria-label="从什么时候起"
              value={from}
              onChange={setFrom}
            />
          )}
          {publish.error && <ErrorNotice error={publish.error} />}
        </div>
      </Modal>
    </>
  );
}
