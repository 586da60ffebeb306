import type { Attribution } from '../rating/attribution.js';
import type { CompetentOffice } from '../rating/competence.js';
import { isAnsweredFor } from '../rating/rated-side.js';
import type { OpenCase } from './commands.js';
import type { CaseOrigin } from './events.js';

/** What a case needs to know of the poor rating or the complaint it is opened for. */
export interface RatingForCase {
  origin: CaseOrigin;
  /** The clocks run from here, however late it arrived. */
  ratedAt: Date;
  attribution: Attribution;
  /** Who is competent for it, by the directory of the day. */
  offices: readonly CompetentOffice[];
  /** Its evaluator is known in some way, be it by the transaction. */
  realName: boolean;
  /** There is somebody to call. */
  hasContact: boolean;
}

const answering = ({ scope, targets }: Attribution): string[] =>
  targets.filter(({ kind }) => isAnsweredFor(kind, scope)).map(({ institutionCode }) => institutionCode);

/**
 * The institution that is to put it right: the lead department where one is named, else the one that answers for what was
 * rated, else the one whose window it was. Source: 方案 二(三)1; FA-2.2.1-f.
 * @throws RangeError for an attribution without targets, which no rating has
 */
export function assigneeOf(attribution: Attribution): string {
  const lead = attribution.targets.find((target) => target.lead)?.institutionCode;
  const found = lead ?? answering(attribution)[0] ?? attribution.targets[0]?.institutionCode;
  if (found === undefined) throw new RangeError('a rating is about something');
  return found;
}

/**
 * What the case of a poor rating or a complaint begins with. Where the centre of the jurisdiction is itself what was rated, no centre of that
 * level is among the competent offices: the centre above leads, or for the city the oversight offices. Source: adr/019.
 */
export function openingOf({
  origin,
  ratedAt,
  attribution,
  offices,
  realName,
  hasContact,
}: RatingForCase): OpenCase {
  const assignedTo = assigneeOf(attribution);
  const codesOf = (of: 'staff' | 'window') =>
    attribution.targets.filter(({ kind }) => kind === of).map(({ code }) => code);
  return {
    origin,
    startedAt: ratedAt,
    realName,
    contactable: hasContact,
    // Who runs the hall a service was given in is not rated for it, see rated-side.ts.
    rated: {
      institutions: [...new Set(answering(attribution))],
      staff: codesOf('staff'),
      windows: codesOf('window'),
    },
    assignedTo,
    recused: !offices.some(({ role }) => role === 'center'),
  };
}
