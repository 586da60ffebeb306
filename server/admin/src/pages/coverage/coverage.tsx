import { Segmented } from 'antd';
import { Page } from '../../ui/page.js';
import { A_DAY, useFilters } from '../../ui/table/use-filters.js';
import { Invited } from './invited.js';
import { ReachList } from './reach.js';
import './coverage.css';

const NAMES = ['tab', 'from', 'to', 'list', 'reach', 'kind', 'search'] as const;
const FORMS = {
  tab: /^reach$/,
  from: A_DAY,
  to: A_DAY,
  list: /^(?:screen|unrated)$/,
  reach: /^(?:search|none)$/,
  kind: /^(?:item|window|institution|hall|platform|staff)$/,
} as const;

/** Whether people are asked to rate, and whether everything can be rated. FA-1-a FA-2.2.1-h */
export function Component() {
  const filters = useFilters(NAMES, FORMS);
  const tab = filters.values.tab ?? 'invited';
  return (
    <Page title="邀请与覆盖" lead="服务了有没有请人评、请了有没有人评；还有什么评不到。">
      <Segmented
        className="coverage-tabs"
        aria-label="看什么"
        value={tab}
        options={[
          { value: 'invited', label: '请了多少、评了多少' },
          { value: 'reach', label: '什么评不到' },
        ]}
        onChange={(value) => filters.set({ tab: value === 'reach' ? value : undefined })}
      />
      {tab === 'reach' ? <ReachList filters={filters} /> : <Invited filters={filters} />}
    </Page>
  );
}
