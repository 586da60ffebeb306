import { useState } from 'react';
import { Button } from '../../kit/button.js';
import { Box, Field, Heading, Words } from '../../kit/elements.js';
import { Refused } from './api.js';
import { kiosk as words } from './words.js';

/** The screen of a device that no window knows: a code is typed, from the console. */
export function Binding({ onBind }: { onBind: (code: string) => Promise<void> }) {
  const [code, setCode] = useState('');
  const [binding, setBinding] = useState(false);
  const [fault, setFault] = useState('');
  const bind = async () => {
    if (binding) return;
    setBinding(true);
    setFault('');
    try {
      await onBind(code);
    } catch (error) {
      setFault(error instanceof Refused ? error.message : words.bindFailed);
    } finally {
      setBinding(false);
    }
  };
  return (
    <Box className="kiosk-middle">
      <Heading level={1} className="kiosk-title" focus>
        {words.bindTitle}
      </Heading>
      <Words className="kiosk-hint">{words.bindHint}</Words>
      <Field
        className="input kiosk-code"
        kind="code"
        label={words.bindLabel}
        value={code}
        most={12}
        invalid={fault !== ''}
        onChange={setCode}
        onEnter={() => void bind()}
      />
      <Box role="status" className="kiosk-fault">
        {fault ? <Words>{fault}</Words> : null}
      </Box>
      <Button kind="primary" disabled={binding} onPress={() => void bind()}>
        {binding ? words.binding : words.bind}
      </Button>
    </Box>
  );
}
