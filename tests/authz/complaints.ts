import { randomUUID } from 'node:crypto';
import { ComplaintReceipt, OwnCoercionReports, type ComplaintInput } from '@haochaping/shared/contracts';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { CaseModel, complaintCaseOpener } from '../../server/src/modules/cases/index.js';
import { CoercionModel } from '../../server/src/modules/coercion/model.js';
import { ComplaintModel } from '../../server/src/modules/complaints/model.js';
import { withReceipt } from '../support/cases.js';
import { expectStatus } from '../support/journey.js';
import { answerWithFile } from './files.js';
import { closed, ofPerson, ofReceipt, type RecordCase } from './record-case.js';
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
  const opened = await CaseModel.findOne({ complaintId: complaint._id }).lean();
  if (!opened) throw new Error('no case');
  const fileId = await answerWithFile(world, opened, randomUUID());
  return { number, accessKey, fileId };
}

/** The case of a complaint about a department there, with words that the local list finds fault with. */
async function flaggedAt(world: World, side: Side): Promise<Record<string, string>> {
  const { number } = await complaintAt(world, side, {
    about: { kind: 'institution', code: DEPARTMENTS[side] },
    text: '等了两小时，这帮人都是王八蛋',
  });
  const complaint = await ComplaintModel.findOne({ number }).lean();
  return { id: (await CaseModel.findOne({ complaintId: complaint?._id ?? '' }).lean())?._id ?? '' };
}

/** One a side for what changes nothing: nobody complains twenty times in a day. */
const made = new Map<Side, ReturnType<typeof complaintAt>>();
function madeAt(world: World, side: Side): ReturnType<typeof complaintAt> {
  const known = made.get(side) ?? complaintAt(world, side);
  made.set(side, known);
  return known;
}

/** After an answer, what the one who complained says to it. */
const reply = () => ({ type: 'reply', satisfied: true, reason: '' });
const pressed = () => ({ reportId: randomUUID(), text: '窗口的人打电话要我改成满意' });

/** A report about a rating of that place, new to its efficiency office. */
async function reportAt(world: World, side: Side): Promise<Record<string, string>> {
  const input = pressed();
  const receipt = await ratingAt(world, side);
  const answer = await withReceipt(world.system, 'ratings', receipt, '/coercion', input);
  OwnCoercionReports.parse(await expectStatus(answer, 201));
  return { id: (await CoercionModel.findById(input.reportId).lean())?._id ?? '' };
}

/** Complaints, their cases, and reports of coercion: see RECORDS. */
export const COMPLAINT_RECORDS: Readonly<Record<string, RecordCase>> = {
  reviewCaseWords: closed('center', 200, flaggedAt, {
    body: { decision: 'show', reason: '是对服务的意见', seen: 1 },
  }),
  readOwnComplaint: ofReceipt(200, madeAt),
  readMyComplaint: ofPerson(200, madeAt),
  readOwnComplaintCase: ofReceipt(200, madeAt),
  moveOwnComplaintCase: ofReceipt(200, complaintAt, reply),
  readMyComplaintCase: ofPerson(200, madeAt),
  moveMyComplaintCase: ofPerson(200, complaintAt, reply),
  readOwnComplaintCaseFile: ofReceipt(200, madeAt),
  readMyComplaintCaseFile: ofPerson(200, madeAt),
  readOwnComplaintCaseLetter: ofReceipt(200, madeAt),
  readMyComplaintCaseLetter: ofPerson(200, madeAt),
  readOwnComplaintCoercion: ofReceipt(200, madeAt),
  reportOwnComplaintCoercion: ofReceipt(201, madeAt, pressed),
  readMyComplaintCoercion: ofPerson(200, madeAt),
  reportMyComplaintCoercion: ofPerson(201, madeAt, pressed),
  readOwnRatingCoercion: ofReceipt(200, ratingAt),
  reportOwnRatingCoercion: ofReceipt(201, ratingAt, pressed),
  readMyRatingCoercion: ofPerson(200, ratingOfPerson),
  reportMyRatingCoercion: ofPerson(201, ratingOfPerson, pressed),
  moveCoercionReport: closed('efficiency', 200, reportAt, {
    body: { version: 1, command: { type: 'look' } },
  }),
};
