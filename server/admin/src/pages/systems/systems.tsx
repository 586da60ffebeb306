import { Button } from 'antd';
import { useNavigate } from 'react-router';
import type { SystemView } from '@haochaping/shared/contracts';
import { useMay } from '../../api/session.js';
import { useSystems } from '../../api/systems.js';
import { formatCount, formatInstant } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { RowLink } from '../../ui/table/row-link.js';
import { reportsFor } from './words.js';
import './systems.css';

const COLUMNS: Column<SystemView>[] = [
  {
    key: 'name',
    title: '系统',
    render: ({ appKey, name }) => (
      <>
        <RowLink
          to={`/systems/${appKey}`}
          text={name}
          list="/systems"
          onLeave={() => undefined}
          title={name}
        />
        <span className="second-line">{appKey}</span>
      </>
    ),
  },
  {
    key: 'for',
    title: '可以为谁报送',
    width: '34%',
    from: 'medium',
    render: (system) => <span title={reportsFor(system)}>{reportsFor(system)}</span>,
  },
  {
    key: 'last',
    title: '最近报来',
    width: '130px',
    render: ({ lastReportAt }) => (lastReportAt ? formatInstant(lastReportAt) : '还没有'),
  },
  {
    key: 'refused',
    title: '今天拒绝',
    width: '90px',
    align: 'end',
    render: ({ refusedToday }) => (
      <span data-tone={refusedToday > 0 ? 'bad' : undefined} className="system-mark">
        {refusedToday > 0 ? `${formatCount(refusedToday)} 次` : '没有'}
      </span>
    ),
  },
  {
    key: 'state',
    title: '怎么样',
    width: '84px',
    render: ({ disabled }) => (
      <span className="system-mark" data-tone={disabled ? 'bad' : undefined}>
        {disabled ? '停用了' : '在用'}
      </span>
    ),
  },
];

/** The business systems that may report: who they are, when they last did, what was refused. */
export function Component() {
  const { data, error, isPending, refetch } = useSystems();
  const mayManage = useMay('systems.manage');
  const navigate = useNavigate();
  return (
    <Page
      title="业务系统"
      lead="各部门的办事系统在这里登记了，才能报来办件、请人评价。"
      actions={
        mayManage && (
          <Button type="primary" onClick={() => void navigate('/systems/new')}>
            登记一个系统
          </Button>
        )
      }
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice>还没有业务系统。登记一个，把密钥告诉做那个系统的人。</EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <DataTable
          caption="业务系统列表"
          columns={COLUMNS}
          rows={data.items}
          rowId={({ appKey }) => appKey}
        />
      )}
    </Page>
  );
}
