import { isSixDigits, MAINLAND_MOBILE, typedCode, typedPhone } from '@haochaping/shared/domain/people/typed';
import { useEffect, useState } from 'react';
import type { PhoneCodeSent } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { Problem } from './frame.js';
import { useDeed } from './use-mine.js';
import { signIn as words } from './words.js';

interface PhoneCodeProps {
  /** What the last button does, in its own words. */
  go: string;
  going: string;
  /** What the number is for; signing in, if nothing else is said. */
  hint?: string;
  working: boolean;
  problem: string;
  /** Asked before anything is sent; a sentence stops it. */
  refuse?: () => string;
  onGo: (phone: string, code: string) => void;
}

/** Counts down to zero, once a second. */
function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}

/** A telephone number, and the code that proves it is in one's hands: one thing after the other. */
export function PhoneCode({
  go,
  going,
  hint = words.phoneHint,
  working,
  problem,
  refuse,
  onGo,
}: PhoneCodeProps) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState('');
  const [wrong, setWrong] = useState({ phone: '', code: '' });
  const [left, count] = useCountdown();
  const sending = useDeed();
  const send = () => {
    const fault = MAINLAND_MOBILE.test(typedPhone(phone)) ? (refuse?.() ?? '') : words.phoneWrong;
    setWrong({ phone: fault, code: '' });
    if (fault || sending.working || left > 0) return;
    void sending.act<PhoneCodeSent>(
      '/me/phone-codes',
      { method: 'POST', data: { phone: typedPhone(phone) } },
      (answer) => {
        setSent(answer.message);
        count(answer.nextInSeconds);
      },
    );
  };
  const finish = () => {
    const fault = isSixDigits(code) ? (refuse?.() ?? '') : words.codeWrong;
    setWrong({ phone: '', code: fault });
    if (!fault && !working) onGo(typedPhone(phone), typedCode(code));
  };
  const again = left > 0 ? words.again(left) : sent ? words.resend : words.sendCode;
  return (
    <Box>
      <FormField
        label={words.phone}
        hint={hint}
        kind="phone"
        value={phone}
        problem={wrong.phone || sending.problem}
        onChange={setPhone}
        onEnter={send}
      />
      <Box className="actions">
        <Button kind={sent ? 'quiet' : 'primary'} disabled={sending.working || left > 0} onPress={send}>
          {sending.working ? words.sendingCode : again}
        </Button>
      </Box>
      <Box role="status">{sent ? <Words className="lead">{sent}</Words> : null}</Box>
      {sent ? (
        <Box>
          <FormField
            label={words.code}
            kind="code"
            value={code}
            problem={wrong.code}
            onChange={setCode}
            onEnter={finish}
          />
          <Problem text={problem} />
          <Box className="actions">
            <Button kind="primary" disabled={working} onPress={finish}>
              {working ? going : go}
            </Button>
          </Box>
        </Box>
      ) : null}
    </Box>
  );
}
