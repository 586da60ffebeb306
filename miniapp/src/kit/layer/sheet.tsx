import type { ReactNode } from 'react';
import { Button } from '../button.js';
import { Box, Heading, Words } from '../elements.js';
import { Layer } from './layer.js';
import { kit as words } from '../../words-kit.js';

interface SheetProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** Something more, from below, where the thumb is; the page stays behind it. */
export function Sheet({ title, onClose, children }: SheetProps) {
  return (
    <Layer className="sheet" label={title} onClose={onClose}>
      <Heading level={2} className="question-2">
        {title}
      </Heading>
      {children}
      <Box className="actions">
        <Button onPress={onClose}>{words.close}</Button>
      </Box>
    </Layer>
  );
}

interface DialogProps {
  title: string;
  text: string;
  /** What the one button does, in its own words; the other always leaves everything as it was. */
  action: string;
  onAct: () => void;
  onClose: () => void;
}

/** Asked before what cannot be undone, and for nothing else. */
export function Dialog({ title, text, action, onAct, onClose }: DialogProps) {
  return (
    <Layer className="dialog" label={title} onClose={onClose}>
      <Heading level={2} className="question-2">
        {title}
      </Heading>
      <Words className="lead">{text}</Words>
      <Box className="actions">
        <Button kind="primary" onPress={onAct}>
          {action}
        </Button>
        <Button onPress={onClose}>{words.leave}</Button>
      </Box>
    </Layer>
  );
}
