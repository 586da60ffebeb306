import { randomUUID } from 'node:crypto';
import { workCalendarNow } from '../../server/src/modules/calendar/index.js';
import { CaseModel, caseOpener } from '../../server/src/modules/cases/index.js';
import { RatingModel } from '../../server/src/modules/ratings/index.js';
import { StaffAccountModel } from '../../server/src/modules/staff/index.js';
import { answerWithFile, fileAt, UPLOADED } from './files.js';
import { closed, ofPerson, ofReceipt, type Make, type RecordCase } from './record-case.js';
import { ratingAt, ratingOfPerson, type Rated, type Side, type World } from './world.js';

/** The case of a poor rating, with a file that the calling centre uploaded; answered with it where that is asked. */
async function caseWithFile(world: World, rated: Rated, answered: boolean) {
  const rating = await RatingModel.findById(rated.id).lean();
  if (!rating) throw new Error('no rating');
  await caseOpener(workCalendarNow)(rating, new Date());
  const found = await CaseModel.findOne({ ratingId: rated.id }).lean();
  const { username } = world.center.session;
  const account = await StaffAccountModel.findOne({ username }).lean();
  if (!found || !account) throw new Error('no case');
  const file = { caseId: found._id, use: 'case', accountId: account._id, named: false } as const;
  const fileId = answered ? await answerWithFile(world, found, account._id) : await fileAt(world, file);
  return { id: found._id, fileId };
}

/** Who leads the case has to do with it, the centre of another place finds nothing. */
const withFile: Make = async (world, side) => caseWithFile(world, await ratingAt(world, side), false);
const answered: Make = async (world, side) => caseWithFile(world, await ratingAt(world, side), true);

/** A rating whose case was answered with a file. */
async function answeredRating(world: World, side: Side, at = ratingAt) {
  const rated = await at(world, side);
  return { ...rated, fileId: (await caseWithFile(world, rated, true)).fileId };
}
const answeredOfPerson: Make = (world, side) => answeredRating(world, side, ratingOfPerson);

const again = () => ({ intakeId: randomUUID(), level: 4 });

/** The files and papers of cases, and what needs an answered one: see RECORDS. */
export const CASE_FILE_RECORDS: Readonly<Record<string, RecordCase>> = {
  uploadCaseFile: closed('center', 201, withFile, UPLOADED),
  withdrawCaseFile: closed('center', 204, withFile),
  readCaseFile: closed('center', 200, answered),
  exportCasePdf: closed('center', 200, withFile),
  readCaseLetter: closed('center', 200, answered),
  readOwnCaseFile: ofReceipt(200, answeredRating),
  readOwnCaseLetter: ofReceipt(200, answeredRating),
  rateAgain: ofReceipt(201, answeredRating, again),
  rateMineAgain: ofPerson(201, answeredOfPerson, again),
  readMyCaseFile: ofPerson(200, answeredOfPerson),
  readMyCaseLetter: ofPerson(200, answeredOfPerson),
};
