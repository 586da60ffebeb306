import { useEffect, useRef, useState } from 'react';
import type { Answer } from '@haochaping/shared/domain/questionnaires/answers';
import type { Level } from '@haochaping/shared/domain/rating/levels';
import { selfIdentifying } from '@haochaping/shared/domain/privacy/self-identifying';
import {
  MOST_WORDS,
  writtenBeginning,
  writtenLength,
  writtenWords,
} from '@haochaping/shared/domain/privacy/words';
import { draftOf, forgetDraft, keepDraft, type Draft } from '../../questionnaire/drafts.js';
import { Questionnaire } from '../../questionnaire/later.js';
import { newId } from '../../lib/ids.js';
import type { KeptRating } from '../../lib/kept.js';
import { deliver, deliverLater, keep, keptRating } from '../../lib/ratings.js';
import { details as words } from '../../words.js';
import { Area, Box, Heading, Press, Words } from '../../kit/elements.js';
import { Telling } from '../../kit/telling.js';

/** Keeps what was said with its rating, then sends it; without network it goes later, with the rating. */
async function say(kept: KeptRating, { options, text, answers }: Draft): Promise<void> {
  const detailsId = await newId();
  const current = keptRating(kept.intakeId) ?? kept;
  keep({
    ...current,
    details: [
      ...current.details,
      { detailsId, options, text, ...(answers.length > 0 ? { answers } : {}), state: 'waiting' },
    ],
  });
  forgetDraft(kept.intakeId);
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

/** How many units of text the box takes: a picture may have many; what is too long is cut where it is counted. */
const roomFor = (text: string, counted: number) => text.length + 20 * (MOST_WORDS - counted);

/** A questionnaire is filled in once; more can always be said in words. */
const answeredBefore = ({ details }: KeptRating) => details.some(({ answers }) => answers !== undefined);

/** What one may add after the faces: options of the level and words of one's own, all voluntary. */
export function Details({ kept, level, onDone }: { kept: KeptRating; level: Level; onDone: () => void }) {
  const [begun] = useState(() => draftOf(kept.intakeId));
  const [chosen, setChosen] = useState<string[]>(begun?.options ?? []);
  const [text, setText] = useState(begun?.text ?? '');
  const [answers, setAnswers] = useState<Answer[]>(begun?.answers ?? []);
  const [warned, setWarned] = useState(false);
  const [sending, setSending] = useState(false);
  // Who has gone to another page while it was sent stays there.
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  const said = writtenWords(text).trim();
  const counted = writtenLength(text);
  const empty = chosen.length === 0 && said === '' && answers.length === 0;
  useEffect(
    () => keepDraft(kept.intakeId, { options: chosen, text, answers }),
    [kept.intakeId, chosen, text, answers],
  );
  // An invitation settled what its channel asks; who scanned a printed code did that.
  const about = { level, channel: kept.input.channel ?? ('qr' as const) };
  const written = [said, ...answers.map((one) => one.text)].filter(Boolean).join('\n');
  const toggle = (code: string) =>
    setChosen((codes) => (codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]));
  const write = (written: string) => {
    setWarned(false);
    setText(writtenBeginning(written, MOST_WORDS));
  };
  const send = async () => {
    if (sending) return;
    setSending(true);
    if (!empty) await say(kept, { options: chosen, text: said, answers });
    if (here.current) onDone();
  };
  const finish = () => {
    if (selfIdentifying(written).length > 0) setWarned(true);
    else void send();
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
        most={roomFor(text, counted)}
        onChange={write}
      />
      <Box className="area-foot">
        <Words className="hint">{words.privacy}</Words>
        <Words className="count">{words.count(counted, MOST_WORDS)}</Words>
      </Box>
      {kept.questionnaire && !answeredBefore(kept) ? (
        <Questionnaire
          form={kept.questionnaire}
          about={about}
          answers={answers}
          onChange={(now) => {
            setWarned(false);
            setAnswers(now);
          }}
        />
      ) : null}
      <Telling
        text={warned ? written : ''}
        sending={sending}
        onChange={() => setWarned(false)}
        onSend={() => void send()}
      />
      {warned ? null : (
        <Box className="actions">
          <Press className={`button ${empty ? 'quiet' : 'primary'}`} disabled={sending} onPress={finish}>
            {sending ? words.sending : empty ? words.skip : words.done}
          </Press>
        </Box>
      )}
    </Box>
  );
}
