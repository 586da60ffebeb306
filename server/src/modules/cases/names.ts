import { lookUpAll } from '../directory/index.js';
import { staffNames } from '../staff/index.js';
import type { CaseRecord } from './model.js';
import type { NameOf } from './presenter.js';

/** Names of today for every account and institution the cases name. */
export async function namesIn(cases: readonly CaseRecord[], now: Date): Promise<NameOf> {
  const events = cases.flatMap((one) => one.events ?? []);
  const accounts = [
    ...cases.flatMap(({ leadOfficer, departmentOfficer }) => [leadOfficer, departmentOfficer]),
    ...events.flatMap((event) => [event.by.id, event.type === 'officer_named' ? event.officer : null]),
  ].filter((id): id is string => id !== null);
  const codes = [
    ...cases.map(({ assignedTo }) => assignedTo),
    ...events.flatMap((event) =>
      event.type === 'reassigned' ? [event.to] : event.type === 'opened' ? [event.assignedTo] : [],
    ),
  ];
  const [people, institutions] = await Promise.all([
    staffNames([...new Set(accounts)]),
    lookUpAll('institutions', [...new Set(codes)], now),
  ]);
  return (code) => people.get(code) ?? institutions.get(code)?.data.name ?? code;
}
