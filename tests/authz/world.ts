import { InvitationModel } from '../../server/src/modules/channels/model.js';
import { randomUUID } from 'node:crypto';
import { HandlerList, InitialPassword, type TransactionInput } from '@haochaping/shared/contracts';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { CaseModel, caseOpener, countingAt, type CaseRecord } from '../../server/src/modules/cases/index.js';
import { foldedFields } from '../../server/src/modules/cases/store.js';
import { RevealModel } from '../../server/src/modules/rights/reveal/model.js';
import { SessionModel } from '../../server/src/modules/sessions/model.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { MessageModel } from '../../server/src/modules/notifications/messages/model.js';
import { SubmissionModel } from '../../server/src/modules/forwarding/model.js';
import { ratingInQuestion } from '../../server/src/modules/ratings/contact.js';
import { RatingModel, type RatingRecord } from '../../server/src/modules/ratings/model.js';
import { besideServer } from '../identity/rights-support.js';
import { FIRST_PASSWORD } from '../support/accounts-file.js';
import { handlerOf, inviteHandler, oneMoreBusiness, representative } from '../support/businesses.js';
import { newWeChatPerson, signInEvaluator, type EvaluatorClient, type Who } from '../support/evaluator.js';
import { expectStatus, issueInvitation, rate } from '../support/journey.js';
import { signInStaff, signInThrough, staffAccount, type StaffClient } from '../support/staff.js';
import type { System } from '../support/system.js';

/** Two organisations, and two people, each with records of their own; the callers are of the first. */
export type Side = 'own' | 'other';
export const SIDES = ['own', 'other'] as const;

/** Where the records of each side are: callers of the staff are of the county, the other one is the city. */
const PLACES: Readonly<
  Record<Side, { transaction: Partial<TransactionInput>; event: object; seat: string }>
> = {
  own: {
    transaction: {
      taskCode: '11350481DM0000769C4001004003000',
      regionCode: '350481',
      institutionCode: '350481-FGJ',
    },
    event: { windowCode: '350481-W001', staffCode: undefined },
    seat: '350481-XZFW',
  },
  other: { transaction: {}, event: {}, seat: '350400-XZFW' },
};

/** Everybody who calls, by name. */
export interface World {
  system: System;
  center: StaffClient;
  /** Of the city: what is its own is what the others call another's. */
  department: StaffClient;
  /** The efficiency office of the county. */
  efficiency: StaffClient;
  accounts: StaffClient;
  operator: StaffClient;
  person: EvaluatorClient;
  openid: string;
  people: Readonly<Record<Side, { client: EvaluatorClient; business: string; another: string }>>;
}

/** @param system started with the accounts file that has `yongan-anquan` and `yongan-xiaoneng`, and with the sandboxes */
export async function makeWorld(system: System): Promise<World> {
  await besideServer(system);
  const { openid, phone } = await newWeChatPerson(system);
  const own = await twoBusinesses(system, { openid, phone });
  const other = await twoBusinesses(system);
  return {
    system,
    center: await signInStaff(system, 'center', 1),
    department: await signInStaff(system, 'department'),
    efficiency: await signInThrough(system.baseUrl, {
      username: 'yongan-xiaoneng',
      password: FIRST_PASSWORD,
    }),
    accounts: await signInThrough(system.baseUrl, { username: 'yongan-anquan', password: FIRST_PASSWORD }),
    operator: await signInStaff(system, 'system_admin'),
    person: own.client,
    openid,
    people: { own, other },
  };
}

/** A person with two businesses of which they are the legal representative. */
async function twoBusinesses(system: System, who: Who = {}): Promise<World['people'][Side]> {
  const owner = await representative(system, { who });
  const another = await oneMoreBusiness(system, owner);
  return { client: owner.client, business: owner.business.id, another: another.id };
}

/** A poor rating of what was served there, of a person of no account. */
export async function ratingAt({ system }: World, side: Side) {
  const { transaction, event } = PLACES[side];
  const { token } = await issueInvitation(system, transaction, event);
  const { number, accessKey } = await rate(system.baseUrl, token, 1);
  return { id: (await RatingModel.findOne({ number }).lean())?._id ?? '', number, accessKey };
}

