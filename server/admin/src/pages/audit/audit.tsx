import { useAuditEntries } from '../../api/audit.js';
import { useMay } from '../../api/session.js';
import { formatCount } from '../../format.js';
import { ListLead } from '../../ui/table/list-lead.js';
import { Page } from '../../ui/page.js';
import { useFilters } from '../../ui/table/use-filters.js';
import { AuditFilters, FILTER_FORMS, FILTER_NAMES } from './audit-filters.js';
import { Chain } from './chain.js';
import { DisownedNotice } from './disowned.js';
import { Entries, PAGE_SIZE } from './entries.js';
import { Export } from './export.js';
import './audit.css';

/** For the audit administrator: what happened, found by day, action and who, and whether it stands as it was sealed. */
function Log() {
  const filters = useFilters(FILTER_NAMES, FILTER_FORMS);
  const mayExport = useMay('audit.export');
  const answer = useAuditEntries(filters.values, filters.page, PAGE_SIZE);
  const { data } = answer;
  return (
    <Page
      title="审计"
      lead={<ListLead text={data && `封存的记录，共 ${formatCount(data.total)} 条`} filters={filters} />}
      actions={mayExport && <Export days={filters.values} />}
    >
      <DisownedNotice />
      <Chain />
      <AuditFilters filters={filters} />
      <Entries filters={filters} answer={answer} />
    </Page>
  );
}

/** Those who may only check the chain see the check alone. */
export function Component() {
  const mayList = useMay('audit.list');
  if (mayList) return <Log />;
  return (
    <Page title="审计" lead="您可以核对审计日志是不是原样；里面的记录由审计管理员看。">
      <Chain />
    </Page>
  );
}
