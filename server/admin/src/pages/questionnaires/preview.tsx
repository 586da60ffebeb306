import { useEffect, useRef, useState } from 'react';
import type { FormView } from '@haochaping/shared/contracts';

/** The page of the phone that shows a questionnaire nobody has published; see the mini-program's `packages/preview`. */
const PAGE = '/packages/preview/index';

/**
 * What is being written, on the very page people will see, to be tried as they will: what is tapped there is kept nowhere.
 */
export function Preview({ form }: { form: FormView }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(0);
  useEffect(() => {
    const heard = (event: MessageEvent) => {
      if (event.source === frame.current?.contentWindow && event.data === 'questionnaire-preview')
        setReady((count) => count + 1);
    };
    window.addEventListener('message', heard);
    return () => window.removeEventListener('message', heard);
  }, []);
  useEffect(() => {
    if (ready > 0) frame.current?.contentWindow?.postMessage({ form }, window.location.origin);
  }, [form, ready]);
  return (
    <section className="phone" aria-label="试一试">
      <p className="aside">群众看到的样子；右上角换长辈版，随便点，什么都不会记下。</p>
      <iframe ref={frame} className="phone-frame" title="群众看到的样子" src={PAGE} />
    </section>
  );
}
