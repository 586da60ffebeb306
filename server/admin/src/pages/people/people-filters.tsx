import {
  JURISDICTIONS,
  reaches,
  STAFF_ROLE_NAMES,
  STAFF_ROLES,
} from '@haochaping/shared/domain/people/staff';
import { useSession } from '../../api/session.js';
import { Choice, FilterBar, SearchBox } from '../../ui/table/filter-bar.js';
import { InstitutionChoice } from '../../ui/form/institution-choice.js';
import { oneOf, type Filters } from '../../ui/table/use-filters.js';

export const FILTER_NAMES = ['search', 'role', 'state', 'regionCode', 'institutionCode'] as const;
type PeopleFilterName = (typeof FILTER_NAMES)[number];

export const FILTER_FORMS = {
  role: oneOf(STAFF_ROLES),
  state: /^(?:active|disabled|locked)$/,
  regionCode: /^\d{6}$/,
  institutionCode: /^[0-9A-Z-]{2,40}$/,
} as const;

const ROLES = STAFF_ROLES.map((value) => ({ value, label: STAFF_ROLE_NAMES[value] }));
const STATES = [
  { value: 'active', label: '能登录的' },
  { value: 'locked', label: '暂时锁住的' },
  { value: 'disabled', label: '停用的' },
];

export function PeopleFilters({ filters: { values, set } }: { filters: Filters<PeopleFilterName> }) {
  const { regionCodes } = useSession();
  const regions = Object.entries(JURISDICTIONS)
    .filter(([code]) => reaches(regionCodes, code))
    .map(([value, label]) => ({ value, label }));
  return (
    <FilterBar>
      <SearchBox
        label="查找"
        hint="姓名、账号、单位、工号"
        value={values.search}
        onChange={(search) => set({ search })}
      />
      <Choice
        label="角色"
        all="全部角色"
        options={ROLES}
        value={values.role}
        onChange={(role) => set({ role })}
      />
      <Choice
        label="状态"
        all="全部状态"
        options={STATES}
        value={values.state}
        onChange={(state) => set({ state })}
      />
      <Choice
        label="管辖范围"
        all="不限"
        options={regions}
        value={values.regionCode}
        onChange={(regionCode) => set({ regionCode })}
      />
      <InstitutionChoice
        value={values.institutionCode}
        onChange={(institutionCode) => set({ institutionCode })}
      />
    </FilterBar>
  );
}
