import { AUDIT_ACTIONS } from '@haochaping/shared/domain/audit-actions';
import { useState } from 'react';
import { Choice, DayRange, FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import type { Filters } from '../../ui/table/use-filters.js';

/** Days, an action, and ids: nothing of a person ever stands in the address. */
export const FILTER_NAMES = ['from', 'to', 'action', 'actorId', 'subjectId'] as const;
export type AuditFilterName = (typeof FILTER_NAMES)[number];
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** An id of ours; numbers of people (telephones, documents) and names are none, and must not come into the address. */
const ID = /^(?!\d{8,}[\dXx]?$)[\w.:~-]{1,100}$/;

export const FILTER_FORMS = { from: DAY, to: DAY, actorId: ID, subjectId: ID } as const;

const ACTIONS = Object.entries(AUDIT_ACTIONS)
  .map(([value, label]) => ({ value, label }))
  .sort((a, b) => a.label.localeCompare(b.label, 'zh-CN'));

interface IdBoxProps {
  label: string;
  hint: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  leadsHere?: boolean;
}

/** Looks for an id; what cannot be one is said to be none and goes nowhere. */
function IdBox({ onChange, ...box }: IdBoxProps) {
  const [wrong, setWrong] = useState(false);
  return (
    <div>
      <SearchBox
        {...box}
        onChange={(typed) => {
          const fits = typed === undefined || ID.test(typed);
          setWrong(!fits);
          if (fits) onChange(typed);
        }}
      />
      {wrong && (
        <p className="audit-wrong" role="alert">
          这里只能填编号，不要填姓名、电话、证件号码。
        </p>
      )}
    </div>
  );
}

export function AuditFilters({ filters: { values, set } }: { filters: Filters<AuditFilterName> }) {
  return (
    <FilterBar>
      <DayRange label="日期" from={values.from} to={values.to} onChange={set} />
      <Choice
        label="做了什么"
        all="全部"
        searchable
        options={ACTIONS}
        value={values.action}
        onChange={(action) => set({ action })}
      />
      <IdBox label="谁做的" hint="账号编号" value={values.actorId} onChange={(actorId) => set({ actorId })} />
      <IdBox
        label="对什么"
        hint="编号，如评价编号"
        value={values.subjectId}
        onChange={(subjectId) => set({ subjectId })}
        leadsHere={false}
      />
    </FilterBar>
  );
}
