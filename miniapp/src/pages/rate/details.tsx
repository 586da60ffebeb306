import { useState } from 'react';
import type { Level } from '@haochaping/shared/domain/levels';
import { newId } from '../../lib/ids.js';
import type { KeptRating } from '../../lib/kept.js';
import { deliver, deliverLater, keep, keptRating } from '../../lib/ratings.js';
import { details as words } from '../../words.js';
import { Area, Box, Heading, Press, Words } from '../../kit/elements.js';

export const MOST_TEXT = 500;

/** Keeps what was said with its rating, then sends it; without network it goes later, with the rating. */
async function say(kept: KeptRating, options: string[], text: string): Promise<void> {
  const detailsId = await newId();
  const current = keptRating(kept.intakeId) ?? kept;
  keep({ ...current, details: [...current.details, { detailsId, options, text, state: 'waiting' }] });
  const failure = await deliver(kept.intakeId);
  if (failure) deliverLater();
}

function Choices({
  kept,
  chosen,
  onToggle,
}: {
  kept: KeptRating;
  chosen: string[];
  onToggle: (code: string) => void;
}) {
  return (
    <Box role="group" label={words.options} className="choices">
      {kept.choices.map(({ code, label }) => (
        <Press
          key={code}
          role="checkbox"
          checked={chosen.includes(code)}
          className={`choice ${chosen.includes(code) ? 'chosen' : ''}`}
          onPress={() => onToggle(code)}
        >
          <Box role="picture" className="tick" />
          <Words className="choice-words">{label}</Words>
        </Press>
      ))}
    </Box>
  );
}

/** What one may add after the faces: options of the level and words of one's own, all voluntary. */
export function Details({ kept, level, onDone }: { kept: KeptRating; level: Level; onDone: () => void }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const empty = chosen.length === 0 && text.trim() === '';
  const toggle = (code: string) =>
    setChosen((codes) => (codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]));
  const finish = async () => {
    if (sending) return;
    setSending(true);
    if (!empty) await say(kept, chosen, text.trim());
    onDone();
  };
  return (
    <Box className={`details level-${level}`}>
      <Heading level={2} className="question-2">
        {words.title(level)}
      </Heading>
      <Words className="hint">{words.hint(level)}</Words>
      <Choices kept={kept} chosen={chosen} onToggle={toggle} />
      <Area
        className="area"
        label={words.text}
        value={text}
        placeholder={words.placeholder(level)}
        most={MOST_TEXT}
        onChange={setText}
      />
      <Box className="area-foot">
        <Words className="hint">{words.privacy}</Words>
        <Words className="count">{words.count(text.length, MOST_TEXT)}</Words>
      </Box>
      <Box className="actions">
        <Press
          className={`button ${empty ? 'quiet' : 'primary'}`}
          disabled={sending}
          onPress={() => void finish()}
        >
          {sending ? words.sending : empty ? words.skip : words.done}
        </Press>
      </Box>
    </Box>
  );
}
