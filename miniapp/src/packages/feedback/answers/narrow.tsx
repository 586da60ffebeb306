import { useEffect, useState } from 'react';
import type { PublicRegions } from '@haochaping/shared/contracts/directory';
import {
  FEEDBACK_TOPIC_NAMES,
  FEEDBACK_TOPICS,
  type FeedbackTopic,
} from '@haochaping/shared/domain/feedback';
import { Box } from '../../../kit/elements.js';
import { Radios } from '../../../kit/form/radios.js';
import { PlaceChosen } from '../../citizen/parts/choose-place.js';
import { useMine } from '../../citizen/parts/use-mine.js';
import { CITY } from '../parts/city.js';
import { answers as words } from '../parts/words.js';

/** Of which county and of what; empty for all. */
export interface Narrowed {
  county: string;
  topic: FeedbackTopic | '';
}

/** What a link asks for; what no link of ours says is left out. */
export function narrowedBy({
  county = '',
  topic = '',
}: Partial<Record<'county' | 'topic', string>>): Narrowed {
  return {
    county: /^\d{6}$/.test(county) ? county : '',
    topic: FEEDBACK_TOPICS.find((one) => one === topic) ?? '',
  };
}

const queryOf = (county: string, { county: code, topic }: Narrowed) =>
  [code ? `${county}=${code}` : '', topic ? `topic=${topic}` : ''].filter(Boolean).join('&');
const asked = (query: string) => (query ? `?${query}` : '');

export const pathOf = (narrowed: Narrowed) => `/feedback-answers${asked(queryOf('regionCode', narrowed))}`;

/** The address says what is shown, so that it can be passed on. A mini-program has no address. */
export function keepInAddress(narrowed: Narrowed): void {
  if (process.env.TARO_ENV === 'h5')
    window.history.replaceState(
      window.history.state,
      '',
      `${window.location.pathname}${asked(queryOf('county', narrowed))}`,
    );
}

type Option<T extends string> = { value: T; name: string };

/** One of several, closed until somebody wants another. */
function Folded<T extends string>({
  title,
  options,
  chosen,
  onChoose,
}: {
  title: string;
  options: readonly Option<T>[];
  chosen: T;
  onChoose: (value: T) => void;
}) {
  const [open, setOpen] = useState(false);
  const name = options.find(({ value }) => value === chosen)?.name ?? '';
  return (
    <Box className="narrow-one">
      {open ? (
        <Radios title={title} options={options} chosen={chosen} onChoose={onChoose} />
      ) : (
        <PlaceChosen heading={title} title={name} onChange={() => setOpen(true)} />
      )}
    </Box>
  );
}

const TOPICS: readonly Option<Narrowed['topic']>[] = [
  { value: '', name: words.everything },
  ...FEEDBACK_TOPICS.map((value) => ({ value, name: FEEDBACK_TOPIC_NAMES[value] })),
];

/** Chooses the county and the topic. */
export function Narrow({
  narrowed,
  onChange,
}: {
  narrowed: Narrowed;
  onChange: (narrowed: Narrowed) => void;
}) {
  const { mine } = useMine<PublicRegions>('/directory/regions');
  const { county } = narrowed;
  const unknown =
    county !== '' && mine.kind === 'here' && !mine.data.items.some(({ code }) => code === county);
  // A code that is none of ours, or no more: then all are shown, and the page says so.
  useEffect(() => {
    if (unknown) onChange({ ...narrowed, county: '' });
  });
  return (
    <Box className="narrow">
      {/* Why it is not to be had says the list below, once for both. */}
      {mine.kind === 'here' ? (
        <Folded
          title={words.county}
          options={[
            { value: '', name: words.everywhere },
            ...mine.data.items.map(({ code, level, name }) => ({
              value: code,
              name: level === 'city' ? CITY.name : name,
            })),
          ]}
          chosen={narrowed.county}
          onChoose={(county) => onChange({ ...narrowed, county })}
        />
      ) : null}
      <Folded
        title={words.topic}
        options={TOPICS}
        chosen={narrowed.topic}
        onChoose={(topic) => onChange({ ...narrowed, topic })}
      />
    </Box>
  );
}
