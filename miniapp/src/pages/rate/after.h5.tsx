import { desk as words } from '../../kit/desk-words.js';
import { DeskOnly } from '../../kit/desk.js';
import { Steps } from '../../kit/steps.js';

/** What becomes of a rating, where a wide screen has room to say so; the details take its place. */
export function After() {
  return (
    <DeskOnly title={words.after}>
      <Steps steps={words.afterSteps} />
    </DeskOnly>
  );
}
