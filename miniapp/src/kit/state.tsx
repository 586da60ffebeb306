import { Button } from './button.js';
import { Box, Words } from './elements.js';

interface StateProps {
  kind: 'empty' | 'failed' | 'loading';
  text: string;
  hint?: string;
  action?: { label: string; onPress: () => void };
}

/** A place on a page that has nothing to show: nothing yet, not now, or in a moment. */
export function State({ kind, text, hint, action }: StateProps) {
  return (
    <Box className="state">
      <Box role={kind === 'failed' ? 'alert' : 'status'}>
        <Words className="lead">{text}</Words>
        {hint ? <Words className="hint">{hint}</Words> : null}
      </Box>
      {action ? (
        <Box className="actions">
          <Button kind={kind === 'failed' ? 'primary' : 'quiet'} onPress={action.onPress}>
            {action.label}
          </Button>
        </Box>
      ) : null}
    </Box>
  );
}
