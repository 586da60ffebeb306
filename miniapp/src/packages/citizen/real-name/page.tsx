import { useState } from 'react';
import type { EvaluatorSession, PrivacyNotice } from '@haochaping/shared/contracts';
import {
  PERSON_CERT_NAMES,
  PERSON_CERT_TYPES,
  type PersonCertType,
} from '@haochaping/shared/domain/people/person-certificates';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { Radios } from '../../../kit/form/radios.js';
import { giveConsent } from '../parts/consent.js';
import { Asked, OwnPage, Part, Problem, Tick } from '../parts/frame.js';
import { useDeed, useMine } from '../parts/use-mine.js';
import { realName as words } from '../parts/words.js';

const CERT_OPTIONS = PERSON_CERT_TYPES.map((value) => ({ value, name: PERSON_CERT_NAMES[value] }));
const NOTHING = { consent: '', name: '', certNumber: '' };

function Form({ notice, onDone }: { notice: PrivacyNotice; onDone: () => void }) {
  const [agreed, setAgreed] = useState(false);
  const [name, setName] = useState('');
  const [certType, setCertType] = useState<PersonCertType>('111');
  const [certNumber, setCertNumber] = useState('');
  const [wrong, setWrong] = useState(NOTHING);
  const { act, working, problem } = useDeed();
  const go = async () => {
    const found = {
      consent: agreed ? '' : words.consentFirst,
      name: name.trim() ? '' : words.nameWrong,
      certNumber: certNumber.trim() ? '' : words.certWrong,
    };
    setWrong(found);
    if (found.consent || found.name || found.certNumber || working) return;
    await giveConsent('real_name_check', notice);
    await act(
      '/me/real-name',
      { method: 'POST', data: { name: name.trim(), certType, certNumber: certNumber.trim().toUpperCase() } },
      onDone,
    );
  };
  return (
    <Box>
      <Words className="lead">{words.lead}</Words>
      <Tick checked={agreed} label={words.consent} hint={words.consentHint} onChange={setAgreed} />
      <Problem text={wrong.consent} />
      <FormField
        label={words.name}
        hint={words.nameHint}
        kind="name"
        most={50}
        value={name}
        problem={wrong.name}
        onChange={setName}
      />
      <Radios title={words.certType} options={CERT_OPTIONS} chosen={certType} onChoose={setCertType} />
      <FormField
        label={words.certNumber}
        value={certNumber}
        problem={wrong.certNumber}
        onChange={setCertNumber}
        onEnter={() => void go()}
      />
      <Problem text={problem} />
      <Box className="actions">
        <Button kind="primary" disabled={working} onPress={() => void go()}>
          {working ? words.going : words.go}
        </Button>
      </Box>
    </Box>
  );
}

function Checked({ session, onAgain }: { session: EvaluatorSession; onAgain: () => void }) {
  return (
    <Part title={words.done}>
      <Words className="lead">
        {words.doneLead(session.nameMasked ?? '', session.verified?.documentMasked ?? '')}
      </Words>
      <Box className="actions">
        <Button onPress={onAgain}>{words.again}</Button>
      </Box>
    </Part>
  );
}

/** Name and document are checked when one wants it; consent is asked at this moment, not before. */
function RealName() {
  const session = useMine<EvaluatorSession>('/me/session');
  const notice = useMine<PrivacyNotice>('/privacy-notice');
  const [again, setAgain] = useState(false);
  const done = () => {
    setAgain(false);
    session.reload();
  };
  return (
    <Asked mine={session.mine} onRetry={session.reload}>
      {(known) =>
        known.verified && !again ? (
          <Checked session={known} onAgain={() => setAgain(true)} />
        ) : (
          <Asked mine={notice.mine} onRetry={notice.reload}>
            {(read) => <Form notice={read} onDone={done} />}
          </Asked>
        )
      }
    </Asked>
  );
}

export default function RealNamePage() {
  return (
    <OwnPage name="real-name" title={words.title}>
      <RealName />
    </OwnPage>
  );
}
