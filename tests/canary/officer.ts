import { CASE_TIMES } from '@haochaping/shared/domain/cases/index';
import { SEED_YEARS, workCalendar } from '@haochaping/shared/domain';
import type { StaffActor } from '../../server/src/http/actor.js';
import { CaseModel, caseOpener, type CaseRecord } from '../../server/src/modules/cases/index.js';
import { presentCase } from '../../server/src/modules/cases/presenter.js';
import {
  peopleServedWith,
  ratingForCase,
  visibleLater,
  type RatingRecord,
} from '../../server/src/modules/ratings/index.js';
import type { SeenRating } from './attacker.js';

const calendar = workCalendar(SEED_YEARS);
const open = caseOpener(() => Promise.resolve(calendar));

/** A poor rating as the officer of its case reads it, and among how many people it is. */
export interface SeenCase extends SeenRating {
  served: number;
  text: string;
}

/** Opens the case of a poor rating as the worker does, and reads it as its officer, who looks at the list every minute. */
export async function readAsOfficer(officer: StaffActor, rating: RatingRecord, now: Date): Promise<SeenCase> {
  await open(rating, now);
  const record = (await CaseModel.findOne({ ratingId: rating._id }).lean<CaseRecord>())!;
  const told = await ratingForCase(rating._id, 'rated_side', false);
  const said = (text: string) => visibleLater(new Map(), text, 'rated_side');
  const seen = { rating: told, full: false, mine: true, facts: [], served: null, supplement: null, said };
  const counting = { now, calendar, times: CASE_TIMES };
  const view = presentCase(officer, record, seen, (code) => code, new Map(), counting);
  return {
    id: rating._id,
    institution: officer.institutionCode,
    item: view.title,
    from: view.week,
    to: view.week,
    level: rating.level,
    firstSeen: new Date(now.getTime() + 60_000),
    served: await peopleServedWith(rating._id),
    text: JSON.stringify(view),
  };
}
