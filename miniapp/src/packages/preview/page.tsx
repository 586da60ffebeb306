import { useEffect, useState } from 'react';
import type { FormView } from '@haochaping/shared/contracts';
import type { Answer } from '@haochaping/shared/domain/questionnaires/answers';
import type { Level } from '@haochaping/shared/domain/rating/levels';
import { Faces } from '../../pages/rate/faces.js';
import { Questionnaire } from '../../questionnaire/questionnaire.js';
import { Box, Heading, Words } from '../../kit/elements.js';
import { Page } from '../../kit/page.js';
import { preview as words } from './words.js';
import '../../pages/rate/index.scss';

interface Shown {
  form: FormView;
}

/** Only the console of the same site writes to this page. */
function isShown(event: MessageEvent): event is MessageEvent<Shown> {
  return (
    event.origin === window.location.origin &&
    typeof event.data === 'object' &&
    event.data !== null &&
    'form' in event.data
  );
}

/** A questionnaire that is being written, as whoever writes it tries it in the console; only on the web. Nothing is sent, nothing kept. */
export default function PreviewPage() {
  const [shown, setShown] = useState<Shown>();
  const [level, setLevel] = useState<Level | null>(null);
  const [answers, setAnswers] = useState<Answer[]>([]);
  useEffect(() => {
    const heard = (event: MessageEvent) => {
      if (isShown(event)) setShown(event.data);
    };
    window.addEventListener('message', heard);
    window.parent.postMessage('questionnaire-preview', window.location.origin);
    return () => window.removeEventListener('message', heard);
  }, []);
  if (!shown) return null;
  const { form } = shown;
  return (
    <Page name="preview">
      <Words className="hint">{words.hint}</Words>
      <Heading level={1} className="question">
        {form.title}
      </Heading>
      <Faces chosen={level} fixed={false} onChoose={setLevel} />
      {level ? (
        <Box className="details">
          <Questionnaire
            form={{ ...form, version: '' }}
            about={{ level, channel: 'qr' }}
            answers={answers}
            onChange={setAnswers}
          />
        </Box>
      ) : (
        <Words className="hint">{words.tap}</Words>
      )}
    </Page>
  );
}
