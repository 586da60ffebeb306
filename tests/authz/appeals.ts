import type { AppealInput } from '@haochaping/shared/contracts';
import { randomUUID } from 'node:crypto';
import type { StaffActor } from '../../server/src/http/actor.js';
import { fileAppeal } from '../../server/src/modules/appeals/filing.js';
import { createAttachments } from '../../server/src/modules/attachments/attachments.js';
import { databaseStore } from '../../server/src/modules/attachments/stores/database.js';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { CaseModel, type CaseRecord } from '../../server/src/modules/cases/index.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { staffAccount } from '../support/staff.js';
import { fileAt, UPLOADED } from './files.js';
import { closed, type Make, type RecordCase } from './record-case.js';
import { caseAt, type Side } from './world.js';

const STATEMENT: AppealInput = { appellant: 'institution', statement: '当天系统停机两小时，有停机公告为证' };
const attachments = createAttachments(databaseStore());

/** An appeal of the department that has the case. */
async function appealOf(id: string, input: AppealInput): Promise<string> {
  const { assignedTo, departmentOfficer } = (await CaseModel.findById(id).lean<CaseRecord>()) ?? {};
  const actor: StaffActor = {
    kind: 'staff',
    accountId: departmentOfficer ?? '',
    username: 'bumen',
    displayName: '部门经办人',
    role: 'department',
    institutionCode: assignedTo ?? '',
    regionCodes: [],
    staffCode: null,
    windowCode: null,
    offWindow: true,
    sessionId: randomUUID(),
    secondFactor: true,
  };
  const calendar = workCalendarNow;
  return (await fileAppeal(actor, { case: id }, input, { attachments, calendar }, new Date()))._id;
}

const appealAt: Make = async (world, side) => ({
  id: await appealOf((await caseAt(world, side)).id, STATEMENT),
});

/** Such an appeal with a file. */
const fileOfAppeal: Make = async (world, side) => {
  const { id: caseId } = await caseAt(world, side);
  const accountId = (await CaseModel.findById(caseId).lean<CaseRecord>())?.departmentOfficer ?? '';
  const fileId = await fileAt(world, { caseId, use: 'appeal', accountId, named: false });
  return { id: await appealOf(caseId, { ...STATEMENT, attachments: [fileId] }), fileId };
};

/** The department that calls is of the city, which the others call the other side. */
const ofDepartment = (side: Side): Side => (side === 'own' ? 'other' : 'own');
const caseId: Make = async (world, side) => ({ id: (await caseAt(world, side)).id });
const ratingId: Make = async (world, side) => ({ id: (await caseAt(world, side)).ratingId });
const ownCase: Make = (world, side) => caseId(world, ofDepartment(side));
const ownRating: Make = (world, side) => ratingId(world, ofDepartment(side));

/** A file that the calling department has uploaded for an appeal. */
const uploaded =
  (of: 'id' | 'ratingId'): Make =>
  async (world, side) => {
    const found = await caseAt(world, ofDepartment(side));
    const account = await StaffAccountModel.findOne({
      username: staffAccount(world.system, 'department').username,
    }).lean();
    const accountId = account?._id ?? '';
    const fileId = await fileAt(world, { caseId: found.id, use: 'appeal', accountId, named: false });
    return { id: found[of], fileId };
  };

/** Appeals, and the evidence that goes with them: see RECORDS. */
export const APPEAL_RECORDS: Readonly<Record<string, RecordCase>> = {
  readAppeal: closed('center', 200, appealAt),
  moveAppeal: closed('center', 200, appealAt, {
    body: { version: 1, command: { type: 'dismiss', reason: '停机是头一天的事，当天系统正常' } },
  }),
  readAppealFile: closed('center', 200, fileOfAppeal),
  readAppealOfCase: closed('center', 200, caseId),
  readAppealOfRating: closed('center', 200, ratingId),
  fileAppealOfCase: closed('department', 201, ownCase, { body: STATEMENT }),
  uploadAppealFileOfCase: closed('department', 201, ownCase, UPLOADED),
  withdrawAppealFileOfCase: closed('department', 204, uploaded('id')),
  // One’s own is not shown before its period is over: the case is where one reads of it.
  fileAppealOfRating: closed('department', 404, ownRating, { body: STATEMENT }),
  uploadAppealFileOfRating: closed('department', 404, ownRating, UPLOADED),
  withdrawAppealFileOfRating: closed('department', 404, uploaded('ratingId')),
};
