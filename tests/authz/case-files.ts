import { randomUUID } from 'node:crypto';
import { caseOf, type CaseEvent } from '@haochaping/shared/domain/cases/index';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { CaseModel, caseOpener } from '../../server/src/modules/cases/index.js';
import { RatingModel } from '../../server/src/modules/ratings/index.js';
import { StaffAccountModel } from '../../server/src/modules/staff/index.js';
import { fileAt, UPLOADED } from './files.js';
import type { RecordCase } from './records.js';
import { ratingAt, ratingOfPerson, type Rated, type Side, type World } from './world.js';

/** The case of a poor rating, with a file that the calling centre uploaded; answered with it where that is asked. */
async function caseWithFile(world: World, rated: Rated, answered: boolean) {
  const now = new Date();
  const rating = await RatingModel.findById(rated.id).lean();
  if (!rating) throw new Error('no rating');
  await caseOpener(workCalendarNow)(rating, now);
  const found = await CaseModel.findOne({ ratingId: rated.id }).lean();
  const { username } = world.center.session;
  const account = await StaffAccountModel.findOne({ username }).lean();
  if (!found || !account) throw new Error('no case');
  const home = { caseId: found._id, use: 'case' } as const;
  const fileId = await fileAt(world, { ...home, accountId: account._id, named: answered });
  if (answered) {
    const answer: CaseEvent = {
      type: 'answered',
      kind: 'rectified',
      text: '已经整改好了',
      attachments: [fileId],
      at: now,
      by: { id: account._id, role: 'department' },
    };
    const events = [...found.events, answer];
    await CaseModel.updateOne({ _id: found._id }, { $set: { events, state: caseOf(events) } });
  }
  return { id: found._id, fileId };
}

/** Who leads the case has to do with it, the centre of another place finds nothing. */
const ofOffice = (own: number, answered = false): RecordCase => ({
  by: 'center',
  answers: { own, other: 404 },
  named: async (world, side) => ({
    params: await caseWithFile(world, await ratingAt(world, side), answered),
  }),
});

/** The receipt of one's own rating opens nothing of another. */
const ofReceipt: RecordCase = {
  by: 'anyone',
  answers: { own: 200, other: 404 },
  named: async (world, side) => {
    const [mine, theirs] = [await ratingAt(world, 'own'), await ratingAt(world, 'other')];
    const asked = side === 'own' ? mine : theirs;
    const { fileId } = await caseWithFile(world, asked, true);
    return { params: { number: asked.number, fileId }, headers: { 'x-receipt-key': mine.accessKey } };
  },
};

const again = () => ({ intakeId: randomUUID(), level: 4 });

const ofPerson: RecordCase = {
  by: 'person',
  answers: { own: 200, other: 404 },
  named: async (world: World, side: Side) => {
    const rated = await ratingOfPerson(world, side);
    const { fileId } = await caseWithFile(world, rated, true);
    return { params: { number: rated.number, fileId } };
  },
};

/** The files and papers of cases, and what needs an answered one: see RECORDS. */
export const CASE_FILE_RECORDS: Readonly<Record<string, RecordCase>> = {
  uploadCaseFile: {
    ...ofOffice(201),
    named: async (world, side) => ({
      ...(await ofOffice(201).named(world, side)),
      ...UPLOADED,
    }),
  },
  withdrawCaseFile: ofOffice(204),
  readCaseFile: ofOffice(200, true),
  exportCasePdf: ofOffice(200),
  readCaseLetter: ofOffice(200, true),
  readOwnCaseFile: ofReceipt,
  readOwnCaseLetter: ofReceipt,
  rateAgain: {
    ...ofReceipt,
    answers: { own: 201, other: 404 },
    named: async (world, side) => ({ ...(await ofReceipt.named(world, side)), body: again() }),
  },
  rateMineAgain: {
    ...ofPerson,
    answers: { own: 201, other: 404 },
    named: async (world, side) => ({ ...(await ofPerson.named(world, side)), body: again() }),
  },
  readMyCaseFile: ofPerson,
  readMyCaseLetter: ofPerson,
};
