import type { FeedbackAboutInput } from '@haochaping/shared/contracts';
import { CITY_CODE, jurisdictionOf, type Attribution, type CompetentOffice } from '@haochaping/shared/domain';
import { FEEDBACK_ABOUT_NAMES } from '@haochaping/shared/domain/feedback';
import { wrongField } from '../../http/errors.js';
import { snapshot } from '../channels/index.js';
import { describeTarget } from '../directory/index.js';
import { officesFor } from '../ratings/index.js';
import type { FeedbackRecord } from './model.js';

/** What a feedback is about, in names of the day, and whose it is to see to. */
export type About = Pick<FeedbackRecord, 'about' | 'title' | 'place' | 'attribution' | 'offices'>;

/**
 * Looks up what somebody speaks of. Whom it falls to follows from the place; where none is named, from the county that was chosen,
 * and else the city's centre sees to it.
 * @throws AppError `invalid_input` for what the directory does not know
 */
export async function aboutOf(
  { about, regionCode = CITY_CODE }: { about: FeedbackAboutInput; regionCode?: string | undefined },
  now: Date,
): Promise<About> {
  const named = await namedIn(about, now);
  if (named.attribution) return { ...named, offices: await officesFor(named.attribution, now) };
  const jurisdiction = jurisdictionOf(regionCode);
  if (jurisdiction === null) throw wrongField('regionCode', '请从名单里选三明市的县（市、区）');
  const office: CompetentOffice = { role: 'center', jurisdiction, insteadOf: null };
  return { ...named, offices: [office] };
}

async function namedIn(about: FeedbackAboutInput, now: Date): Promise<Omit<About, 'offices'>> {
  switch (about.kind) {
    case 'place': {
      const target = await describeTarget(about.place, now);
      if (!target) throw wrongField('about.place.code', '没有找到这个地方或这件事，请重新选一次');
      const { name: title, place } = target;
      return { about: 'place', title, place, attribution: placeOf([snapshot(target)]) };
    }
    case 'person': {
      // Whoever wrote the number of the badge named a person of the directory.
      const person = await describeTarget({ kind: 'staff', code: about.name }, now);
      const title = person?.name ?? about.name;
      const place = person?.place ?? '';
      return { about: 'person', title, place, attribution: person && placeOf([snapshot(person)]) };
    }
    case 'policy':
      return { about: 'policy', title: about.name, place: '', attribution: null };
    case 'nothing':
      return { about: 'nothing', title: FEEDBACK_ABOUT_NAMES.nothing, place: '', attribution: null };
  }
}

const placeOf = (targets: Attribution['targets']): Attribution => ({ scope: 'place', targets });
