import { Button } from 'antd';
import { useNavigate } from 'react-router';
import type { StaffAccountView } from '@haochaping/shared/contracts';
import { useMay } from '../../api/session.js';
import { useAccounts } from '../../api/staff-accounts.js';
import { formatCounted, formatInstant } from '../../format.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { ListLead } from '../../ui/table/list-lead.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Pager } from '../../ui/table/pager.js';
import { usePlace } from '../../ui/place.js';
import { RowLink } from '../../ui/table/row-link.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { DisownedNotice } from './disowned.js';
import { FILTER_FORMS, FILTER_NAMES, PeopleFilters } from './people-filters.js';
import { StandingMark } from './standing.js';
import './people.css';

const PAGE_SIZE = 20;

function columnsFor(list: string, leave: (id: string) => void): Column<StaffAccountView>[] {
  return [
    {
      key: 'name',
      title: '姓名',
      width: '22%',
      render: ({ id, displayName, username }) => (
        <>
          <RowLink to={`/people/${id}`} text={displayName} list={list} onLeave={() => leave(id)} />
          <span className="second-line">{username}</span>
        </>
      ),
    },
    { key: 'role', title: '角色', width: '168px', render: ({ roleName }) => roleName },
    {
      key: 'institution',
      title: '单位和管辖范围',
      render: ({ institutionName, regionNames }) => (
        <>
          <span className="first-line" title={institutionName}>
            {institutionName}
          </span>
          <span className="second-line">{regionNames.join('、')}</span>
        </>
      ),
    },
    {
      key: 'state',
      title: '状态',
      width: '132px',
      render: (account) => <StandingMark account={account} />,
    },
    {
      key: 'factor',
      title: '手机验证码',
      width: '104px',
      from: 'medium',
      render: ({ secondFactor }) => (secondFactor ? '设好了' : '没有设'),
    },
    {
      key: 'last',
      title: '最近登录',
      width: '124px',
      from: 'medium',
      render: ({ lastSignInAt }) => (lastSignInAt ? formatInstant(lastSignInAt) : '—'),
    },
  ];
}

/** Everybody who works with the system, as far as one's own regions reach. */
export function Component() {
  const navigate = useNavigate();
  const mayManage = useMay('accounts.manage');
  const filters = useFilters(FILTER_NAMES, FILTER_FORMS);
  const { data, error, isPending, isPlaceholderData, refetch } = useAccounts(
    filters.values,
    filters.page,
    PAGE_SIZE,
  );
  const { list, markedId, leave, restores } = usePlace(data !== undefined && !isPlaceholderData);
  return (
    <Page
      title="人员"
      keepsFocus={restores}
      lead={<ListLead text={data && formatCounted(data.total, '个账号')} filters={filters} />}
      actions={
        mayManage && (
          <Button type="primary" onClick={() => void navigate('/people/new')}>
            新建账号
          </Button>
        )
      }
    >
      <DisownedNotice />
      <PeopleFilters filters={filters} />
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyNotice action={filters.any && <Button onClick={filters.clear}>清除筛选</Button>}>
          {filters.any ? '没有符合这些条件的账号。' : '您的管辖范围里还没有账号。'}
        </EmptyNotice>
      )}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="工作人员账号"
            columns={columnsFor(list, leave)}
            rows={data.items}
            rowId={({ id }) => id}
            markedId={markedId}
            busy={isPlaceholderData}
          />
          <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
        </>
      )}
    </Page>
  );
}
