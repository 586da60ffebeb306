import { randomUUID } from 'node:crypto';
import { APPEAL_RECORDS } from './appeals.js';
import { CASE_FILE_RECORDS } from './case-files.js';
import { COMPLAINT_RECORDS } from './complaints.js';
import { QUESTIONNAIRE_RECORDS } from './questionnaires.js';
import { DEVICE_RECORDS } from './devices.js';
import { SYSTEM_RECORDS } from './systems.js';
import { ENTRY_RECORDS } from './entries.js';
import { FIGURE_RECORDS } from './figures.js';
import { FEEDBACK_RECORDS } from './feedback.js';
import { REPORT_RECORDS } from './reports.js';
import { DEFAULT_TEMPLATES } from '@haochaping/shared/domain/notifications/index';
import { weChatCode } from '../support/evaluator.js';
import {
  closed,
  ofPerson,
  ofReceipt,
  type By,
  type Make,
  type Named,
  type RecordCase,
} from './record-case.js';
import {
  accountAt,
  caseOf,
  caseAt,
  changeAt,
  correctionAt,
  deadEffectAt,
  flaggedTextAt,
  handlerAt,
  handlerInvitationAt,
  invitationAt,
  messageAt,
  parkedAt,
  ratingAt,
  ratingOfPerson,
  revealAt,
  sessionAt,
  toRateAt,
  type Side,
  type World,
} from './world.js';

/** About something everybody who may call at all may read, wherever it belongs. */
const open = (by: By, params: Readonly<Record<Side, Record<string, string>>>): RecordCase => ({
  by,
  answers: { own: 200, other: 200 },
  named: (_, side) => Promise.resolve({ params: params[side] }),
});

const ratingId: Make = async (world, side) => ({ id: (await ratingAt(world, side)).id });
const caseId: Make = async (world, side) => ({ id: (await caseAt(world, side)).id });
const ownCase: Make = async (world, side) => ({
  number: (await caseOf(world, await ratingOfPerson(world, side))).number,
});
const SETTLED = { type: 'settle', said: '' };
const invitation: Make = async (world, side) => ({ token: await invitationAt(world, side) });
const account: Make = accountAt;
const ownNumber: Make = async (world, side) => ({ number: (await ratingOfPerson(world, side)).number });
const business: Make = (world, side) => Promise.resolve({ id: world.people[side].business });
/** A whole kind of the directory is nobody's: the side is in the name only. */
const kind = { own: { kind: 'windows' }, other: { kind: 'windows' } };
const window = {
  own: { kind: 'windows', code: '350481-W001' },
  other: { kind: 'windows', code: '350400-W001' },
};
const place = { own: { kind: 'hall', code: '350481-H01' }, other: { kind: 'hall', code: '350400-H01' } };

/** A printed code of a place; who rates there needs no leave. */
const staticCode = (answer = 200): RecordCase => ({
  by: 'anyone',
  answers: { own: answer, other: answer },
  named: async ({ system }, side) => {
    const path = `/api/v1/places/hall/${place[side].code}/static-code`;
    const { code } = (await (await fetch(`${system.baseUrl}${path}`)).json()) as { code: string };
    return { params: { code } };
  },
});
/** Whoever holds the link may use it: the token is the right. */
const byToken = (answer = 200): RecordCase => closed('anyone', answer, invitation, {}, answer);

const rights = (side: Side) => ({
  displayName: '换了单位',
  role: 'department',
  institutionCode: side === 'own' ? '350481-FGJ' : '350400-FGW',
  regionCodes: [side === 'own' ? '350481' : '350400'],
});

const ratingOfCase: Make = async (world, side) => ({ id: (await caseAt(world, side)).ratingId });

/** The case of a rating, with its receipt. */
async function caseWithReceipt(world: World, side: Side) {
  const rated = await ratingAt(world, side);
  await caseOf(world, rated);
  return rated;
}
/** Details name the receipt in what is sent, not beside it. */
const withDetails: RecordCase = {
  by: 'anyone',
  answers: { own: 200, other: 404 },
  named: async (world, side) => {
    const { accessKey, ...mine } = await ratingAt(world, 'own');
    const { number } = side === 'own' ? mine : await ratingAt(world, side);
    return { params: { number }, body: { accessKey, ...details() } };
  },
};
/** What the mini-program sends once WeChat has asked the person. */
const permissionOf = async ({ system, openid }: World) => ({
  code: await weChatCode(system, openid),
  templateId: DEFAULT_TEMPLATES.wechat.templateId,
});
const details = () => ({ detailsId: randomUUID(), options: [], text: '等了很久' });

