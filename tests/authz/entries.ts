import { FormsPrinted } from '@haochaping/shared/contracts';
import { dayOf } from '@haochaping/shared/domain';
import { randomUUID } from 'node:crypto';
import { FormModel, type FormRecord } from '../../server/src/modules/entries/forms/model.js';
import { StaffAccountModel } from '../../server/src/modules/staff/model.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { fileAt, UPLOADED } from './files.js';
import { closed, type Make, type RecordCase } from './record-case.js';
import type { Side, World } from './world.js';

/** A county's centre looks after its own forms; the other side's are for a window of the city. Neither window is a centre's. */
async function formAt({ system, center }: World, side: Side): Promise<FormRecord> {
  const by = side === 'own' ? center : await signInStaff(system, 'center');
  const code = side === 'own' ? '350481-W005' : '350400-W010';
  const input = { kind: 'window', code, count: 1 };
  const made = await expectStatus(await by.send('POST', '/api/v1/staff/rating-forms', input), 201);
  const { batch } = FormsPrinted.parse(made);
  return FormModel.findOne({ batch }).orFail().lean<FormRecord>();
}

const number: Make = async (world, side) => ({ number: (await formAt(world, side)).number });
const batch: Make = async (world, side) => ({ batch: (await formAt(world, side)).batch });

/** The account that calls. */
const caller = async ({ center }: World): Promise<string> =>
  (await StaffAccountModel.findOne({ username: center.session.username }).orFail().lean())._id;

const withFile: (named: boolean) => Make = (named) => async (world, side) => {
  const form = await formAt(world, side);
  const accountId = await caller(world);
  const fileId = await fileAt(world, { caseId: form._id, use: 'paper', accountId, named });
  return { number: form.number, fileId };
};

/** Written down by somebody else, and drawn to be compared. */
const toCheck: Make = async (world, side) => {
  const form = await formAt(world, side);
  const at = new Date();
  const entered = { ratingId: randomUUID(), by: randomUUID(), at, ratedAt: at };
  const check = { verdict: null, note: '', by: null, at: null };
  await FormModel.updateOne({ _id: form._id }, { $set: { entered, check } });
  return { number: form.number };
};

/** Paper forms: see RECORDS. */
export const ENTRY_RECORDS: Readonly<Record<string, RecordCase>> = {
  downloadRatingForms: closed('center', 200, batch),
  readRatingForm: closed('center', 200, number),
  enterRatingForm: {
    ...closed('center', 201, number),
    named: async (world, side) => {
      const { fileId = '', number: its = '' } = await withFile(false)(world, side);
      const body = { ratedOn: dayOf(new Date()), level: 5, files: [fileId] };
      return { params: { number: its }, body };
    },
  },
  checkRatingForm: closed('center', 204, toCheck, { body: { verdict: 'same' } }, 409),
  uploadRatingFormFile: closed('center', 201, number, UPLOADED),
  withdrawRatingFormFile: closed('center', 204, withFile(false)),
  readRatingFormFile: closed('center', 200, withFile(true)),
  // Whoever holds the stub may look: the number is the right.
  readOwnRatingForm: closed('anyone', 200, number, {}, 200),
  openRatingFormLink: closed('anyone', 302, number, {}, 302),
};
