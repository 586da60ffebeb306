import { useEffect, useRef, useState } from 'react';
import type { RatingInput, RatingPageView } from '@haochaping/shared/contracts';
import { RATED_FOR_NAMES } from '@haochaping/shared/domain/people/agents';
import type { Level } from '@haochaping/shared/domain/rating/levels';
import { now } from '../../lib/clock.js';
import type { Entry } from '../../lib/entry.js';
import { deviceId, newId } from '../../lib/ids.js';
import type { KeptRating } from '../../lib/kept.js';
import { deliver, deliverLater, drop, keep } from '../../lib/ratings.js';
import type { Failure, Trouble } from '../../lib/request.js';
import { rate as words } from '../../words.js';
import { faultOf, messageOf, type FaultKind } from './use-page.js';

/** How far the second tap has come. */
export type Sending =
  | { kind: 'idle' }
  | { kind: 'sending'; slow: boolean }
  | { kind: 'kept'; intakeId: string; trouble: 'none' | Trouble }
  | { kind: 'unkept' }
  | { kind: 'refused'; fault: FaultKind; message: string }
  /** They may not speak for whom they chose: they may choose again and send again. */
  | { kind: 'chooseAgain'; message: string };

/** Whose matter it was: somebody's else, a business's, or one's own (null). */
export type Whose =
  { relation: NonNullable<RatingInput['onBehalf']>['relation'] } | { business: string; name: string } | null;

/** The choice as it is sent, and in words for the last page. */
function spokenFor(whose: Whose): { said: Pick<RatingInput, 'onBehalf' | 'business'>; name: string | null } {
  if (!whose) return { said: {}, name: null };
  return 'relation' in whose
    ? { said: { onBehalf: whose }, name: words.onBehalfOf(RATED_FOR_NAMES[whose.relation]) }
    : { said: { business: whose.business }, name: words.businessOf(whose.name) };
}

const SLOW_MS = 4000;

async function ratingOf(
  entry: Entry,
  view: RatingPageView,
  openedAt: string,
  level: Level,
  intakeId: string,
  channel: RatingInput['channel'],
  whose: Whose,
): Promise<KeptRating> {
  const { said, name } = spokenFor(whose);
  const ratedAt = now().toISOString();
  const device = await deviceId();
  const right =
    entry.kind === 'invitation'
      ? { invitation: entry.token }
      : entry.kind === 'static'
        ? { staticCode: entry.code }
        : {};
  return {
    intakeId,
    input: {
      ...right,
      intakeId,
      level,
      openedAt,
      ratedAt,
      deviceId: device,
      ...(channel ? { channel } : {}),
      ...said,
    },
    attempts: 0,
    title: view.title,
    place: view.place,
    givenFor: name,
    choices: view.options.levels.find((one) => one.level === level)?.options ?? [],
    questionnaire: view.questionnaire,
    details: [],
    receipt: null,
    refusal: null,
    seen: null,
  };
}

/** The link was good when the page opened; what the server objects to now it says itself. */
function refusalOf(failure: Failure, { onBehalf, business }: RatingInput): Sending {
  const fault = faultOf(failure);
  if ((onBehalf || business) && fault === 'malformed')
    return { kind: 'chooseAgain', message: messageOf(failure) };
  return { kind: 'refused', fault: fault === 'malformed' ? 'refused' : fault, message: messageOf(failure) };
}

/** Keeps the rating on this device, then sends it. What cannot be kept and does not arrive is not promised. */
async function send(kept: KeptRating): Promise<Sending> {
  const { intakeId } = kept;
  const stored = keep(kept);
  const failure = await deliver(intakeId);
  if (!failure) return { kind: 'kept', intakeId, trouble: 'none' };
  if (failure.kind === 'refused' || !stored) drop(intakeId);
  if (failure.kind === 'refused') return refusalOf(failure, kept.input);
  if (!stored) return { kind: 'unkept' };
  deliverLater();
  return { kind: 'kept', intakeId, trouble: failure.kind };
}

/** The second tap. However often it is tapped, one rating leaves the page. */
export function useSending(
  entry: Entry,
  channel: RatingInput['channel'],
): {
  sending: Sending;
  submit: (view: RatingPageView, openedAt: string, level: Level, whose: Whose) => void;
  /** Another choice was made: what was said of the last one holds no more. */
  thinkAgain: () => void;
} {
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const busy = useRef(false);
  // One page, one intake: an attempt that seemed to fail may have arrived after all.
  const intake = useRef<string | undefined>(undefined);
  const slow = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(slow.current), []);
  const run = async (view: RatingPageView, openedAt: string, level: Level, whose: Whose) => {
    intake.current ??= await newId();
    const outcome = await send(await ratingOf(entry, view, openedAt, level, intake.current, channel, whose));
    clearTimeout(slow.current);
    busy.current = outcome.kind !== 'unkept' && outcome.kind !== 'chooseAgain';
    setSending(outcome);
  };
  const submit = (view: RatingPageView, openedAt: string, level: Level, whose: Whose) => {
    if (busy.current) return;
    busy.current = true;
    setSending({ kind: 'sending', slow: false });
    slow.current = setTimeout(() => setSending({ kind: 'sending', slow: true }), SLOW_MS);
    void run(view, openedAt, level, whose);
  };
  const thinkAgain = () => setSending((last) => (last.kind === 'chooseAgain' ? { kind: 'idle' } : last));
  return { sending, submit, thinkAgain };
}
