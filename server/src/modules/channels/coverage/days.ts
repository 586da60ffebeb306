import { Schema, model } from 'mongoose';
import { CHANNELS, dayEnd, dayOf, dayPlus, dayStart, type Channel } from '@haochaping/shared/domain';
import { dailyAt, type Schedule } from '../../../jobs/schedule.js';
import { DeviceCallModel, type DeviceCallRecord } from '../devices/model.js';
import { firstAsked, linksByService, serviceOf } from '../invited-on.js';
import { InvitationModel, type InvitationRecord } from '../model.js';

/** What was counted of one channel, window and set of regions on one day. */
export interface DayRow {
  channel: Channel;
  windowCode: string | null;
  regions: string[];
  invited: number;
  opened: number;
  rated: number;
  /** Of the messages that invite: not sent yet, taken by the gateway, arrived, without a receipt, and those that did not arrive by reason. */
  waiting: number;
  sent: number;
  delivered: number;
  unanswered: number;
  failures: { reason: string; times: number }[];
}

/** The invitations of one day, counted: a quarter of a city's is too much to read for every look. It names nobody. */
export interface InvitedDayRecord {
  /** Beijing's day. */
  _id: string;
  countedAt: Date;
  rows: DayRow[];
  /** How often devices asked, by window. */
  screens: { windowCode: string; times: number }[];
  /** What was reported services named, as `kind code`. */
  named: string[];
}

const plain = { _id: false } as const;
const count = { type: Number, required: true } as const;
const text = { type: String, required: true } as const;
const schema = new Schema<InvitedDayRecord>(
  {
    _id: text,
    countedAt: { type: Date, required: true },
    rows: [
      new Schema(
        {
          channel: { type: String, enum: CHANNELS, required: true },
          windowCode: { type: String, default: null },
          regions: { type: [String], required: true },
          invited: count,
          opened: count,
          rated: count,
          waiting: count,
          sent: count,
          delivered: count,
          unanswered: count,
          failures: [new Schema({ reason: { type: String, default: '' }, times: count }, plain)],
        },
        plain,
      ),
    ],
    screens: [new Schema({ windowCode: text, times: count }, plain)],
    named: { type: [String], required: true },
  },
  { versionKey: false, collection: 'invited_days' },
);
const DayModel = model('InvitedDay', schema);

/**
 * The counts of all these days, both included: today's are counted now, those of a day that is over were counted last night.
 * Cost: one small record a day, and the invitations of today.
 */
export async function countsOf(from: string, to: string, now: Date): Promise<InvitedDayRecord[]> {
  const today = dayOf(now);
  const days: string[] = [];
  for (let day = to < today ? to : today; day >= from; day = dayPlus(day, -1)) days.push(day);
  const found = await DayModel.find({ _id: { $in: days } }).lean<InvitedDayRecord[]>();
  const known = new Map(found.map((record) => [record._id, record]));
  const counts: InvitedDayRecord[] = [];
  for (const day of days)
    counts.push(
      day === today ? await countDay(day, now) : (known.get(day) ?? (await keepDay(day, now))), // nobody worked that night
    );
  return counts;
}

