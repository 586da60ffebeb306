import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAFF_ROLES } from '@haochaping/shared/contracts';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { signInEvaluator } from '../support/evaluator.js';
import { signInStaff } from '../support/staff.js';
import { startSystem, type System } from '../support/system.js';

/**
 * Who may call what: every operation of the API description against everybody who could call it, on the running server.
 * The table below is written by hand, from the plan's division of duties; an operation that is missing here fails, and so
 * does one that no longer exists.
 */
const CALLERS = ['anyone', 'evaluator', ...STAFF_ROLES] as const;
type Caller = (typeof CALLERS)[number];

const EVERYBODY: readonly Caller[] = CALLERS;
const STAFF: readonly Caller[] = STAFF_ROLES;
const EVALUATOR: readonly Caller[] = ['evaluator'];
const KEEPERS: readonly Caller[] = ['center', 'system_admin'];
const READERS: readonly Caller[] = [
  'window_clerk',
  'department',
  'center',
  'reform_office',
  'efficiency_office',
];
const WATCHERS: readonly Caller[] = ['center', 'reform_office', 'efficiency_office', 'system_admin'];

/** Offices that call back: the centre, and where it is rated itself, those who oversee it. */
const OFFICES: readonly Caller[] = ['center', 'reform_office', 'efficiency_office'];

const MAY_CALL: Readonly<Record<string, readonly Caller[]>> = {
  signInStaff: EVERYBODY,
  readOwnStaffAccount: STAFF,
  changeOwnStaffPassword: STAFF,
  seeOwnStaffChanges: STAFF,
  disownStaffChange: STAFF,
  bindOwnStaffDocument: STAFF,
  sendOwnStaffPhoneCode: STAFF,
  bindOwnStaffPhone: STAFF,
  beginOwnSecondFactor: STAFF,
  confirmOwnSecondFactor: STAFF,
  renewOwnRecoveryCodes: STAFF,
  listOwnStaffSessions: STAFF,
  endOwnStaffSession: STAFF,
  endOwnStaffSessions: STAFF,
  listStaffAccounts: ['security_admin'],
  readStaffAccount: ['security_admin'],
  createStaffAccount: ['security_admin'],
  changeStaffRights: ['security_admin'],
  disableStaffAccount: ['security_admin'],
  enableStaffAccount: ['security_admin'],
  resetStaffPassword: ['security_admin'],
  resetStaffSecondFactor: ['security_admin'],
  resetStaffIdentity: ['security_admin'],
  unlockStaffAccount: ['security_admin'],
  endStaffAccountSessions: ['security_admin'],
  signInStaffWithCode: EVERYBODY,
  signInStaffWithNewPassword: EVERYBODY,
  signInStaffWithSetUp: EVERYBODY,
  refreshStaffSession: STAFF, // by the cookie that signing in gave
  readStaffSession: STAFF,
  signOutStaff: STAFF,
  listSignInWays: EVERYBODY,
  signInWithWeapp: EVERYBODY,
  sendPhoneCode: EVERYBODY,
  signInWithPhone: EVERYBODY,
  startOfficialSignIn: EVERYBODY,
  finishOfficialSignIn: EVERYBODY,
  startSsoSignIn: EVERYBODY,
  finishSsoSignIn: EVERYBODY,
  refreshMySession: [], // needs its own cookie or token, whoever is signed in
  linkPhone: EVALUATOR,
  removeMyWay: EVALUATOR,
  linkWeChatPhone: EVALUATOR,
  readMySession: EVALUATOR,
  signOut: EVALUATOR,
  listMySessions: EVALUATOR,
  signOutEverywhere: EVALUATOR,
  endMySession: EVALUATOR,
  checkMyRealName: EVALUATOR,
  listMyBusinesses: EVALUATOR,
  registerMyBusiness: EVALUATOR,
  leaveBusiness: EVALUATOR,
  listHandlers: EVALUATOR,
  changeHandler: EVALUATOR,
  removeHandler: EVALUATOR,
  inviteHandler: EVALUATOR,
  withdrawHandlerInvitation: EVALUATOR,
  readHandlerInvitation: EVALUATOR,
  acceptHandlerInvitation: EVALUATOR,
  listRegions: EVERYBODY,
  listHalls: EVERYBODY,
  readHall: EVERYBODY,
  openInvitationLink: EVERYBODY,
  openStaticLink: EVERYBODY,
  invitationQrSvg: EVERYBODY,
  invitationQrPng: EVERYBODY,
  staticCodeQrSvg: EVERYBODY,
  staticCodeQrPng: EVERYBODY,
  readStaticCode: EVERYBODY,
  findStaticCodeOfPlace: EVERYBODY,
  readInvitation: EVERYBODY,
  acceptRating: EVERYBODY,
  listReceiptKeys: EVERYBODY,
  addRatingDetails: EVERYBODY,
  readOwnRating: EVERYBODY,
  readPrivacyNotice: EVERYBODY,
  readPrivacyNoticeVersion: EVERYBODY,
  readRevealSubject: OFFICES,
  requestReveal: OFFICES,
  openReveal: OFFICES,
  listReveals: OFFICES,
  decideReveal: OFFICES,
  listMyDisclosures: EVALUATOR,
  listMyConsents: EVALUATOR,
  listMyRatings: EVALUATOR,
  readMyRating: EVALUATOR,
  addMyRatingDetails: EVALUATOR,
  claimMyRating: EVALUATOR,
  recordMyConsent: EVALUATOR,
  previewMyDeletion: EVALUATOR,
  deleteMyAccount: EVALUATOR,
  listMyCorrections: EVALUATOR,
  askCorrection: EVALUATOR,
  withdrawCorrection: EVALUATOR,
  listCorrections: OFFICES,
  openCorrection: OFFICES,
  decideCorrection: OFFICES,
  readDeletionProgress: EVERYBODY,
  undoDeletion: EVERYBODY,
  exportMyDataJson: EVALUATOR,
  exportMyDataPdf: EVALUATOR,
  reportTransaction: [], // signed by a business system, whoever is signed in
  listDirectoryRecords: STAFF,
  readDirectoryHistory: STAFF,
  exportDirectoryCsv: STAFF,
  exportDirectoryXlsx: STAFF,
  downloadDirectoryTemplateCsv: KEEPERS,
  downloadDirectoryTemplateXlsx: KEEPERS,
  importDirectory: KEEPERS,
  listStaticCodes: ['center'],
  createStaticCode: ['center'],
  listRatings: READERS,
  readRating: READERS,
  listRatingHandlers: ['center'],
  releaseRating: ['center'],
  listTexts: ['center'],
  reviewText: ['center'],
  listSubmissions: WATCHERS,
  resendSubmission: KEEPERS,
  listRetentionReports: ['system_admin', 'audit_admin'],
  readCalendar: [...READERS, 'system_admin'],
  previewHolidayNotice: ['system_admin'],
  importHolidayNotice: ['system_admin'],
  listDeadEffects: ['system_admin'],
  retryDeadEffect: ['system_admin'],
  readOverview: WATCHERS,
  listAuditEntries: ['audit_admin'],
  exportAuditEntries: ['audit_admin'],
  verifyAuditChain: ['audit_admin', 'efficiency_office'],
};

