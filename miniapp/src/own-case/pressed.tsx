import { useEffect, useState } from 'react';
import type { CoercionInput, OwnCoercionReports } from '@haochaping/shared/contracts';
import { seenLength } from '@haochaping/shared/domain/privacy/words';
import { Button } from '../kit/button.js';
import { Area, Box, Heading, Press, Words } from '../kit/elements.js';
import { Progress } from '../kit/progress.js';
import { newId } from '../lib/ids.js';
import { ask, headed } from '../lib/request.js';
import { pressed as words } from './words.js';

interface PressedProps {
  /** Where the rating or complaint is read: `/ratings/NUMBER`, `/me/complaints/NUMBER` … */
  path: string;
  /** The receipt's key, for whoever is not signed in. */
  accessKey?: string | undefined;
}

const LEAST = 5;

/** What was reported before, and what became of each. */
function Reports({ items }: Pick<OwnCoercionReports, 'items'>) {
  return (
    <Box>
      {items.map(({ at, text, told, conclusion }) => (
        <Progress
          key={at}
          steps={[
            { at, text: words.said, words: text, state: 'done' },
            { at: null, text: told, words: conclusion, state: conclusion ? 'done' : 'now' },
          ]}
        />
      ))}
    </Box>
  );
}

/** Being pressed to change a rating, or made to suffer for one: told straight to the efficiency office, and what came of it. */
export function Pressed({ path, accessKey }: PressedProps) {
  const [view, setView] = useState<OwnCoercionReports>();
  const [writing, setWriting] = useState(false);
  const [text, setText] = useState('');
  const [reportId, setReportId] = useState('');
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    void ask<OwnCoercionReports>(`${path}/coercion`, headed(accessKey)).then((answer) => {
      if (current && answer.ok) setView(answer.data);
    });
    return () => {
      current = false;
    };
  }, [path, accessKey]);
  if (!view) return null;
  const write = (written: string) => {
    setText(written);
    setReportId('');
    setProblem('');
  };
  const send = async () => {
    if (sending) return;
    if (seenLength(text) < LEAST) {
      setProblem(words.empty);
      return;
    }
    setSending(true);
    // The same words sent again are the same report.
    const id = reportId || (await newId());
    setReportId(id);
    const data: CoercionInput = { reportId: id, text };
    const answer = await ask<OwnCoercionReports>(`${path}/coercion`, {
      method: 'POST',
      data,
      ...headed(accessKey),
    });
    setSending(false);
    if (!answer.ok) {
      setProblem(answer.kind === 'refused' ? answer.message : words.failed);
      return;
    }
    setView(answer.data);
    write('');
    setWriting(false);
  };
  return (
    <Box className="section">
      {view.items.length > 0 || writing ? (
        <Heading level={2} className="heading">
          {words.title}
        </Heading>
      ) : null}
      <Reports items={view.items} />
      {writing ? (
        <Box>
          <Words className="hint">{words.hint}</Words>
          <Heading level={2} className="heading section" focus>
            {words.text}
          </Heading>
          <Area className="area" label={words.text} value={text} most={1000} onChange={write} />
          <Box role="alert">{problem ? <Words className="problem">{problem}</Words> : null}</Box>
          <Box className="actions">
            <Button kind="primary" disabled={sending} onPress={() => void send()}>
              {sending ? words.sending : words.send}
            </Button>
            <Press className="button quiet" onPress={() => setWriting(false)}>
              {words.never}
            </Press>
          </Box>
        </Box>
      ) : null}
      {view.more && !writing ? (
        <Box className="actions">
          <Press className="button quiet" onPress={() => setWriting(true)}>
            {view.items.length > 0 ? words.another : words.open}
          </Press>
        </Box>
      ) : null}
    </Box>
  );
}
