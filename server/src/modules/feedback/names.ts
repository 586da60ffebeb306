import type { FeedbackEvent } from '@haochaping/shared/domain/feedback';
import { lookUpAll } from '../directory/index.js';
import { staffNames } from '../staff/index.js';
import type { FeedbackRecord } from './model.js';

/** The name of an account, of an institution, or of whoever wrote it. */
export type NameOf = (code: string) => string;

const institutionsOf = ({ standing, events = [] }: FeedbackRecord): string[] =>
  [
    standing.unit,
    standing.institution,
    standing.answer?.from,
    ...events.map((event) => institutionIn(event)),
  ].filter((code): code is string => typeof code === 'string');

function institutionIn(event: FeedbackEvent): string | null {
  if (event.type === 'passed_on' || event.type === 'sorted') return event.institution;
  return event.type === 'answered' ? event.from : null;
}

/** Names of today for every account and institution that these name. */
export async function namesIn(records: readonly FeedbackRecord[], now: Date): Promise<NameOf> {
  const accounts = records.flatMap(({ events = [] }) => events.map(({ by }) => by));
  const [people, institutions] = await Promise.all([
    staffNames([...new Set(accounts)].filter((by) => by !== 'author')),
    lookUpAll('institutions', [...new Set(records.flatMap(institutionsOf))], now),
  ]);
  return (code) =>
    code === 'author' ? '写意见的人' : (people.get(code) ?? institutions.get(code)?.data.name ?? code);
}
