import type { ReactNode } from 'react';
import { Box, Heading, Press, Words } from '../../kit/elements.js';
import { common } from '../../words.js';
import type { Listed } from './use-list.js';
import { place as words } from './words.js';

interface StepProps<T> {
  question: string;
  hint?: string;
  list: Listed<T>;
  onRetry: () => void;
  /** The title says already that it is being fetched. */
  said?: boolean;
  /** The title does not take the focus: somebody is typing. */
  quiet?: boolean;
  children: (data: T) => ReactNode;
}

/** One question and its answers to choose from. */
export function Step<T>({
  question,
  hint,
  list,
  onRetry,
  said = false,
  quiet = false,
  children,
}: StepProps<T>) {
  return (
    <Box>
      <Heading level={1} className="title" focus={!quiet}>
        {question}
      </Heading>
      {hint ? <Words className="lead">{hint}</Words> : null}
      <Box role="status">
        {list.kind === 'loading' && !said ? <Words className="lead">{common.loading}</Words> : null}
        {list.kind === 'failed' ? <Words className="lead">{words.failed}</Words> : null}
      </Box>
      {list.kind === 'failed' ? (
        <Box className="actions">
          <Press className="button primary" onPress={onRetry}>
            {common.retry}
          </Press>
        </Box>
      ) : null}
      {list.kind === 'listed' ? children(list.data) : null}
    </Box>
  );
}

/** One answer. */
export function Choice({
  title,
  hint,
  onPress,
}: {
  title: string;
  hint?: string | null;
  onPress: () => void;
}) {
  return (
    <Box role="listitem" className="item">
      <Press className="row" onPress={onPress}>
        <Box className="row-body row-first">
          <Words className="row-title">{title}</Words>
          {hint ? <Words className="hint">{hint}</Words> : null}
        </Box>
        <Box role="picture" className="chevron" />
      </Press>
    </Box>
  );
}
