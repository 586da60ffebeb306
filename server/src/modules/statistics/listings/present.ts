import type { ListingFactView, ListingRow, ListingView } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import { periodOf } from '@haochaping/shared/domain/figures/index';
import {
  DECISION_NAMES,
  factsOf,
  factText,
  factTold,
  LISTING_FACT_RULES,
  LISTING_LIST_NAMES,
  LISTING_STATE_NAMES,
  listingMoves,
  listingRefusal,
  NO_COUNTS,
  reasonsFor,
  type ListingCounts,
  type ListingState,
} from '@haochaping/shared/domain/listings/index';
import type { StaffActor } from '../../../http/actor.js';
import { directoryNow, type Directory } from '../../directory/index.js';
import { staffNames } from '../../staff/index.js';
import { coercionIn, evidenceFor, namesIn } from './candidates.js';
import { actorFor, isNamed, listingsOf, standingOf } from './desk.js';
import type { ListingEvent, ListingRecord } from './model.js';
import { gatherRecords, type Recorded } from './records.js';

const WHAT: Readonly<Record<ListingEvent['type'], string>> = {
  listed: '列入名单',
  answer: '说明',
  decide: '拟决定',
  approve: '同意这个决定',
  send_back: '退回重拟',
  take_back: '收回',
};
/** Of the office's own to and fro the named side reads what it came to. */
const TOLD_TO_NAMED: readonly ListingEvent['type'][] = ['listed', 'answer', 'approve', 'take_back'];
const FINAL: readonly ListingState[] = ['adopted', 'dropped'];

/** To the named side a decision that is not approved is none. */
const stateFor = ({ state, answer }: ListingRecord, named: boolean): ListingState => {
  if (!named || state !== 'proposed') return state;
  return answer === null ? 'listed' : 'answered';
};

export async function presentRows(
  actor: StaffActor,
  records: readonly ListingRecord[],
  now: Date,
): Promise<ListingRow[]> {
  const directory = await directoryNow();
  return records.map((record) => rowOf(actor, record, directory, now));
}

/** Of these entries those the account may see, for its inbox. */
export async function listingsSeen(
  actor: StaffActor,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, { _id: string; number: string; title: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await presentRows(actor, await listingsOf(actor, ids), now);
  return new Map(
    rows.map(({ id, number, listName, title }) => [id, { _id: id, number, title: `${listName}：${title}` }]),
  );
}

function rowOf(actor: StaffActor, record: ListingRecord, directory: Directory, now: Date): ListingRow {
  const { _id, number, list, kind, period } = record;
  const named = isNamed(actor, record);
  const names = namesIn(directory, record, now);
  const state = stateFor(record, named);
  return {
    id: _id,
    number,
    list,
    listName: LISTING_LIST_NAMES[list],
    title: `${names.subjectName}：${names.name}`,
    ...names,
    periodName: periodOf(kind, period).name,
    state,
    stateName: LISTING_STATE_NAMES[state],
    answerBy: record.answerBy,
    mine: named,
    listedAt: record.listedAt.toISOString(),
  };
}

/** What the records say of the subject now, for the office. */
async function countedAgain(
  actor: StaffActor,
  record: ListingRecord,
  calendar: WorkCalendar,
  now: Date,
): Promise<Pick<Recorded, 'counts' | 'cases'>> {
  const { subject, code, from, to } = record;
  const [found] = await gatherRecords(
    {
      period: { from, to },
      kinds: [subject],
      code,
      cases: {
        $or: [
          { 'state.rated.institutions': code },
          { 'state.assignedTo': code },
          { 'state.rated.windows': code },
          { 'state.rated.staff': code },
        ],
      },
      within: () => true,
      coercion: await coercionIn(actor, { from, to }),
    },
    calendar,
    now,
  );
  return found ?? { counts: NO_COUNTS, cases: {} };
}

/** One entry as an account reads it: the office with the cases behind it, the named side with counts and rules alone. */
export async function presentListing(
  actor: StaffActor,
  record: ListingRecord,
  calendar: WorkCalendar,
  now: Date,
): Promise<ListingView> {
  const named = isNamed(actor, record);
  const [directory, again, names] = await Promise.all([
    directoryNow(),
    // Whoever is named and looks every day would see whose rating changed, and when.
    named ? null : countedAgain(actor, record, calendar, now),
    staffNames([...new Set(record.events.map(({ by }) => by))]),
  ]);
  const officeName = directory.lookUp('institutions', record.office, now)?.data.name ?? record.office;
  const standing = standingOf(record);
  const asked = actorFor(actor, record);
  const refused = listingRefusal(standing, 'decide', asked, now);
  const waits = !named && record.state === 'listed' && refused !== null;
  const final = FINAL.includes(record.state);
  const { proposal } = record;
  return {
    ...rowOf(actor, record, directory, now),
    version: record.version,
    from: record.from,
    to: record.to,
    officeName,
    facts: await factViews(actor, record, again, calendar, now),
    answer: record.answer,
    decision:
      proposal && (final || !named)
        ? { name: DECISION_NAMES[proposal.decision], words: proposal.words, final }
        : null,
    moves: listingMoves(standing, asked, now),
    waitsFor: waits ? refused : null,
    events: record.events
      .filter(({ type }) => !named || TOLD_TO_NAMED.includes(type))
      .map(({ at, by, type, words }) => ({
        at: at.toISOString(),
        // Who at the office it was is nothing the named side is told.
        by: named && type !== 'answer' ? officeName : (names.get(by) ?? ''),
        what: WHAT[type],
        words,
      })),
    invented: record.invented,
  };
}

/** @param again what the records say today; null for the named side, which reads neither that nor any case */
async function factViews(
  actor: StaffActor,
  record: ListingRecord,
  again: Pick<Recorded, 'counts' | 'cases'> | null,
  calendar: WorkCalendar,
  now: Date,
): Promise<ListingFactView[]> {
  const { subject: kind, rated } = record;
  const today = again ? factsOf({ kind, counts: again.counts }) : [];
  const cases = again?.cases ?? {};
  const evidence = await evidenceFor(actor, Object.values(cases).flat(), calendar, now);
  const reached = reasonsFor(record.list, { kind, counts: frozenCounts(record) }).map(({ id }) => id);
  return record.facts.map((fact) => {
    const counted = today.find(({ id }) => id === fact.id);
    return {
      id: fact.id,
      name: LISTING_FACT_RULES[fact.id].name,
      rule: LISTING_FACT_RULES[fact.id].rule,
      text: again ? factText(fact) : factTold(kind, fact, rated),
      now: counted ? factText(counted) : null,
      reached: reached.includes(fact.id),
      cases: evidence(cases[fact.id] ?? []),
    };
  });
}

function frozenCounts({ facts }: ListingRecord): ListingCounts {
  const satisfied = facts.find(({ id }) => id === 'satisfied');
  return {
    ...NO_COUNTS,
    ...Object.fromEntries(facts.map(({ id, part }) => [id, part])),
    satisfied: { part: satisfied?.part ?? 0, whole: satisfied?.whole ?? 0 },
  };
}
