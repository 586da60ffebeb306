import { useEffect, useRef, useState } from 'react';
import type { DeviceSaid, RatingPageView } from '@haochaping/shared/contracts';
import type { Answer } from '@haochaping/shared/domain/questionnaires/answers';
import { LEVEL_NAMES, type Level } from '@haochaping/shared/domain/rating/levels';
import { MOST_WORDS, writtenBeginning, writtenWords } from '@haochaping/shared/domain/privacy/words';
import { Button } from '../../kit/button.js';
import { Area, Box, Heading, Press, Words } from '../../kit/elements.js';
import { Face } from '../../kit/face/face.js';
import { Faces } from '../../pages/rate/faces.js';
import { Questionnaire } from '../../questionnaire/questionnaire.js';
import { kiosk as words } from './words.js';

/** Whoever has gone away is not asked any longer; nothing of them stays on the screen. */
const QUIET_MS = 60_000;

interface AskingProps {
  page: RatingPageView;
  /** The call behind it; null where the person came by, without network. */
  call: string | null;
  channel: 'tablet' | 'terminal';
  behindMs: () => number | null;
  /** Keeps what was said on the device, and sends it. @throws where there is no room for it */
  onSay: (said: DeviceSaid) => Promise<void>;
  /** `level` is what was given; null for who left without. */
  onEnd: (level: Level | null) => void;
}

/** Calls back when nobody has touched the screen for a while. */
function useQuiet(onQuiet: () => void): void {
  const latest = useRef(onQuiet);
  latest.current = onQuiet;
  useEffect(() => {
    let timer = window.setTimeout(() => latest.current(), QUIET_MS);
    const touched = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => latest.current(), QUIET_MS);
    };
    const signs = ['pointerdown', 'keydown', 'input'] as const;
    for (const sign of signs) window.addEventListener(sign, touched, true);
    return () => {
      window.clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, touched, true);
    };
  }, []);
}

/** Where somebody is, and what they came for. */
function Context({ page }: { page: RatingPageView }) {
  const subject = [page.title, page.occasion].filter(Boolean).join(' · ');
  return (
    <Box className="kiosk-context">
      <Words className="where">{page.place}</Words>
      {subject === page.place ? null : <Words className="what">{subject}</Words>}
    </Box>
  );
}

/** Five faces, two taps; then, who wants to, says more. */
export function Asking({ page, call, channel, behindMs, onSay, onEnd }: AskingProps) {
  const [openedAt] = useState(() => new Date().toISOString());
  const [intakeId] = useState(() => crypto.randomUUID());
  const [level, setLevel] = useState<Level | null>(null);
  const [step, setStep] = useState<'faces' | 'keeping' | 'more' | 'unkept'>('faces');
  const kept = step === 'more';
  useQuiet(() => onEnd(kept ? level : null));
  const confirm = async () => {
    if (level === null || step === 'keeping') return;
    setStep('keeping');
    try {
      const ratedAt = new Date().toISOString();
      await onSay({ kind: 'rating', intakeId, call, level, openedAt, ratedAt, behindMs: behindMs() });
      setStep('more');
    } catch {
      setStep('unkept');
    }
  };
  return (
    <Box className="kiosk-asking">
      <Context page={page} />
      {kept && level !== null ? (
        <Box className="kiosk-kept">
          <Face level={level} filled />
          <Heading level={1} className="kiosk-question" focus>
            {words.kept(LEVEL_NAMES[level])}
          </Heading>
        </Box>
      ) : (
        <>
          <Heading level={1} className="kiosk-question" focus>
            {words.question}
          </Heading>
          <Faces chosen={level} fixed={step !== 'faces'} onChoose={setLevel} />
        </>
      )}
      {kept && level !== null ? (
        <More
          page={page}
          level={level}
          channel={channel}
          onSay={async (more) => {
            if (more)
              await onSay({ kind: 'details', intakeId, call, detailsId: crypto.randomUUID(), ...more });
            onEnd(level);
          }}
        />
      ) : (
        <>
          <Box role="status" className={step === 'unkept' ? 'kiosk-fault' : 'kiosk-private'}>
            <Words>{step === 'unkept' ? words.unkept : words.private}</Words>
          </Box>
          <Box className="kiosk-actions">
            {level === null ? null : (
              <Button kind="primary" disabled={step === 'keeping'} onPress={() => void confirm()}>
                {step === 'keeping' ? words.keeping : words.confirm(LEVEL_NAMES[level])}
              </Button>
            )}
            <Press className="button quiet kiosk-leave" onPress={() => onEnd(null)}>
              {words.leave}
            </Press>
          </Box>
        </>
      )}
    </Box>
  );
}

type Said = Pick<Extract<DeviceSaid, { kind: 'details' }>, 'options' | 'text' | 'questionnaire'>;

interface MoreProps {
  page: RatingPageView;
  level: Level;
  channel: 'tablet' | 'terminal';
  onSay: (said: Said | null) => Promise<void>;
}

/** What one may add behind the level, all of it voluntary. */
function More({ page, level, channel, onSay }: MoreProps) {
  const [options, setOptions] = useState<string[]>([]);
  const [text, setText] = useState('');
  const [answers, setAnswers] = useState<Answer[]>([]);
  const [sending, setSending] = useState(false);
  const [unkept, setUnkept] = useState(false);
  const said = writtenWords(text).trim();
  const empty = options.length === 0 && said === '' && answers.length === 0;
  const choices = page.options.levels.find((one) => one.level === level)?.options ?? [];
  const finish = async () => {
    if (sending) return;
    setSending(true);
    try {
      const { questionnaire: form } = page;
      const questionnaire = form && answers.length > 0 ? { version: form.version, answers } : null;
      await onSay(empty ? null : { options, text: said, questionnaire });
    } catch {
      setUnkept(true);
      setSending(false);
    }
  };
  const toggle = (code: string) =>
    setOptions((codes) => (codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code]));
  return (
    <Box className="kiosk-more">
      <Heading level={2} className="kiosk-hint">
        {words.more}
      </Heading>
      <Box role="group" label={words.optionsLabel} className="choices">
        {choices.map(({ code, label }) => (
          <Press
            key={code}
            role="checkbox"
            checked={options.includes(code)}
            className={`choice ${options.includes(code) ? 'chosen' : ''}`}
            onPress={() => toggle(code)}
          >
            <Box role="picture" className="tick" />
            <Words className="choice-words">{label}</Words>
          </Press>
        ))}
      </Box>
      <Area
        className="area"
        label={words.text}
        value={text}
        placeholder={words.placeholder}
        most={MOST_WORDS * 20}
        onChange={(written) => setText(writtenBeginning(written, MOST_WORDS))}
      />
      {page.questionnaire ? (
        <Questionnaire
          form={page.questionnaire}
          about={{ level, channel }}
          answers={answers}
          onChange={setAnswers}
        />
      ) : null}
      <Box role="status" className="kiosk-fault">
        {unkept ? <Words>{words.unkept}</Words> : null}
      </Box>
      <Box className="kiosk-actions">
        <Button kind={empty ? 'quiet' : 'primary'} disabled={sending} onPress={() => void finish()}>
          {sending ? words.keeping : empty ? words.skip : words.done}
        </Button>
      </Box>
    </Box>
  );
}
