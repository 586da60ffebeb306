import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../kit/button.js';
import { onDesk } from '../../../kit/desk.js';
import { Box, Heading, Press, Words } from '../../../kit/elements.js';
import { call, Page } from '../../../kit/page.js';
import { ReadAloud } from '../../../kit/aloud.js';
import { useElder } from '../../../lib/settings.js';
import { HOTLINE } from '../../../words.js';
import { help as words, questions, type Question } from './words.js';
import './help.scss';

/** The telephone stands first: whoever is lost should not have to read. */
function Telephone() {
  return (
    <Box className="help-call">
      <Press className="call-us" label={`${words.call}，${HOTLINE}`} onPress={call}>
        <Words className="call-words">{words.call}</Words>
        <Words className="call-number">{HOTLINE}</Words>
      </Press>
      <Words className="hint">{words.callHint}</Words>
    </Box>
  );
}

function Answer({ of: { question, answer, go } }: { of: Question }) {
  return (
    <Box className="help-answer">
      {answer.map((paragraph) => (
        <Words key={paragraph} className="help-paragraph">
          {paragraph}
        </Words>
      ))}
      <ReadAloud text={[question, ...answer].join('')} />
      {go ? (
        <Box className="actions">
          <Button onPress={() => void Taro.navigateTo({ url: go.url })}>{go.title}</Button>
        </Box>
      ) : null}
    </Box>
  );
}

/** A question that shows its answer below itself, or in elder mode leads to it. */
function Asked({ of, open, onPress }: { of: Question; open: boolean | undefined; onPress: () => void }) {
  const unfolds = open !== undefined;
  return (
    <Box role="listitem" className="item">
      <Press
        className="row help-question"
        {...(unfolds ? { expanded: open } : {})}
        label={of.question}
        onPress={onPress}
      >
        <Words className="help-words">{of.question}</Words>
        <Box role="picture" className={`chevron ${open ? 'help-open' : unfolds ? 'help-shut' : ''}`} />
      </Press>
      {open ? <Answer of={of} /> : null}
    </Box>
  );
}

interface Shown {
  id: string | undefined;
  onShow: (id: string | undefined) => void;
}

function All({ elder, id, onShow }: Shown & { elder: boolean }) {
  return (
    <Page name="help" wide>
      <Heading level={1} className="title" focus>
        {words.title}
      </Heading>
      <Words className="lead">{words.lead}</Words>
      <Telephone />
      <Box role="list" className="rows help-list">
        {questions.map((one) => (
          <Asked
            key={one.id}
            of={one}
            open={elder ? undefined : one.id === id}
            onPress={() => onShow(one.id === id ? undefined : one.id)}
          />
        ))}
      </Box>
    </Page>
  );
}

/** Elder mode: one question, its answer, and where to go from here. */
function Alone({ id, onShow }: Shown) {
  const at = questions.findIndex((one) => one.id === id);
  const one = questions[at];
  if (!one) return <All elder id={undefined} onShow={onShow} />;
  const next = questions[at + 1];
  return (
    <Page name="help-one">
      <Words className="hint help-place">{words.place(at + 1, questions.length)}</Words>
      <Heading key={one.id} level={1} className="title" focus>
        {one.question}
      </Heading>
      <Answer key={`${one.id} answer`} of={one} />
      <Box className="actions">
        {next ? (
          <Button kind="primary" onPress={() => onShow(next.id)}>
            {words.next}
          </Button>
        ) : null}
        <Button kind={next ? 'quiet' : 'primary'} onPress={() => onShow(undefined)}>
          {words.all}
        </Button>
      </Box>
    </Page>
  );
}

/** What people ask, with the answers; in elder mode one question at a time. `?q=` opens at one of them. */
export default function HelpPage() {
  const elder = useElder();
  const { params } = useRouter();
  // On a desk the answer stands beside the questions: the first one shows where.
  const [id, setId] = useState(params.q ?? (onDesk() && !elder ? questions[0]?.id : undefined));
  return elder ? <Alone id={id} onShow={setId} /> : <All elder={false} id={id} onShow={setId} />;
}
