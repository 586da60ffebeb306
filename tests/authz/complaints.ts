import { randomUUID } from 'node:crypto';
import { ComplaintReceipt, OwnCoercionReports, type ComplaintInput } from '@haochaping/shared/contracts';
import { caseOf as foldedCase, type CaseEvent } from '@haochaping/shared/domain/cases/index';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { CaseModel, complaintCaseOpener } from '../../server/src/modules/cases/index.js';
import { CoercionModel } from '../../server/src/modules/coercion/model.js';
import { ComplaintModel } from '../../server/src/modules/complaints/model.js';
import { fileAt } from './files.js';
import { expectStatus } from '../support/journey.js';
import type { RecordCase } from './records.js';
import { ratingAt, ratingOfPerson, type Side, type World } from './world.js';

const DEPARTMENTS: Readonly<Record<Side, string>> = { own: '350481-FGJ', other: '350400-FGW' };
const HALLS: Readonly<Record<Side, string>> = { own: '350481-H01', other: '350400-H01' };

/** A complaint of one of the two people about a hall, with its case, and a file that an answer names. */
async function complaintAt(world: World, side: Side, changes: Partial<ComplaintInput> = {}) {
  const input: ComplaintInput = {
    intakeId: randomUUID(),
    about: { kind: 'hall', code: HALLS[side] },
    text: '电梯坏了三个月，老人上不去',
    ...changes,
  };
  const answer = await world.people[side].client.send('POST', '/api/v1/complaints', input);
  const { number, accessKey } = ComplaintReceipt.parse(await expectStatus(answer, 201));
  const complaint = await ComplaintModel.findOne({ number }).lean();
  if (!complaint) throw new Error('no complaint');
  await complaintCaseOpener(workCalendarNow)(complaint, new Date());
  const fileId = await answerWithFile(world, complaint._id);
  return { number, accessKey, fileId };
}

/** The case of a complaint about a department there, with words that the local list finds fault with. */
async function flaggedAt(world: World, side: Side): Promise<string> {
  const { number } = await complaintAt(world, side, {
    about: { kind: 'institution', code: DEPARTMENTS[side] },
    text: '等了两小时，这帮人都是王八蛋',
  });
  const complaint = await ComplaintModel.findOne({ number }).lean();
  return (await CaseModel.findOne({ complaintId: complaint?._id ?? '' }).lean())?._id ?? '';
}

async function answerWithFile(world: World, complaintId: string): Promise<string> {
  const found = await CaseModel.findOne({ complaintId }).lean();
  if (!found) throw new Error('no case');
  const [accountId, now] = [randomUUID(), new Date()];
  const home = { caseId: found._id, use: 'case' } as const;
  const fileId = await fileAt(world, { ...home, accountId, named: true });
  const told: CaseEvent = {
    type: 'answered',
    kind: 'rectified',
    text: '电梯修好了',
    attachments: [fileId],
    at: now,
    by: { id: accountId, role: 'department' },
  };
  const events = [...found.events, told];
  await CaseModel.updateOne({ _id: found._id }, { $set: { events, state: foldedCase(events) } });
  return fileId;
}

type Params = Record<string, string>;

/** One a side for what changes nothing: nobody complains twenty times in a day. */
const made = new Map<Side, ReturnType<typeof complaintAt>>();
function madeAt(world: World, side: Side): ReturnType<typeof complaintAt> {
  const known = made.get(side) ?? complaintAt(world, side);
  made.set(side, known);
  return known;
}

/** The receipt of one's own complaint opens nothing of another. */
const ofReceipt = (own: number, body?: () => unknown, { file = false, at = madeAt } = {}): RecordCase => ({
  by: 'anyone',
  answers: { own, other: 404 },
  named: async (world, side) => {
    const mine = await at(world, 'own');
    const { number, fileId } = side === 'own' ? mine : await at(world, 'other');
    const params: Params = file ? { number, fileId } : { number };
    return { params, headers: { 'x-receipt-key': mine.accessKey }, ...(body ? { body: body() } : {}) };
  },
});

