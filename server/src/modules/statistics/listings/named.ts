import { directoryNow } from '../../directory/index.js';
import { accountsInUse, rolesThatMay } from '../../staff/index.js';
import { effectSource, type EffectSource } from '../../../jobs/effects.js';
import { sealing } from '../../audit/index.js';
import { ListingModel, type ListingEvent, type ListingRecord } from './model.js';

type About = Pick<ListingRecord, 'subject' | 'code' | 'institutionCode'>;

/** The accounts in use that an entry is about: of the unit all but clerks, of a window and a person whoever it is. */
export async function namedAccounts({ subject, code }: About, now: Date): Promise<string[]> {
  const roles = rolesThatMay('listings.read').filter((role) => role !== 'window_clerk');
  if (subject === 'institution') return idsOf(await accountsInUse({ roles, institutionCodes: [code] }));
  const directory = await directoryNow();
  const staffCodes =
    subject === 'staff'
      ? [code]
      : directory
          .standing('staff', now)
          .filter(({ data }) => data.windowCode === code)
          .map((one) => one.code);
  const readers = rolesThatMay('listings.read');
  return idsOf((await accountsInUse({ staffCodes })).filter(({ role }) => readers.includes(role)));
}

const idsOf = (accounts: readonly { accountId: string }[]): string[] =>
  accounts.map(({ accountId }) => accountId);

/** Whom a step is told, and as what; what is proposed concerns the office alone. */
const TOLD = {
  listed: { to: 'named', kind: 'listing_listed' },
  answer: { to: 'office', kind: 'listing_answered' },
  decide: { to: 'office', kind: 'listing_proposed' },
  send_back: { to: 'office', kind: 'listing_sent_back' },
  approve: { to: 'named', kind: 'listing_decided' },
  take_back: { to: 'named', kind: 'listing_taken_back' },
} as const satisfies Readonly<Record<ListingEvent['type'], { to: 'named' | 'office'; kind: string }>>;

/** One thing staff are told of an entry. */
export interface ListingTold {
  listingId: string;
  /** Where the event stands among those of the entry. */
  index: number;
  kind: (typeof TOLD)[ListingEvent['type']]['kind'];
  at: Date;
  accountIds: string[];
}

/** Writes it into their inboxes; a repetition adds nothing. */
export type TellListing = (told: ListingTold) => Promise<void>;

/** The last that happened to an entry, with everybody whom it concerns but whoever did it. */
async function lastTold(record: ListingRecord, now: Date): Promise<ListingTold | null> {
  const index = record.events.length - 1;
  const event = record.events[index];
  if (!event) return null;
  const { to, kind } = TOLD[event.type];
  const accounts =
    to === 'named'
      ? await namedAccounts(record, now)
      : idsOf(
          await accountsInUse({ roles: rolesThatMay('listings.decide'), institutionCodes: [record.office] }),
        );
  const accountIds = accounts.filter((id) => id !== event.by);
  return { listingId: record._id, index, kind, at: event.at, accountIds };
}

/** What follows from an entry. */
export const listingEffects = (tell: TellListing): EffectSource =>
  effectSource<ListingRecord>({
    name: 'listings',
    model: ListingModel,
    performers: {
      audit: sealing(({ trail }) => trail),
      tell: async (record, now) => {
        const told = await lastTold(record, now);
        if (told) await tell(told);
        return 'done';
      },
    },
    kindNames: { audit: '记入审计日志', tell: '告诉名单上的那一方，或者告诉列名单的单位' },
  });
