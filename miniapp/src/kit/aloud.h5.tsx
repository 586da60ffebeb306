import { useDidHide } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { kit as words } from '../words-kit.js';
import { Button } from './button.js';
import { Box } from './elements.js';

/** A voice that speaks Mandarin, once the browser has found its voices; many have none. */
function useVoice(): SpeechSynthesisVoice | undefined {
  const [voice, setVoice] = useState<SpeechSynthesisVoice>();
  useEffect(() => {
    // WebViews of old phones have no speech at all.
    const speech = window.speechSynthesis as SpeechSynthesis | undefined;
    const look = () =>
      setVoice(speech?.getVoices().find(({ lang }) => /^(zh|cmn)([-_](cn|hans)|$)/i.test(lang)));
    look();
    speech?.addEventListener?.('voiceschanged', look);
    return () => speech?.removeEventListener?.('voiceschanged', look);
  }, []);
  return voice;
}

/** Reads words aloud when asked, where the browser has a Chinese voice; elsewhere there is no button. */
export function ReadAloud({ text }: { text: string }) {
  const voice = useVoice();
  const [reading, setReading] = useState(false);
  const stop = () => {
    setReading(false);
    if (voice) window.speechSynthesis.cancel();
  };
  useDidHide(stop);
  useEffect(() => (reading ? () => window.speechSynthesis.cancel() : undefined), [reading, text]);
  if (!voice) return null;
  const read = () => {
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    // A little slower than the voice would: it is asked for by those who follow with effort.
    said.rate = 0.9;
    said.onend = said.onerror = () => setReading(false);
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(said);
    setReading(true);
  };
  return (
    <Box className="actions">
      <Button onPress={reading ? stop : read}>{reading ? words.quiet : words.aloud}</Button>
    </Box>
  );
}
