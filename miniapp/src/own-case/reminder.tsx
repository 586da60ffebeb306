import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import type { ProgressReminder, ProgressReminderInput } from '@haochaping/shared/contracts';
import { Button } from '../kit/button.js';
import { Box, Words } from '../kit/elements.js';
import { ask, type Answer } from '../lib/request.js';
import { reminder as words } from './words.js';

interface ReminderProps {
  /** Where the rating is read: `/ratings/NUMBER` or `/me/ratings/NUMBER`. */
  path: string;
  /** What goes with every request: the receipt's key, for whoever is not signed in. */
  header?: Record<string, string> | undefined;
}

/** What came of a tap: what WeChat was told, or that it could not be kept. */
type Outcome = 'asking' | 'kept' | 'declined' | 'failed';

/** Whether WeChat was told 允许. It asks only out of a tap, and remembers the answer for one message. */
async function allowed(templateId: string): Promise<boolean> {
  try {
    // Alipay's list is asked for by the types alone.
    const answer = await Taro.requestSubscribeMessage({ tmplIds: [templateId], entityIds: [] });
    return (answer as unknown as Record<string, unknown>)[templateId] === 'accept';
  } catch {
    // Turned off for the whole mini-program in WeChat's settings: the same as no.
    return false;
  }
}

/** Asks to be reminded by WeChat of the next progress: one tap, one message. Shows nothing where there is no WeChat. */
export function Reminder({ path, header }: ReminderProps) {
  const [known, setKnown] = useState<ProgressReminder>();
  const [outcome, setOutcome] = useState<Outcome>();
  const headed = header ? { header } : {};
  useEffect(() => {
    let current = true;
    void ask<ProgressReminder>(`${path}/reminder`, headed).then((answer) => {
      if (current && answer.ok) setKnown(answer.data);
    });
    return () => {
      current = false;
    };
    // The header follows from whose rating it is, as the path does.
  }, [path]);
  const templateId = known?.templateId;
  if (!templateId) return null;
  const keep = async (): Promise<Answer<ProgressReminder>> => {
    const { code } = await Taro.login();
    const data: ProgressReminderInput = { code, templateId };
    return ask<ProgressReminder>(`${path}/reminder`, { method: 'POST', data, ...headed });
  };
  const remind = async () => {
    if (outcome === 'asking') return;
    setOutcome('asking');
    if (!(await allowed(templateId))) {
      setOutcome('declined');
      return;
    }
    const answer = await keep().catch(() => undefined);
    if (answer?.ok) setKnown(answer.data);
    setOutcome(answer?.ok ? 'kept' : 'failed');
  };
  // Who left no number anywhere is not told of an SMS.
  const said = known.sms ? words : { ...words, hint: words.hintAlone, declined: words.declinedAlone };
  return (
    <Box>
      {known.permitted > 0 ? null : (
        <Box className="actions">
          <Button disabled={outcome === 'asking'} onPress={() => void remind()}>
            {outcome === 'asking' ? words.asking : words.ask}
          </Button>
        </Box>
      )}
      <Box role="status">
        <Words className="hint">
          {known.permitted > 0 ? said.kept : (outcome && said[outcome]) || said.hint}
        </Words>
      </Box>
    </Box>
  );
}