interface Operation {
  id: string;
  method: string;
  path: string;
}

const description = JSON.parse(readFileSync(join(ROOT, 'server/docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { operationId: string }>>;
};
const operations: Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    id: operationId,
    method: method.toUpperCase(),
    path,
  })),
);

/** What ends the session it is called with; whoever calls it signs in anew for each. */
const ENDS_SESSION = ['signOutStaff', 'endOwnStaffSessions', 'signOut', 'signOutEverywhere'];

/** Values that fit the parameters' form and name nothing that exists. */
const EXAMPLES: Readonly<Record<string, string>> = {
  kind: 'windows',
  code: 'AAAAAAAA',
  token: 'AAAAAAAAAAAAAAAA',
  number: 'HP20260101-AAAA2222',
  detailsId: '00000000-0000-4000-8000-000000000000',
  id: '00000000-0000-4000-8000-000000000000',
  handlerId: '00000000-0000-4000-8000-000000000000',
  invitationId: '00000000-0000-4000-8000-000000000000',
  ratingId: '00000000-0000-4000-8000-000000000000',
};

let system: System;
beforeAll(async () => {
  system = await startSystem({ worker: false, peers: true });
}, 60_000);
afterAll(() => system.stop());

async function credentials(caller: Caller): Promise<Readonly<Record<string, string>>> {
  if (caller === 'anyone') return {};
  return (await (caller === 'evaluator' ? signInEvaluator(system) : signInStaff(system, caller))).headers;
}

/** Whether the server let the caller through to the operation itself: anything but 401 and 403, which come before. */
async function letThrough(
  { id, method, path }: Operation,
  headers: Readonly<Record<string, string>>,
): Promise<boolean> {
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => EXAMPLES[name] ?? 'x');
  const response = await fetch(`${system.baseUrl}${url}`, { method, headers, redirect: 'manual' });
  const { error } = (response.headers.get('content-type') ?? '').includes('json')
    ? ((await response.json()) as { error?: { code: string } })
    : { error: undefined };
  expect({ id, failed: response.status >= 500 }).toEqual({ id, failed: false });
  // Signing in answers 400 here, for want of a password; only these two codes mean "not you".
  return !['not_signed_in', 'not_allowed', 'bad_signature', 'csrf'].includes(error?.code ?? '');
}

test('every operation stands in the table, and the table names no other', () => {
  expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(MAY_CALL).sort());
});

test.each(CALLERS)('%s may do exactly what the table says', async (caller) => {
  const headers = await credentials(caller);
  // Signing out last: it ends the very session the others are tried with.
  const ends = ({ id }: Operation) => ENDS_SESSION.includes(id);
  const order = [...operations].sort((a, b) => Number(ends(a)) - Number(ends(b)));
  const allowed: string[] = [];
  for (const operation of order) {
    const fresh = ends(operation) ? await credentials(caller) : headers;
    if (await letThrough(operation, fresh)) allowed.push(operation.id);
  }
  expect(allowed.sort()).toEqual(
    operations
      .map(({ id }) => id)
      .filter((id) => MAY_CALL[id]?.includes(caller))
      .sort(),
  );
});
