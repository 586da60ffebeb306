import { useRef, useState } from 'react';
import type { OwnCaseView, RatedAgain } from '@haochaping/shared/contracts';
import { LEVEL_NAMES, LEVELS, type Level } from '@haochaping/shared/domain/rating/levels';
import { Button } from '../kit/button.js';
import { Box, Heading, Press, Words } from '../kit/elements.js';
import { Face } from '../kit/face/face.js';
import { DEVICE } from '../lib/device.js';
import { deviceId, newId } from '../lib/ids.js';
import { keep, useRatings } from '../lib/ratings.js';
import { ask, headed } from '../lib/request.js';
import { momentOf } from '../lib/when.js';
import { openKept, openMine } from './open.js';
import { again as words } from './words.js';

interface AgainProps {
  /** Where the first rating is read: `/ratings/NUMBER` or `/me/ratings/NUMBER`. */
  path: string;
  /** The receipt's key, for whoever is not signed in. */
  accessKey?: string | undefined;
  view: Pick<OwnCaseView, 'again' | 'moves'>;
  /** It was taken in. */
  onGiven: () => void;
  /** Wants to say of the answer that it was no good. */
  onUnsatisfied: () => void;
}

/** The supplementary rating that was given, and where it is found: under the own name, or on this device. */
function Given({
  given,
  accessKey,
  moves,
  onUnsatisfied,
}: { given: NonNullable<OwnCaseView['again']['given']> } & Pick<AgainProps, 'accessKey' | 'onUnsatisfied'> &
  Pick<OwnCaseView, 'moves'>) {
  const kept = useRatings().find(({ receipt }) => receipt?.number === given.number);
  const open = accessKey ? kept && (() => openKept(kept.intakeId)) : () => openMine(given.number);
  const unanswered = given.poor && moves.includes('reply');
  const unsettled = !given.poor && (moves.includes('reply') || moves.includes('settle'));
  return (
    <Box className="section">
      <Words>{words.given(momentOf(given.at, new Date()), given.levelName)}</Words>
      {unsettled ? <Words className="hint">{words.saySo}</Words> : null}
      {unanswered ? (
        <Box>
          <Words className="hint">{words.sayUnsatisfied}</Words>
          <Box className="actions">
            <Press className="button quiet" onPress={onUnsatisfied}>
              {words.toUnsatisfied}
            </Press>
          </Box>
        </Box>
      ) : null}
      {open ? (
        <Box className="actions">
          <Press className="button quiet" onPress={open}>
            {words.look}
          </Press>
        </Box>
      ) : (
        <Words className="hint">{words.number(given.number)}</Words>
      )}
    </Box>
  );
}

/** Rates again. With a receipt the new one is kept on this device, as that of the first is. */
function useRatingAgain({ path, accessKey, onGiven }: Pick<AgainProps, 'path' | 'accessKey' | 'onGiven'>) {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  // One page, one intake: an attempt that seemed to fail may have arrived after all.
  const intake = useRef<string | undefined>(undefined);
  const send = async (level: Level) => {
    if (sending) return;
    setSending(true);
    setProblem('');
    intake.current ??= await newId();
    const intakeId = intake.current;
    const channel = DEVICE === '电脑' ? 'pc' : 'mobile';
    const answer = await ask<RatedAgain>(`${path}/again`, {
      method: 'POST',
      data: { intakeId, level, channel, deviceId: await deviceId() },
      ...headed(accessKey),
    });
    setSending(false);
    if (!answer.ok) return setProblem(answer.kind === 'refused' ? answer.message : words.failed);
    const { receipt, choices, questionnaire } = answer.data;
    // Whoever comes back finds what they gave, not the form.
    onGiven();
    if (!accessKey) return openMine(receipt.number);
    keep({
      intakeId,
      input: { intakeId, level, channel, ratedAt: receipt.ratedAt },
      attempts: 0,
      title: receipt.title,
      place: receipt.place,
      givenFor: receipt.givenForName,
      choices,
      questionnaire,
      details: [],
      receipt,
      refusal: null,
      seen: null,
    });
    openKept(intakeId);
  };
  return { sending, problem, send };
}

/** The same service rated again (追评): five levels under each other, nothing chosen for anybody, sent by a second tap. */
export function Again({ path, accessKey, view: { again, moves }, onGiven, onUnsatisfied }: AgainProps) {
  const [open, setOpen] = useState(false);
  const [level, setLevel] = useState<Level>();
  const { sending, problem, send } = useRatingAgain({
    path,
    accessKey,
    onGiven: () => {
      setOpen(false);
      onGiven();
    },
  });
  if (again.given)
    return <Given given={again.given} accessKey={accessKey} moves={moves} onUnsatisfied={onUnsatisfied} />;
  if (!again.may) return null;
  if (!open)
    return (
      <Box className="actions">
        <Press className="button quiet" onPress={() => setOpen(true)}>
          {words.open}
        </Press>
      </Box>
    );
  return (
    <Box className="section">
      <Heading level={2} className="heading" focus>
        {words.title}
      </Heading>
      <Words className="hint">{words.hint}</Words>
      <Box role="radiogroup" label={words.title} className="rows">
        {LEVELS.map((one) => (
          <Press
            key={one}
            role="radio"
            className={`row level-${one} ${one === level ? 'chosen' : ''}`}
            label={LEVEL_NAMES[one]}
            checked={one === level}
            disabled={sending}
            onPress={() => setLevel(one)}
          >
            <Face level={one} filled={one === level} className="face-small" />
            <Box className="row-body">
              <Words className="row-title">{LEVEL_NAMES[one]}</Words>
            </Box>
          </Press>
        ))}
      </Box>
      <Box role="alert">{problem ? <Words className="problem">{problem}</Words> : null}</Box>
      <Box className="actions">
        {level ? (
          <Button kind="primary" disabled={sending} onPress={() => void send(level)}>
            {sending ? words.sending : words.send(LEVEL_NAMES[level])}
          </Button>
        ) : null}
        <Press className="button quiet" onPress={() => setOpen(false)}>
          {words.never}
        </Press>
      </Box>
    </Box>
  );
}