const ofPerson = (own: number, body?: () => unknown, { file = false, at = madeAt } = {}): RecordCase => ({
  by: 'person',
  answers: { own, other: 404 },
  named: async (world, side) => {
    const { number, fileId } = await at(world, side);
    const params: Params = file ? { number, fileId } : { number };
    return { params, ...(body ? { body: body() } : {}) };
  },
});

/** After an answer, what the one who complained says to it. */
const reply = () => ({ type: 'reply', satisfied: true, reason: '' });
const pressed = () => ({ reportId: randomUUID(), text: '窗口的人打电话要我改成满意' });

const ratingReceipt = (own: number, body?: () => unknown): RecordCase => ({
  by: 'anyone',
  answers: { own, other: 404 },
  named: async (world, side) => {
    const [mine, theirs] = [await ratingAt(world, 'own'), await ratingAt(world, 'other')];
    const { number } = side === 'own' ? mine : theirs;
    const headers = { 'x-receipt-key': mine.accessKey };
    return { params: { number }, headers, ...(body ? { body: body() } : {}) };
  },
});
const ratingPerson = (own: number, body?: () => unknown): RecordCase => ({
  by: 'person',
  answers: { own, other: 404 },
  named: async (world, side) => ({
    params: { number: (await ratingOfPerson(world, side)).number },
    ...(body ? { body: body() } : {}),
  }),
});

/** A report about a rating of that place, new to its efficiency office. */
async function reportAt(world: World, side: Side): Promise<Params> {
  const { number, accessKey } = await ratingAt(world, side);
  const input = pressed();
  const answer = await fetch(`${world.system.baseUrl}/api/v1/ratings/${number}/coercion`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'x-receipt-key': accessKey },
    body: JSON.stringify(input),
  });
  OwnCoercionReports.parse(await expectStatus(answer, 201));
  return { id: (await CoercionModel.findById(input.reportId).lean())?._id ?? '' };
}

/** Complaints, their cases, and reports of coercion: see RECORDS. */
export const COMPLAINT_RECORDS: Readonly<Record<string, RecordCase>> = {
  reviewCaseWords: {
    by: 'center',
    answers: { own: 200, other: 404 },
    named: async (world, side) => ({
      params: { id: await flaggedAt(world, side) },
      body: { decision: 'show', reason: '是对服务的意见', seen: 1 },
    }),
  },
  readOwnComplaint: ofReceipt(200),
  readMyComplaint: ofPerson(200),
  readOwnComplaintCase: ofReceipt(200),
  moveOwnComplaintCase: ofReceipt(200, reply, { at: complaintAt }),
  readMyComplaintCase: ofPerson(200),
  moveMyComplaintCase: ofPerson(200, reply, { at: complaintAt }),
  readOwnComplaintCaseFile: ofReceipt(200, undefined, { file: true }),
  readMyComplaintCaseFile: ofPerson(200, undefined, { file: true }),
  readOwnComplaintCaseLetter: ofReceipt(200),
  readMyComplaintCaseLetter: ofPerson(200),
  readOwnComplaintCoercion: ofReceipt(200),
  reportOwnComplaintCoercion: ofReceipt(201, pressed),
  readMyComplaintCoercion: ofPerson(200),
  reportMyComplaintCoercion: ofPerson(201, pressed),
  readOwnRatingCoercion: ratingReceipt(200),
  reportOwnRatingCoercion: ratingReceipt(201, pressed),
  readMyRatingCoercion: ratingPerson(200),
  reportMyRatingCoercion: ratingPerson(201, pressed),
  moveCoercionReport: {
    by: 'efficiency',
    answers: { own: 200, other: 404 },
    named: async (world, side) => ({
      params: await reportAt(world, side),
      body: { version: 1, command: { type: 'look' } },
    }),
  },
};
