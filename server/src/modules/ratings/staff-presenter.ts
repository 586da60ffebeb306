import type { StaffRatingRow, StaffRatingView } from '@haochaping/shared/contracts';
import {
  AGENT_RELATION_NAMES,
  ASSURANCE_NAMES,
  CHANNEL_NAMES,
  isPoor,
  LEVEL_NAMES,
  type RatingTarget,
  dayOf,
  daysBetween,
  targetsShown,
} from '@haochaping/shared/domain';
import type { KnownVersion } from '../questionnaires/index.js';
import type { RatingRecord } from './model.js';
import type { RatingDetailsFact, RatingEntry } from './said.js';
import type { View } from './policy.js';
import { labelled, type Delivery } from './presenter.js';
import { visibleAnswers, visibleText, type TextViewer } from './texts/visible-text.js';

/** Names of the directory the console shows beside codes. */
export interface Names {
  institution(code: string): string;
  region(code: string): string;
}

/** A printed code stands for a place and knows no transaction: its place is what was rated. */
const isOfPlace = (rating: RatingRecord) => rating.attribution.scope === 'place';

/** A period as it travels: `2026-W48`, or `2026-W45/2026-W48` with both weeks included. */
const periodText = ({ from, to }: { from: string; to: string }) => (from === to ? from : `${from}/${to}`);

/** What was said, with the instant, or for the rated side with the period in place of it. */
function detailsIn(rating: RatingRecord, view: View): { at: string; said: RatingDetailsFact }[] {
  if (!view.ratedSide) return rating.details.map((said) => ({ at: said.at.toISOString(), said }));
  return view.words(rating).map(({ said, ...period }) => ({ at: periodText(period), said }));
}

/** Where too few were served for the item or the place, the rated side reads this instead of its name. */
const UNNAMED = { event: '本单位的一个事项', place: '本单位的一处服务点' } as const;

/** What the rated side calls it as long as it was not shown, or where too few were served for it. */
export const unnamedTitle = (rating: RatingRecord): string => UNNAMED[isOfPlace(rating) ? 'place' : 'event'];

/** What an account of the rated side calls it: its name where enough were served for it. */
export const titleForRatedSide = (rating: RatingRecord): string =>
  rating.ratedSide?.named === true ? rating.title : unnamedTitle(rating);

/** Whether such an account reads that it is about a member of staff: only where their own code was scanned. */
export const namesPersonForRatedSide = (rating: RatingRecord): boolean =>
  rating.ratedSide?.named === true &&
  isOfPlace(rating) &&
  rating.attribution.targets.some(({ kind }) => kind === 'staff');

/** A row of the console's list. The rated side reads level, item and period, and nothing of channel, place or delivery. */
export function presentStaffRow(
  rating: RatingRecord,
  delivery: Delivery | null,
  view: View,
  names: Names,
): StaffRatingRow {
  const { ratedSide } = view;
  const [institution = ''] = rating.institutionCodes;
  const [region = ''] = rating.regionCodes;
  const institutionName = names.institution(institution);
  const named = !ratedSide || rating.ratedSide?.named === true;
  return {
    id: rating._id,
    // The receipt number carries the day; the rated side gets a name that does not.
    number: ratedSide ? `评价 ${rating._id.slice(0, 8).toUpperCase()}` : rating.number,
    level: rating.level,
    levelName: LEVEL_NAMES[rating.level],
    poor: isPoor(rating.level),
    channel: ratedSide ? null : rating.channel,
    channelName: ratedSide ? null : CHANNEL_NAMES[rating.channel],
    title: ratedSide ? titleForRatedSide(rating) : rating.title,
    place: ratedSide && !(named && isOfPlace(rating)) ? institutionName : rating.place,
    institutionName,
    regionCode: region,
    regionName: names.region(region),
    ratedOn: ratedSide ? periodOf(rating) : rating.ratedAt.toISOString(),
    hasDetails: detailsIn(rating, view).length > 0,
    standing: rating.standing,
    delivery: ratedSide ? null : (delivery?.state ?? 'waiting'),
  };
}

const periodOf = ({ ratedSide }: RatingRecord) => (ratedSide ? periodText(ratedSide) : '');

/**
 * The targets the viewer may know. The rated side reads of a service event the item, where it is named, and the
 * institutions that answer for it: those are what its group is made of, any other would make it smaller.
 */
function targetsIn(rating: RatingRecord, view: View, names: Names): StaffRatingView['targets'] {
  const shown = (targets: Pick<RatingTarget, 'kind' | 'name' | 'institutionCode'>[]) =>
    targets.map(({ kind, name, institutionCode }) => ({
      kind,
      name,
      institutionName: names.institution(institutionCode),
    }));
  if (!view.ratedSide) return shown(rating.attribution.targets);
  const institutions = rating.institutionCodes.map((code) => ({
    kind: 'institution' as const,
    name: names.institution(code),
    institutionCode: code,
  }));
  const named = targetsShown(rating.attribution, rating.ratedSide?.named === true);
  return shown(isOfPlace(rating) && named.length > 0 ? named : [...institutions, ...named]);
}

/** The minute in Shanghai, `09:30`. */
const clockOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);

/** What a device's own clock said, where that was not so. */
function clockNote({ device }: RatingRecord): string | null {
  if (!device?.clock) return null;
  const { told, believed } = device.clock;
  const said = `评价器自己的时钟是 ${dayOf(told)} ${clockOf(told)}`;
  return believed ? `${said}，走得不准，已按服务器的时间改正` : `${said}，时间不可信，按收到的时间记`;
}

/** Who wrote it down, out of what, and how long after it was given. */
const presentEntry = (
  { channel, ratedAt, receivedAt }: RatingRecord,
  { source, evidence }: RatingEntry,
  byName: string,
): StaffRatingView['entered'] => ({
  byName,
  source,
  photos: evidence.length,
  form: channel === 'paper',
  daysLate: daysBetween(dayOf(ratedAt), dayOf(receivedAt)),
});

/** One rating for the console. Nothing about the evaluator, whoever looks. */
export function presentStaffRating(
  rating: RatingRecord,
  delivery: Delivery | null,
  view: View,
  names: Names,
  viewer: TextViewer,
  versions: ReadonlyMap<string, KnownVersion>,
  enteredBy: string,
): StaffRatingView {
  const { ratedSide } = view;
  return {
    ...presentStaffRow(rating, delivery, view, names),
    pageSource: ratedSide ? null : rating.pageSource,
    assurance: ratedSide ? null : rating.assurance,
    assuranceName: ratedSide ? null : ASSURANCE_NAMES[rating.assurance],
    agentNote:
      ratedSide || !rating.agent ? null : `由代办人代评（代${AGENT_RELATION_NAMES[rating.agent.relation]}）`,
    deviceNote: ratedSide ? null : clockNote(rating),
    entered: ratedSide || !rating.entered ? null : presentEntry(rating, rating.entered, enteredBy),
    targets: targetsIn(rating, view, names),
    details: detailsIn(rating, view).map(({ at, said }) => ({
      at,
      options: labelled(rating, said),
      text: visibleText(said, viewer),
      questionnaire: visibleAnswers(said, versions, viewer),
    })),
    occasion: ratedSide ? null : (rating.occasion ?? null),
    receivedAt: ratedSide ? null : rating.receivedAt.toISOString(),
    forwarding: ratedSide ? null : delivery,
  };
}