export type Rated = Awaited<ReturnType<typeof ratingAt>>;

/** The case of a poor rating, opened as the worker opens it, and given to the department's demo account. */
export async function caseOf({ system }: World, { id: ratingId, number }: Rated) {
  const rating = await RatingModel.findById(ratingId).lean<RatingRecord>();
  if (rating) await caseOpener(workCalendarNow)(rating, new Date());
  const { username } = staffAccount(system, 'department');
  const officer = (await StaffAccountModel.findOne({ username }).lean())?._id ?? '';
  const record = await CaseModel.findOne({ ratingId }).lean<CaseRecord>();
  const state = record && { ...record.state, officers: { ...record.state.officers, department: officer } };
  const counting = countingAt(new Date(), await workCalendarNow());
  const opened = await CaseModel.findOneAndUpdate(
    { ratingId },
    { $set: record && state ? foldedFields(record, state, counting) : {} },
    { returnDocument: 'after' },
  ).lean<CaseRecord>();
  return { id: opened?._id ?? '', ratingId, number, version: opened?.version ?? 0 };
}

export const caseAt = async (world: World, side: Side) => caseOf(world, await ratingAt(world, side));

/** A rating that a person has under their account. */
export async function ratingOfPerson(world: World, side: Side): Promise<Rated> {
  const rated = await ratingAt(world, side);
  const { number, accessKey } = rated;
  const claim = { number, accessKey };
  await expectStatus(await world.people[side].client.send('POST', '/api/v1/me/ratings/claims', claim), 200);
  return rated;
}

export const invitationAt = async ({ system }: World, side: Side): Promise<string> =>
  (await issueInvitation(system, PLACES[side].transaction, PLACES[side].event)).token;

/** Something that was done for a business of the side's person, and not rated yet. */
export async function toRateAt(world: World, side: Side): Promise<{ id: string }> {
  await invitationAt(world, side);
  const told = await InvitationModel.findOneAndUpdate(
    {},
    { $set: { evaluatorId: world.people[side].business } },
    { sort: { issuedAt: -1 } },
  ).lean();
  if (!told) throw new Error('the invitation is not there');
  return { id: told._id };
}

/** A text that a check found fault with. */
export async function flaggedTextAt(world: World, side: Side) {
  const { id: ratingId, number, accessKey } = await ratingAt(world, side);
  const detailsId = randomUUID();
  const said = { accessKey, detailsId, options: [], text: '等了两小时，这帮人都是王八蛋' };
  const answer = await fetch(`${world.system.baseUrl}/api/v1/ratings/${number}/details`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(said),
  });
  await expectStatus(answer, 200);
  return { ratingId, detailsId };
}

/** What the province would not take, and waits for a person. */
export async function parkedAt(world: World, side: Side): Promise<{ ratingId: string }> {
  const { id, number } = await ratingAt(world, side);
  const { regionCodes = [], title = '' } = (await RatingModel.findById(id).lean()) ?? {};
  const parked = {
    _id: id,
    number,
    title,
    regionCodes,
    level: 1,
    state: 'parked',
    createdAt: new Date(),
  } as const;
  await SubmissionModel.create(parked);
  return { ratingId: id };
}

/** A message about a case of that place that reached nobody. */
export async function messageAt(world: World, side: Side): Promise<{ id: string }> {
  const { id: ratingId } = await ratingAt(world, side);
  const message = {
    _id: randomUUID(),
    eventKey: `${ratingId}:1`,
    caseId: randomUUID(),
    ratingId,
    progress: 'answered',
    at: new Date(),
    centers: [side === 'own' ? '350481' : '350400'] as string[],
    state: 'failed',
  } as const;
  await MessageModel.create(message);
  return { id: message._id };
}

/** Work that failed too often, about something of that place. */
export async function deadEffectAt(world: World, side: Side): Promise<{ id: string }> {
  const { id } = await ratingAt(world, side);
  const mark = { kind: 'rollup', attempts: 9, lastError: 'no', since: new Date() };
  await RatingModel.updateOne({ _id: id }, { $set: { pending: [], dead: [mark] } });
  return { id: `ratings~${id}~rollup` };
}

