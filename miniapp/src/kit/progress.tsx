import type { ReactNode } from 'react';
import type { OwnRatingView } from '@haochaping/shared/contracts';
import { momentOf } from '../lib/when.js';
import { done as words } from '../words.js';
import { Box, Words } from './elements.js';

const STATES = { done: words.stepDone, now: words.stepNow, next: words.stepNext };

/** A step, and what goes with it: the words of an answer, its files. */
type Step = OwnRatingView['progress'][number] & { words?: string | null; more?: ReactNode };

/** What has happened to a rating, what happens now, what comes next: a line with dots. */
export function Progress({ steps }: { steps: readonly Step[] }) {
  return (
    <Box role="list" className="progress">
      {steps.map((step, index) => (
        <Box role="listitem" key={index} className={`step step-${step.state}`}>
          <Box role="picture" className="dot" />
          <Box className="step-body">
            <Words className="step-text">{step.text}</Words>
            {step.words ? <Words className="step-words">{step.words}</Words> : null}
            {step.more}
            <Words className="hint">
              {[STATES[step.state], step.at ? momentOf(step.at, new Date()) : ''].filter(Boolean).join(' · ')}
            </Words>
          </Box>
        </Box>
      ))}
    </Box>
  );
}
