import { Segmented } from 'antd';
import { IMPROVEMENT_STATES } from '@haochaping/shared/domain/improvements';
import { useMay } from '../../api/session.js';
import { dayOf } from '../../format.js';
import { Page } from '../../ui/page.js';
import { DayRange, FilterBar } from '../../ui/table/filter-bar.js';
import { A_DAY, oneOf, useFilters } from '../../ui/table/use-filters.js';
import { SorePointList } from './points.js';
import { TaskList } from './tasks.js';
import './improvements.css';

const NAMES = ['tab', 'from', 'to', 'state'] as const;
const FORMS = { tab: /^tasks$/, from: A_DAY, to: A_DAY, state: oneOf(IMPROVEMENT_STATES) } as const;
const BACK_DAYS = 29;

/** What goes wrong again and again, and what was done about it. FA-2.4.1-a FA-2.4.1-b */
export function Component() {
  const filters = useFilters(NAMES, FORMS);
  const mayAsk = useMay('improvements.ask');
  const tasks = !mayAsk || filters.values.tab === 'tasks';
  const today = new Date();
  const { from = dayOf(today, -BACK_DAYS), to = dayOf(today) } = filters.values;
  return (
    <Page
      title="堵点和整改"
      lead="同一件事一再不满意，就不是哪一个人的事：交给单位限期改好，再告诉提过的人。"
    >
      {mayAsk && (
        <FilterBar>
          <Segmented
            aria-label="看什么"
            value={tasks ? 'tasks' : 'points'}
            options={[
              { value: 'points', label: '堵点' },
              { value: 'tasks', label: '限期整改' },
            ]}
            onChange={(value) => filters.set({ tab: value === 'tasks' ? value : undefined })}
          />
          {!tasks && <DayRange label="哪些天" from={from} to={to} onChange={(days) => filters.set(days)} />}
        </FilterBar>
      )}
      {tasks ? <TaskList filters={filters} /> : <SorePointList from={from} to={to} />}
    </Page>
  );
}
