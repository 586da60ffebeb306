import {
  CaseView,
  OwnCaseView,
  type CaseCommandInput,
  type OwnCaseCommandInput,
  type Receipt,
  type TransactionInput,
} from '@haochaping/shared/contracts';
import { collection } from './evaluator.js';
import { eventually, expectStatus, issueInvitation, rate } from './journey.js';
import { staffAccount, type StaffClient } from './staff.js';
import type { System } from './system.js';

/** What opens one's own rating or complaint to somebody without an account. */
type Key = Pick<Receipt, 'number' | 'accessKey'>;

/** Something of one's own rating or complaint, with its receipt; what is said there goes in the body. */
export const withReceipt = (
  { baseUrl }: Pick<System, 'baseUrl'>,
  of: 'ratings' | 'complaints',
  { number, accessKey }: Key,
  path = '',
  body?: unknown,
): Promise<Response> =>
  fetch(`${baseUrl}/api/v1/${of}/${number}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-receipt-key': accessKey, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

export interface PoorRating {
  receipt: Receipt;
  /** The case. */
  id: string;
  ratingId: string;
}

/** A poor rating whose case the worker has opened, given to the department's demo account. */
export async function poorRating(
  system: System,
  center: StaffClient,
  about: {
    level?: 1 | 2;
    event?: Partial<TransactionInput['event']>;
    applicant?: TransactionInput['applicant'];
  } = {},
): Promise<PoorRating> {
  const { applicant, event, level = 1 } = about;
  const { token } = await issueInvitation(system, applicant ? { applicant } : {}, event);
  const receipt = await rate(system.baseUrl, token, level);
  const found = await caseOfReceipt(system, receipt);
  await openingTold(system, found.id);
  await giveToDepartment(system, center, found.id);
  return { receipt, ...found };
}

/** Those who hold the case by then were told that it is open: who is named afterwards is told of that alone. */
const openingTold = (system: System, id: string): Promise<unknown> =>
  eventually('its opening was told', () =>
    collection(system, 'cases', async (all) => {
      const pending = ((await all.findOne({ _id: id as never }))?.pending ?? []) as { kind: string }[];
      return pending.some(({ kind }) => kind === 'notify') ? undefined : true;
    }),
  );

/** The case of a receipt, as soon as the worker has opened it. */
export async function caseOfReceipt(
  system: System,
  { number }: Pick<Receipt, 'number'>,
): Promise<Pick<PoorRating, 'id' | 'ratingId'>> {
  const rating = await collection(system, 'ratings', (all) => all.findOne({ number }));
  const ratingId = String(rating?._id);
  return { id: await openedCase(system, { ratingId }), ratingId };
}

/** The case of a rating or of a complaint, as soon as the worker has opened it. */
export const openedCase = (
  system: System,
  source: { ratingId: string } | { complaintId: string },
): Promise<string> =>
  eventually('the case is open', () =>
    collection(system, 'cases', async (all) => {
      const found = await all.findOne(source);
      return found ? String(found._id) : undefined;
    }),
  );

/** Where so few were served that nobody was named, or another was next, the centre names the department's demo account. */
export async function giveToDepartment(system: System, center: StaffClient, id: string): Promise<void> {
  const { username } = staffAccount(system, 'department');
  const account = await collection(system, 'staff_accounts', (all) => all.findOne({ username }));
  const officer = String(account?._id);
  const given = await collection(system, 'cases', (all) =>
    all.findOne({ departmentOfficer: officer, _id: id as never }),
  );
  if (!given) await stepCase(center, id, { type: 'name_officer', side: 'department', officer });
}

/** The case is somebody else's now: the department's account finds it no more, everybody else still does. */
export const takeFromDepartment = (system: System, id: string): Promise<unknown> =>
  collection(system, 'cases', async (all) => {
    const _id = id as never;
    const seenBy = ((await all.findOne({ _id }))?.seenBy ?? []) as string[];
    const left = seenBy.filter((mark) => !mark.startsWith('officer:'));
    return all.updateOne({ _id }, { $set: { departmentOfficer: 'somebody else', seenBy: left } });
  });

/** A case as this account reads it. */
export const readCase = async (client: StaffClient, id: string): Promise<CaseView> =>
  CaseView.parse(await expectStatus(await client.get(`/api/v1/staff/cases/${id}`), 200));

/** A step on the version of now. */
export async function stepCase(
  client: StaffClient,
  id: string,
  command: CaseCommandInput,
): Promise<CaseView> {
  const { version } = await readCase(client, id);
  const answer = await client.send('POST', `/api/v1/staff/cases/${id}/moves`, { version, command });
  return CaseView.parse(await expectStatus(answer, 200));
}

/** What the one who gave the rating says on its way. */
export const sayOnCase = async (
  system: System,
  receipt: Key,
  command: OwnCaseCommandInput,
): Promise<OwnCaseView> =>
  OwnCaseView.parse(
    await expectStatus(await withReceipt(system, 'ratings', receipt, '/case/moves', command), 200),
  );

/** The way of the rating as the one who gave it reads it. */
export const readOwnCase = async (system: System, receipt: Key): Promise<OwnCaseView> =>
  OwnCaseView.parse(await expectStatus(await withReceipt(system, 'ratings', receipt, '/case'), 200));

export const CALLED = { type: 'call', outcome: 'reached', said: '窗口让跑了三趟，材料没有说清' } as const;
export const FOUND = { type: 'verify', finding: 'true', facts: '查了收件记录，确实补正了三次' } as const;
export const ANSWER = {
  type: 'answer',
  kind: 'rectified',
  text: '已经把材料清单一次告知，窗口人员已培训。',
} as const;