/** By operation: a record of one's own organisation, one of another, and what is answered about each. */
export const RECORDS: Readonly<Record<string, RecordCase>> = {
  ...APPEAL_RECORDS,
  ...CASE_FILE_RECORDS,
  ...COMPLAINT_RECORDS,
  ...QUESTIONNAIRE_RECORDS,
  ...DEVICE_RECORDS,
  ...SYSTEM_RECORDS,
  ...ENTRY_RECORDS,
  ...FIGURE_RECORDS,
  ...FEEDBACK_RECORDS,
  ...REPORT_RECORDS,
  disownStaffChange: closed('accounts', 204, changeAt),
  endOwnStaffSession: closed('center', 204, (world, side) => sessionAt(world, side, 'staff')),
  readStaffAccount: closed('accounts', 200, account),
  changeStaffRights: {
    ...closed('accounts', 200, account),
    named: async (world, side) => ({ params: await accountAt(world, side), body: rights(side) }),
  },
  disableStaffAccount: closed('accounts', 200, account),
  enableStaffAccount: closed('accounts', 200, account),
  resetStaffSecondFactor: closed('accounts', 200, account),
  resetStaffIdentity: closed('accounts', 200, account),
  unlockStaffAccount: closed('accounts', 200, account),
  resetStaffPassword: closed('accounts', 200, account),
  endStaffAccountSessions: closed('accounts', 204, account),
  removeMyWay: {
    ...closed('person', 200, () => Promise.resolve({})),
    // Names one of one's own ways to sign in; of another person's there is no name at all.
    named: (_, side) => Promise.resolve({ params: { way: side === 'own' ? 'phone' : 'sso' } }),
  },
  endMySession: closed('person', 204, (world, side) => sessionAt(world, side, 'evaluator')),
  leaveBusiness: closed('person', 204, (world, side) => Promise.resolve({ id: world.people[side].another })),
  listHandlers: closed('person', 200, business),
  listBusinessCases: closed('person', 200, business),
  exportBusinessCasesXlsx: closed('person', 200, business),
  changeHandler: closed('person', 200, handlerAt, { body: { until: null } }),
  removeHandler: closed('person', 204, handlerAt),
  inviteHandler: closed('person', 201, business, { body: { until: null } }),
  withdrawHandlerInvitation: closed('person', 204, handlerInvitationAt),
  readPrivacyNoticeVersion: open('anyone', { own: { version: '1' }, other: { version: '1' } }),
  readRevealSubject: closed('center', 200, ratingId),
  openReveal: closed('center', 201, (world, side) => revealAt(world, side, 'approved')),
  decideReveal: closed('center', 200, (world, side) => revealAt(world, side, 'waiting'), {
    body: { approve: false, note: '不用看' },
  }),
  withdrawCorrection: closed('person', 204, correctionAt),
  openCorrection: closed('center', 201, correctionAt),
  decideCorrection: closed('center', 200, correctionAt, {
    body: { done: true, answer: '已请报送单位改过来了' },
  }),
  readHall: open('anyone', { own: { code: '350481-H01' }, other: { code: '350400-H01' } }),
  listDirectoryRecords: open('center', kind),
  readDirectoryHistory: open('center', window),
  exportDirectoryCsv: open('center', kind),
  exportDirectoryXlsx: open('center', kind),
  downloadDirectoryTemplateCsv: open('center', kind),
  downloadDirectoryTemplateXlsx: open('center', kind),
  importDirectory: {
    ...open('center', kind),
    named: (_, side) => Promise.resolve({ params: kind[side], ...importOf(side) }),
    reads: (report) => (report as { errors: unknown[] }).errors.length > 0,
  },
  openInvitationLink: byToken(302),
  openStaticLink: staticCode(302),
  invitationQrSvg: byToken(),
  invitationQrPng: byToken(),
  printInvitationSlip: byToken(),
  staticCodeQrSvg: staticCode(),
  staticCodeQrPng: staticCode(),
  readStaticCode: staticCode(),
  findStaticCodeOfPlace: open('anyone', place),
  readInvitation: byToken(),
  addRatingDetails: withDetails,
  readOwnRating: ofReceipt(200, ratingAt),
  linkToRate: ofPerson(200, toRateAt, () => ({ channel: 'mobile' })),
  readMyRating: closed('person', 200, ownNumber),
  addMyRatingDetails: ofPerson(200, ownNumber, details),
  readCase: closed('center', 200, caseId),
  listSimilarCases: closed('center', 200, caseId),
  readCaseOfRating: closed('center', 200, ratingOfCase),
  listCaseOfficers: closed('center', 200, caseId),
  moveCase: {
    ...closed('center', 200, caseId),
    named: async (world, side) => {
      const { id, version } = await caseAt(world, side);
      return { params: { id }, body: { version, command: { type: 'call', outcome: 'no_answer', said: '' } } };
    },
  },
  readOwnCase: ofReceipt(200, caseWithReceipt),
  moveOwnCase: ofReceipt(200, caseWithReceipt, () => SETTLED),
  readMyCase: closed('person', 200, ownCase),
  moveMyCase: closed('person', 200, ownCase, { body: SETTLED }),
  readRating: closed('center', 200, ratingId),
  reviewText: closed('center', 200, flaggedTextAt, {
    body: { decision: 'show', reason: '不是骂人', seen: 1 },
  }),
  resendSubmission: closed('center', 200, parkedAt),
  retryMessage: closed('center', 200, messageAt),
  readReminder: ofReceipt(200, ratingAt),
  permitReminder: {
    ...ofReceipt(200, ratingAt),
    named: async (world, side) => ({
      ...(await ofReceipt(200, ratingAt).named(world, side)),
      body: await permissionOf(world),
    }),
  },
  readMyReminder: closed('person', 200, ownNumber),
  permitMyReminder: {
    ...closed('person', 200, ownNumber),
    named: async (world, side) => ({
      params: await ownNumber(world, side),
      body: await permissionOf(world),
    }),
  },
  // Looks after the one installation there is: the work of every place.
  retryDeadEffect: closed('operator', 204, deadEffectAt, {}, 204),
};

function importOf(side: Side): Omit<Named, 'params'> {
  const region = side === 'own' ? '350481' : '350400';
  const row = `${region}-W001,综合收件窗口一,A01,${region}-H01,${region}-XZFW`;
  return { body: `编码,名称,窗口号,大厅编码,责任部门编码\n${row}`, headers: { 'Content-Type': 'text/csv' } };
}