/** A request to see a contact, of the centre of that place; by the caller's own account when it is to be opened. */
export async function revealAt(world: World, side: Side, state: 'waiting' | 'approved') {
  const now = new Date();
  const rating = await ratingInQuestion((await ratingAt(world, side)).id, now);
  const caller = await StaffAccountModel.findOne({ username: world.center.session.username }).lean();
  const id = randomUUID();
  await RevealModel.create({
    _id: id,
    purpose: 'call_back',
    ratingId: rating?.ratingId ?? '',
    ratingNumber: rating?.number ?? '',
    applicantId: rating?.applicantId ?? '',
    reason: '按期回访差评',
    askedBy: {
      accountId: state === 'approved' && side === 'own' ? caller?._id : randomUUID(),
      displayName: '同事',
      role: 'center',
      institutionCode: PLACES[side].seat,
      institutionName: '管委会',
    },
    askedAt: now,
    state,
    expiresAt: new Date(now.getTime() + 600_000),
  });
  return { id };
}

/** What a person asks to have put right about a rating of that place. */
export async function correctionAt(world: World, side: Side): Promise<{ id: string }> {
  const { number } = await ratingOfPerson(world, side);
  const asked = { field: 'phone', text: '电话报错了一位数字', receipt: number };
  const answer = await world.people[side].client.send('POST', '/api/v1/me/data/corrections', asked);
  return (await expectStatus(answer, 201)) as { id: string };
}

/** A new account, of the county or of the city. */
export async function accountAt(world: World, side: Side): Promise<{ id: string }> {
  const by = side === 'own' ? world.accounts : await signInStaff(world.system, 'security_admin');
  const [regionCode] = PLACES[side].seat.split('-');
  const made = await by.send('POST', '/api/v1/staff/accounts', {
    username: `xin-${randomUUID().slice(0, 8)}`,
    displayName: '新来的同事',
    role: 'department',
    institutionCode: PLACES[side].seat,
    regionCodes: [regionCode],
  });
  return { id: InitialPassword.parse(await expectStatus(made, 201)).account.id };
}

/** A sign-in of the caller's own account, or of somebody else's. */
export async function sessionAt({ system, openid }: World, side: Side, kind: 'staff' | 'evaluator') {
  const own = side === 'own';
  await (kind === 'staff'
    ? signInStaff(system, 'center', own ? 1 : 0)
    : signInEvaluator(system, own ? { openid } : {}));
  const latest = await SessionModel.findOne({ kind }).sort({ createdAt: -1 }).lean();
  return { id: latest?._id ?? '' };
}

/** What another did to the caller's account, or to somebody else's. */
export async function changeAt(world: World, side: Side): Promise<{ id: string }> {
  const username = side === 'own' ? 'yongan-anquan' : staffAccount(world.system, 'center').username;
  const id = randomUUID();
  const event = {
    ...{ id, at: new Date(), action: 'staff.password_reset', actor: { kind: 'staff', id: randomUUID() } },
    subject: { kind: 'staff_account', id: username },
  };
  await StaffAccountModel.updateOne({ username }, { $push: { audit: event } });
  return { id };
}

/** A business of the person, or of another, with one who handles for it, and a code that nobody has used. */
export async function handlerAt(world: World, side: Side): Promise<{ id: string; handlerId: string }> {
  const { client, business: id } = world.people[side];
  await handlerOf(world.system, { client, business: { id } });
  const list = await client.get(`/api/v1/me/businesses/${id}/handlers`);
  const { items } = HandlerList.parse(await list.json());
  const latest = items.filter(({ mine }) => !mine).sort((a, b) => b.since.localeCompare(a.since))[0];
  return { id, handlerId: latest?.id ?? '' };
}
export async function handlerInvitationAt(world: World, side: Side) {
  const { client, business: id } = world.people[side];
  return { id, invitationId: (await inviteHandler({ client, business: { id } })).id };
}
