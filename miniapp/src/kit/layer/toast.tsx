import { useEffect } from 'react';
import { useElder } from '../../lib/settings.js';
import { Box, Words } from '../elements.js';
import '../styles/toast.scss';

const STAYS_MS = 4000;

/** A short word that something was done; it goes by itself, in elder mode after twice the time. Never for errors. */
export function Toast({ text, onGone }: { text: string; onGone: () => void }) {
  const elder = useElder();
  useEffect(() => {
    if (!text) return undefined;
    const timer = setTimeout(onGone, elder ? 2 * STAYS_MS : STAYS_MS);
    return () => clearTimeout(timer);
  }, [text, elder, onGone]);
  return (
    <Box role="status" className="toast-place">
      {text ? <Words className="toast">{text}</Words> : null}
    </Box>
  );
}