/** Counts anew, at night, every day whose invitations may still have been rated. @param days how long one is good */
export const recounting = (days: number, now: () => Date): Schedule => ({
  name: 'invited_days',
  what: '重数每天请了多少、评了多少',
  nextAfter: dailyAt(2, 40),
  async step(dueAt) {
    const asked = Array.from({ length: Math.ceil(days) + 1 }, (_, n) => dayPlus(dayOf(dueAt), -n - 1));
    const fresh = { _id: { $in: asked }, countedAt: { $gte: dueAt } };
    const done = new Set(
      (await DayModel.find(fresh, { _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id),
    );
    const next = asked.find((day) => !done.has(day));
    if (next === undefined) return 'done';
    await keepDay(next, now());
    return 'more';
  },
});

async function keepDay(day: string, now: Date): Promise<InvitedDayRecord> {
  const { _id, ...fields } = await countDay(day, now);
  await DayModel.updateOne({ _id }, { $set: fields }, { upsert: true });
  return { _id, ...fields };
}

type Link = Pick<
  InvitationRecord,
  '_id' | 'projectNo' | 'serviceNumber' | 'issuedAt' | 'openedAt' | 'answeredAt' | 'trail'
>;
type Read = Link & Pick<InvitationRecord, 'channel' | 'attribution' | 'sms'>;

const LINK = {
  projectNo: 1,
  serviceNumber: 1,
  issuedAt: 1,
  openedAt: 1,
  answeredAt: 1,
  'trail.actor.kind': 1,
} as const;
const READ = {
  ...LINK,
  channel: 1,
  'attribution.targets.kind': 1,
  'attribution.targets.code': 1,
  'attribution.targets.regionCode': 1,
  'sms.state': 1,
  'sms.words': 1,
  'sms.receipt': 1,
} as const;

/** Invitations that are looked at together with all other links to their services. */
const TOGETHER = 500;

async function countDay(day: string, now: Date): Promise<InvitedDayRecord> {
  const range = { $gte: dayStart(day), $lt: dayEnd(day) };
  const rows = new Map<string, DayRow>();
  const named = new Set<string>();
  const piece: Read[] = [];
  const found = InvitationModel.find({ issuedAt: range }, READ).sort({ issuedAt: 1 }).lean<Read>().cursor();
  for await (const invitation of found) {
    for (const { kind, code } of invitation.attribution.targets) named.add(`${kind} ${code}`);
    piece.push(invitation);
    if (piece.length === TOGETHER) await countPiece(piece.splice(0), rows);
  }
  await countPiece(piece, rows);
  const screens = await screensOf(range);
  return { _id: day, countedAt: now, rows: [...rows.values()], screens, named: [...named] };
}

/** One service is counted once, on the day and in the channel a business system first asked; whatever link was opened. */
async function countPiece(piece: readonly Read[], rows: Map<string, DayRow>): Promise<void> {
  if (piece.length === 0) return;
  const projects = [...new Set(piece.map(({ projectNo }) => projectNo))];
  const services = linksByService(
    await InvitationModel.find({ projectNo: { $in: projects } }, LINK).lean<Link[]>(),
  );
  for (const invitation of piece) {
    const { _id, channel, attribution, sms } = invitation;
    const place = {
      windowCode: attribution.targets.find(({ kind }) => kind === 'window')?.code ?? null,
      regions: [...new Set(attribution.targets.map(({ regionCode }) => regionCode))].sort(),
    };
    if (sms) countSms(rowOf(rows, { channel, ...place }), sms);
    const links = services.get(serviceOf(invitation)) ?? [];
    if (firstAsked(links)?._id !== _id) continue;
    const row = rowOf(rows, { channel, ...place });
    const rated = links.some(({ answeredAt }) => answeredAt);
    row.invited += 1;
    // Whoever rated on a device or under their account never opened the link.
    row.opened += Number(rated || links.some(({ openedAt }) => openedAt));
    row.rated += Number(rated);
  }
}

function countSms(row: DayRow, { state, words, receipt }: NonNullable<InvitationRecord['sms']>): void {
  row.waiting += Number(state === 'waiting');
  row.sent += Number(state === 'sent');
  row.delivered += Number(state === 'sent' && receipt?.result === 'delivered');
  row.unanswered += Number(state === 'sent' && !receipt);
  // The gateway's own refusal is in words of ours; the operator's is a code.
  if (state === 'failed') fail(row, words ?? '');
  else if (receipt?.result === 'failed') fail(row, receipt.reason ?? '');
}

function fail({ failures }: DayRow, reason: string): void {
  const known = failures.find((one) => one.reason === reason);
  if (known) known.times += 1;
  else failures.push({ reason, times: 1 });
}

function rowOf(rows: Map<string, DayRow>, of: Pick<DayRow, 'channel' | 'windowCode' | 'regions'>): DayRow {
  const key = JSON.stringify([of.channel, of.windowCode, of.regions]);
  const none = { invited: 0, opened: 0, rated: 0, waiting: 0, sent: 0, delivered: 0, unanswered: 0 };
  const row = rows.get(key) ?? { ...of, ...none, failures: [] };
  rows.set(key, row);
  return row;
}

async function screensOf(at: Readonly<Record<'$gte' | '$lt', Date>>): Promise<InvitedDayRecord['screens']> {
  const calls = DeviceCallModel.find({ at, terminal: null }, { windowCode: 1 })
    .lean<DeviceCallRecord>()
    .cursor();
  const windows = new Map<string, number>();
  for await (const { windowCode } of calls) windows.set(windowCode, (windows.get(windowCode) ?? 0) + 1);
  return [...windows].map(([windowCode, times]) => ({ windowCode, times }));
}
