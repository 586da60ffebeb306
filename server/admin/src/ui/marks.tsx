import type { StaffRatingView } from '@haochaping/shared/contracts';
import type { Level } from '@haochaping/shared/domain/rating/levels';
import { Face } from './face.js';

export type DeliveryState = NonNullable<StaffRatingView['delivery']>;

/** How a rating fares on its way to the province, with a sign of its own so that colour is never the only cue. */
export const DELIVERY_WORDS: Readonly<Record<DeliveryState, { word: string; sign: string; tone: Tone }>> = {
  waiting: { word: '等待送出', sign: '○', tone: 'quiet' },
  sending: { word: '正在送', sign: '◐', tone: 'quiet' },
  sent: { word: '已送达', sign: '✓', tone: 'good' },
  parked: { word: '等人处理', sign: '!', tone: 'bad' },
  held: { word: '暂不送', sign: '‖', tone: 'care' },
};

export const DELIVERY_STATES: readonly DeliveryState[] = ['waiting', 'sending', 'sent', 'parked', 'held'];

export type Tone = 'good' | 'care' | 'bad' | 'quiet';

export function DeliveryMark({ state }: { state: DeliveryState }) {
  const { word, sign, tone } = DELIVERY_WORDS[state];
  return (
    <Mark tone={tone} sign={sign}>
      {word}
    </Mark>
  );
}

/** A state as sign, word and colour. */
export function Mark({ tone, sign, children }: { tone: Tone; sign: string; children: string }) {
  return (
    <span className="mark" data-tone={tone}>
      <span className="mark-sign" aria-hidden="true">
        {sign}
      </span>
      {children}
    </span>
  );
}

/** A level: always face, word and colour together; what was told outside the levels, a complaint, has a sign in their place. */
export function LevelMark({ level, name, size = 20 }: { level: Level | null; name: string; size?: number }) {
  if (level === null)
    return (
      <Mark tone="care" sign="◆">
        {name}
      </Mark>
    );
  return (
    <span className="level" data-level={level}>
      <Face level={level} size={size} />
      <span>{name}</span>
    </span>
  );
}

export const STANDING_WORDS: Readonly<Record<StaffRatingView['standing'], string>> = {
  adopted: '采信',
  revoked: '不采信',
  offset: '评价人已满意',
};

/** What the rating counts as; the raw rating stays beside it. */
export function StandingMark({ standing }: { standing: StaffRatingView['standing'] }) {
  const adopted = standing === 'adopted';
  return (
    <Mark tone={adopted ? 'good' : 'quiet'} sign={adopted ? '✓' : '–'}>
      {STANDING_WORDS[standing]}
    </Mark>
  );
}
