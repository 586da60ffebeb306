import { randomUUID } from 'node:crypto';
import {
  ComplaintReceipt,
  OwnCaseView,
  type ComplaintInput,
  type OwnCaseCommandInput,
} from '@haochaping/shared/contracts';
import { giveToDepartment, openedCase, withReceipt } from './cases.js';
import { collection, noticeInForce, randomPhone, smsCode } from './evaluator.js';
import { expectStatus } from './journey.js';
import type { StaffClient } from './staff.js';
import type { System } from './system.js';

/** The department of the city whose demo account handles cases. */
export const DEPARTMENT = { kind: 'institution', code: '350400-FGW' } as const;
export const TEXT = '办事指南上写的电话一个星期没有人接';

/** A complaint as the page sends it. */
export const complaintInput = (changes: Partial<ComplaintInput> = {}): ComplaintInput => ({
  intakeId: randomUUID(),
  about: DEPARTMENT,
  text: TEXT,
  ...changes,
});

export const sendComplaint = (
  { baseUrl }: Pick<System, 'baseUrl'>,
  input: ComplaintInput,
): Promise<Response> =>
  fetch(`${baseUrl}/api/v1/complaints`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
  });

/** A number of somebody without an account, with a code that proves it. */
export async function provenPhone(system: System): Promise<NonNullable<ComplaintInput['phone']>> {
  const number = randomPhone();
  return {
    number,
    code: await smsCode(system, number),
    noticeVersion: await noticeInForce(system),
  };
}

/** A complaint by telephone number alone. */
export async function complain(
  system: System,
  changes: Partial<ComplaintInput> = {},
): Promise<ComplaintReceipt> {
  const input = complaintInput({ phone: await provenPhone(system), ...changes });
  return ComplaintReceipt.parse(await expectStatus(await sendComplaint(system, input), 201));
}

/** The case of a complaint, as soon as the worker has opened it. */
export async function caseOfComplaint(
  system: System,
  number: string,
): Promise<{ id: string; complaintId: string }> {
  const complaint = await collection(system, 'complaints', (all) => all.findOne({ number }));
  const complaintId = String(complaint?._id);
  return { id: await openedCase(system, { complaintId }), complaintId };
}

/** A complaint whose case is with the department's demo account. */
export async function complaintInHand(system: System, center: StaffClient) {
  const receipt = await complain(system);
  const found = await caseOfComplaint(system, receipt.number);
  await giveToDepartment(system, center, found.id);
  return { receipt, ...found };
}

type Key = Pick<ComplaintReceipt, 'number' | 'accessKey'>;

/** Its way, as the one who complained reads it. */
export const wayOfComplaint = async (system: System, receipt: Key): Promise<OwnCaseView> =>
  OwnCaseView.parse(await expectStatus(await withReceipt(system, 'complaints', receipt, '/case'), 200));

export const sayOnComplaint = async (
  system: System,
  receipt: Key,
  command: OwnCaseCommandInput,
): Promise<OwnCaseView> =>
  OwnCaseView.parse(
    await expectStatus(await withReceipt(system, 'complaints', receipt, '/case/moves', command), 200),
  );
