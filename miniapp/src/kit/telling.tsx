import { SELF_IDENTIFYING_NAMES, selfIdentifying } from '@haochaping/shared/domain/privacy/self-identifying';
import { Box, Press, Words } from './elements.js';
import { details as words } from '../words.js';

interface TellingProps {
  /** The text about to be sent; empty while there is nothing to say about one. */
  text: string;
  sending: boolean;
  /** The words stay with the city; those about a rating go on to the province as they are. */
  stays?: boolean;
  onChange: () => void;
  onSend: () => void;
}

/** Says quietly, before anything is sent, what in the text tells who wrote it; the person decides. */
export function Telling({ text, sending, stays = false, onChange, onSend }: TellingProps) {
  const found = selfIdentifying(text);
  const kinds = [...new Set(found.map(({ kind }) => SELF_IDENTIFYING_NAMES[kind]))];
  return (
    <>
      <Box role="status" className="telling-place">
        {found.length > 0 ? (
          <Box className="telling">
            <Words className="telling-title">{words.telling(kinds)}</Words>
            {found.map(({ kind, start, end }) => (
              <Words key={start} className="telling-piece">
                {words.tellingPiece(text.slice(start, end), SELF_IDENTIFYING_NAMES[kind])}
              </Words>
            ))}
            <Words className="hint">{stays ? words.tellingHere : words.tellingHint}</Words>
          </Box>
        ) : null}
      </Box>
      {found.length > 0 ? (
        <Box className="actions">
          <Press className="button primary" disabled={sending} onPress={onChange}>
            {words.tellingChange}
          </Press>
          <Press className="button quiet" disabled={sending} onPress={onSend}>
            {sending ? words.sending : words.tellingSend}
          </Press>
        </Box>
      ) : null}
    </>
  );
}
