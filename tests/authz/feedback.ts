import { FeedbackView } from '@haochaping/shared/contracts';
import { randomUUID } from 'node:crypto';
import { FeedbackModel } from '../../server/src/modules/feedback/model.js';
import { entryInput, writeFeedback } from '../support/feedback.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff } from '../support/staff.js';
import { fileAt, UPLOADED } from './files.js';
import { closed, ofReceipt, type Make, type RecordCase } from './record-case.js';
import type { Side, World } from './world.js';

const REGION: Readonly<Record<Side, string>> = { own: '350481', other: '350400' };

async function writtenAt(world: World, side: Side) {
  const { number, accessKey } = await writeFeedback(world.system, { regionCode: REGION[side] });
  return { number, accessKey };
}

const feedbackAt: Make = async (world, side) => {
  const { number } = await writtenAt(world, side);
  return { id: (await FeedbackModel.findOne({ number }).lean())?._id ?? '' };
};

const ownWithFile = async (world: World, side: Side) => {
  const written = await writtenAt(world, side);
  const { _id: caseId } = await FeedbackModel.findOne({ number: written.number }).orFail().lean();
  const fileId = await fileAt(world, { caseId, use: 'feedback', accountId: 'author', named: true });
  await FeedbackModel.updateOne({ _id: caseId }, { $set: { files: [fileId] } });
  return { ...written, fileId };
};

/** The other side's is entered by the city's own centre: nobody enters what another sees to. */
const fileOfFeedback: Make = async (world, side) => {
  const by = side === 'own' ? world.center : await signInStaff(world.system, 'center');
  const input = entryInput({ regionCode: REGION[side] });
  const { id } = FeedbackView.parse(
    await expectStatus(await by.send('POST', '/api/v1/staff/feedback', input), 201),
  );
  const placed = { caseId: id, use: 'feedback', accountId: randomUUID(), named: true } as const;
  const fileId = await fileAt(world, placed);
  await FeedbackModel.updateOne({ _id: id }, { $set: { files: [fileId] } });
  return { id, fileId };
};

/** A file that the calling centre, or somebody else, has uploaded for an entry. */
const uploadedFile: Make = async (world, side) => {
  const id = randomUUID();
  if (side === 'other') return { id, fileId: randomUUID() };
  const answer = await fetch(`${world.system.baseUrl}/api/v1/staff/feedback-entries/${id}/files`, {
    method: 'POST',
    headers: { ...world.center.headers, ...UPLOADED.headers },
    body: UPLOADED.body,
  });
  return { id, fileId: ((await expectStatus(answer, 201)) as { id: string }).id };
};

/** Comprehensive feedback: see RECORDS. */
export const FEEDBACK_RECORDS: Readonly<Record<string, RecordCase>> = {
  readOwnFeedback: ofReceipt(200, writtenAt),
  readOwnFeedbackFile: ofReceipt(200, ownWithFile),
  consentOwnFeedback: ofReceipt(200, writtenAt, () => ({ agreed: true })),
  readFeedback: closed('center', 200, feedbackAt),
  moveFeedback: closed('center', 200, feedbackAt, {
    body: { version: 1, command: { type: 'sort', topic: 'other', institution: null } },
  }),
  // An entry that is not there yet is nobody's: what is put under it stays its uploader's alone.
  uploadFeedbackFile: closed('center', 201, () => Promise.resolve({ id: randomUUID() }), UPLOADED, 201),
  withdrawFeedbackFile: closed('center', 204, uploadedFile),
  readFeedbackFile: closed('center', 200, fileOfFeedback),
};
