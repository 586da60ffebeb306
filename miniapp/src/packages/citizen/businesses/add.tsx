import { typedCode } from '@haochaping/shared/domain/people/typed';
import { useState } from 'react';
import type { BusinessView, PrivacyNotice } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { ask } from '../../../lib/request.js';
import { giveConsent } from '../parts/consent.js';
import { Part, Problem, Tick } from '../parts/frame.js';
import { sentenceOf, useDeed } from '../parts/use-mine.js';
import { businesses as words } from '../parts/words-business.js';

const NOTHING = { consent: '', uscc: '', name: '' };
const USCC_LENGTH = 18;

/** Says yes to the check, under the notice in force. @returns what went wrong, in words; empty when nothing did */
async function consent(): Promise<string> {
  const notice = await ask<PrivacyNotice>('/privacy-notice');
  if (!notice.ok) return sentenceOf(notice);
  const answer = await giveConsent('real_name_check', notice.data);
  return answer.ok ? '' : sentenceOf(answer);
}

/** The legal representative registers the business; the check is agreed to at this moment. */
export function Add({ onAdded }: { onAdded: () => void }) {
  const [agreed, setAgreed] = useState(false);
  const [uscc, setUscc] = useState('');
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState(NOTHING);
  const [added, setAdded] = useState('');
  const { act, working, problem } = useDeed();
  const go = async () => {
    const found = {
      consent: agreed ? '' : words.consentFirst,
      uscc: typedCode(uscc).length === USCC_LENGTH ? '' : words.usccWrong,
      name: name.trim().length >= 2 ? '' : words.nameWrong,
    };
    setWrong(found);
    if (found.consent || found.uscc || found.name || working) return;
    const refused = await consent();
    setWrong({ ...NOTHING, consent: refused });
    if (refused) return;
    const data = { uscc: typedCode(uscc), name: name.trim() };
    await act<BusinessView>('/me/businesses', { method: 'POST', data }, (business) => {
      setUscc('');
      setName('');
      setAdded(words.added(business.name));
      onAdded();
    });
  };
  return (
    <Part title={words.add}>
      <Words className="hint">{words.addHint}</Words>
      <FormField label={words.uscc} value={uscc} problem={wrong.uscc} onChange={setUscc} />
      <FormField
        label={words.name}
        most={100}
        value={name}
        problem={wrong.name}
        onChange={setName}
        onEnter={() => void go()}
      />
      <Tick checked={agreed} label={words.consent} hint={words.consentHint} onChange={setAgreed} />
      <Problem text={wrong.consent || problem} />
      <Box role="status">{added ? <Words className="lead">{added}</Words> : null}</Box>
      <Box className="actions">
        <Button disabled={working} onPress={() => void go()}>
          {working ? words.working : words.addGo}
        </Button>
      </Box>
    </Part>
  );
}
