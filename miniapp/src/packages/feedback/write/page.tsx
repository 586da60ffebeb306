import { useRef, useState } from 'react';
import type { FeedbackInput, FeedbackReceipt } from '@haochaping/shared/contracts';
import {
  FEEDBACK_TOPIC_NAMES,
  FEEDBACK_TOPICS,
  type FeedbackTopic,
} from '@haochaping/shared/domain/feedback';
import { selfIdentifying } from '@haochaping/shared/domain/privacy/self-identifying';
import { MOST_WORDS, seenLength, writtenWords } from '@haochaping/shared/domain/privacy/words';
import { Button } from '../../../kit/button.js';
import { DeskOnly } from '../../../kit/desk.js';
import { Area, Box, Heading, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { Steps } from '../../../kit/steps.js';
import { Telling } from '../../../kit/telling.js';
import { newId } from '../../../lib/ids.js';
import { ByPhone, type ProvenPhone } from '../../citizen/parts/by-phone.js';
import { LinkRow, Part, Problem, Tick } from '../../citizen/parts/frame.js';
import { useUnsent } from '../../citizen/parts/unsent.js';
import { useDeed } from '../../citizen/parts/use-mine.js';
import { go } from '../parts/go.js';
import { keepFeedback } from '../parts/kept.js';
import { answers, feedback as words, own } from '../parts/words.js';
import { About, aboutOf, missingIn, NOTHING_YET, type AboutForm } from './about.js';
import { Choices } from './choices.js';
import { Photos, usePhotos } from './photos.js';
import '../../citizen/parts/citizen.scss';

interface Missing {
  about: string;
  topic: string;
  text: string;
}
/** What is filled in; photos stay where they are until it is sent. */
interface Written {
  about: AboutForm;
  topic: FeedbackTopic | null;
  text: string;
}
const EMPTY: Written = { about: NOTHING_YET, topic: null, text: '' };
const NONE: Missing = { about: '', topic: '', text: '' };

function Sent({ receipt, kept }: { receipt: FeedbackReceipt; kept: boolean }) {
  const { number, accessKey, contactable } = receipt;
  return (
    <Box>
      <Box role="status">
        <Words className="lead">{contactable ? words.nextTold : words.next}</Words>
        <Words className="hint">
          {words.number} {number}
        </Words>
        {kept ? null : (
          <Words className="lead">
            {words.notKept}
            {number} {accessKey}
          </Words>
        )}
      </Box>
      <Box className="actions">
        <Button kind="primary" onPress={() => go('mine', `?number=${number}`)}>
          {words.see}
        </Button>
      </Box>
    </Box>
  );
}

/** What is written, warned about once where it tells who wrote it; a number only from whoever wants to be told. */
function Write({ onSent }: { onSent: (receipt: FeedbackReceipt) => void }) {
  const [{ about, topic, text }, set, forget] = useUnsent('feedback', EMPTY);
  const [agreed, setAgreed] = useState(false);
  const [tell, setTell] = useState(false);
  const [missing, setMissing] = useState(NONE);
  const [pressed, setPressed] = useState('');
  /** What is about to be sent although it tells who wrote it. */
  const [asked, setAsked] = useState<{ phone?: ProvenPhone }>();
  const [intakeId, setIntakeId] = useState('');
  /** It may have come there, although no answer came back. */
  const tried = useRef(false);
  const photos = usePhotos();
  const { act, working: posting, problem } = useDeed();
  const working = posting || photos.going !== '';
  const said = writtenWords(text).trim();
  /** Said where it is to be mended, and in one line where one presses. */
  const refuse = (): string => {
    const found: Missing = {
      about: missingIn(about),
      topic: topic ? '' : words.topicFirst,
      text: seenLength(said) < 5 ? words.tooShort : '',
    };
    setMissing(found);
    return Object.values(found).some(Boolean) ? words.tooShortAbove : '';
  };
  /** Other words are another feedback; the same sent again are the same. */
  const changed = () => {
    setAsked(undefined);
    if (tried.current) setIntakeId('');
    tried.current = false;
    setMissing(NONE);
    setPressed('');
  };
  const send = async (phone?: ProvenPhone) => {
    if (!topic) return;
    const id = intakeId || (await newId());
    setIntakeId(id);
    const files = await photos.upload(id);
    if (!files) return;
    tried.current = true;
    const data: FeedbackInput = {
      intakeId: id,
      ...aboutOf(about),
      topic,
      text: said,
      agreed,
      ...(files.length > 0 ? { files } : {}),
      ...(phone ? { phone } : {}),
    };
    await act<FeedbackReceipt>('/feedback', { method: 'POST', data }, (receipt) => {
      forget();
      onSent(receipt);
    });
  };
  const finish = (phone?: ProvenPhone) => {
    if (refuse() || working) return;
    if (selfIdentifying(said).length > 0) setAsked(phone ? { phone } : {});
    else void send(phone);
  };
  return (
    <Box>
      <About
        form={about}
        problem={missing.about}
        onChange={(form) => {
          changed();
          set({ about: form });
        }}
      />
      <Choices
        title={words.topic}
        options={FEEDBACK_TOPICS.map((value) => ({ value, name: FEEDBACK_TOPIC_NAMES[value] }))}
        chosen={topic}
        problem={missing.topic}
        onChoose={(one) => {
          changed();
          set({ topic: one });
        }}
      />
      <Part title={words.text}>
        <Words className="hint">{words.textHint}</Words>
        <Area
          className="area"
          label={words.text}
          value={text}
          most={MOST_WORDS}
          onChange={(written) => {
            changed();
            set({ text: written });
          }}
        />
        <Problem text={missing.text} />
      </Part>
      <Photos photos={photos} onChange={changed} />
      <Tick checked={agreed} label={words.agreed} hint={words.agreedHint} onChange={setAgreed} />
      <Tick checked={tell} label={words.tell} hint={words.tellHint} onChange={setTell} />
      {tell ? (
        <ByPhone
          words={photos.going ? { ...words, sending: photos.going } : words}
          working={working}
          problem={problem}
          refuse={refuse}
          onGo={finish}
        />
      ) : (
        <Box>
          <Problem text={problem || pressed} />
          {asked ? null : (
            <Box className="actions">
              <Button
                kind="primary"
                disabled={working}
                onPress={() => {
                  setPressed(refuse());
                  finish();
                }}
              >
                {working ? photos.going || words.sending : words.send}
              </Button>
            </Box>
          )}
        </Box>
      )}
      <Telling
        text={asked ? said : ''}
        stays
        sending={working}
        onChange={() => setAsked(undefined)}
        onSend={() => void send(asked?.phone)}
      />
    </Box>
  );
}

/** Feedback: of what, on what, in one's own words. */
export default function WritePage() {
  const [sent, setSent] = useState<{ receipt: FeedbackReceipt; kept: boolean }>();
  return (
    <Page name="feedback" wide>
      <Box className="columns">
        <Box className="column broad">
          <Heading key={sent ? 'sent' : 'written'} level={1} className="title" focus>
            {sent ? words.sent : words.title}
          </Heading>
          {sent ? (
            <Sent {...sent} />
          ) : (
            <Box>
              <Words className="lead">{words.lead}</Words>
              <Write onSent={(receipt) => setSent({ receipt, kept: keepFeedback(receipt) })} />
            </Box>
          )}
        </Box>
        <Box className="column">
          <DeskOnly title={words.then}>
            <Steps steps={words.thenSteps} />
          </DeskOnly>
          <Box role="list" className="rows section">
            <LinkRow title={own.title} onPress={() => go('mine')} />
            <LinkRow title={answers.title} onPress={() => go('answers')} />
          </Box>
        </Box>
      </Box>
    </Page>
  );
}
