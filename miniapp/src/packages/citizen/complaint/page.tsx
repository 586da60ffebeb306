import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { ComplaintAbout, ComplaintInput, ComplaintReceipt } from '@haochaping/shared/contracts';
import { selfIdentifying } from '@haochaping/shared/domain/privacy/self-identifying';
import { seenLength, writtenWords } from '@haochaping/shared/domain/privacy/words';
import { Button } from '../../../kit/button.js';
import { DeskOnly } from '../../../kit/desk.js';
import { Area, Box, Heading, Words } from '../../../kit/elements.js';
import { FormField } from '../../../kit/form/form.js';
import { Page } from '../../../kit/page.js';
import { Steps } from '../../../kit/steps.js';
import { Telling } from '../../../kit/telling.js';
import { keepComplaint } from '../../../lib/complaints.js';
import { newId } from '../../../lib/ids.js';
import { useRatings } from '../../../lib/ratings.js';
import { useSignedIn } from '../../../lib/session.js';
import { open, Part, Problem } from '../parts/frame.js';
import { ByPhone } from '../parts/by-phone.js';
import { ChoosePlace, PlaceChosen } from '../parts/choose-place.js';
import { useUnsent } from '../parts/unsent.js';
import { useDeed } from '../parts/use-mine.js';
import { complaint as words } from '../parts/words-complaint.js';

import '../parts/citizen.scss';

/** What somebody complains about, and what it is called. */
interface Chosen {
  about: ComplaintAbout;
  title: string;
}

/** The rating of one's own from whose page it was opened; else the page asks. */
function useGiven(): Chosen | null {
  const { params } = useRouter();
  const receipts = useRatings().flatMap(({ receipt }) => receipt ?? []);
  const { number } = params;
  if (!number) return null;
  const kept = receipts.find((one) => one.number === number);
  const about = { rating: number, ...(kept ? { accessKey: kept.accessKey } : {}) };
  return { about, title: kept?.title ?? words.ofRating };
}

function Sent({ receipt, kept }: { receipt: ComplaintReceipt; kept: boolean }) {
  return (
    <Box>
      <Box role="status">
        <Words className="lead">{receipt.contactable ? words.next : words.nextUncalled}</Words>
        <Words className="hint">
          {words.number} {receipt.number}
        </Words>
        {kept ? null : (
          <Words className="lead">
            {words.notKept}
            {receipt.number} {receipt.accessKey}
          </Words>
        )}
      </Box>
      <Box className="actions">
        <Button kind="primary" onPress={() => open('complaints', `?number=${receipt.number}`)}>
          {words.see}
        </Button>
      </Box>
    </Box>
  );
}

/** The words, warned about once where they tell who wrote them; then whoever is not signed in proves a number. */
function Tell({
  about,
  unsent,
  onSent,
}: {
  about: Chosen['about'];
  /** Under what is kept what is not sent yet. */
  unsent: string;
  onSent: (receipt: ComplaintReceipt) => void;
}) {
  const signedIn = useSignedIn();
  const [{ text, staffCode }, set, forget] = useUnsent(unsent, { text: '', staffCode: '' });
  const [fault, setFault] = useState('');
  /** What is about to be sent although it tells who wrote it; undefined while nothing is asked about it. */
  const [asked, setAsked] = useState<{ phone?: ComplaintInput['phone'] }>();
  const [intakeId, setIntakeId] = useState('');
  const { act, working, problem } = useDeed();
  const said = writtenWords(text).trim();
  const refuse = () => (seenLength(said) < 5 ? words.tooShort : '');
  /** Said where one presses, and where it is to be mended. */
  const refuseBelow = () => {
    const wrong = refuse();
    setFault(wrong);
    return wrong && words.tooShortAbove;
  };
  const write = (written: string) => {
    setAsked(undefined);
    setFault('');
    setIntakeId('');
    set({ text: written });
  };
  const send = async (phone?: ComplaintInput['phone']) => {
    // The same words sent again are the same complaint, other words another.
    const id = intakeId || (await newId());
    setIntakeId(id);
    const data: ComplaintInput = {
      intakeId: id,
      about,
      text: said,
      ...(staffCode.trim() ? { staffCode: staffCode.trim() } : {}),
      ...(phone ? { phone } : {}),
    };
    await act<ComplaintReceipt>('/complaints', { method: 'POST', data }, (receipt) => {
      forget();
      onSent(receipt);
    });
  };
  const finish = (phone?: ComplaintInput['phone']) => {
    const wrong = refuse();
    setFault(wrong);
    if (wrong || working) return;
    if (selfIdentifying(said).length > 0) setAsked(phone ? { phone } : {});
    else void send(phone);
  };
  return (
    <Box>
      <FormField
        label={words.staff}
        value={staffCode}
        problem=""
        onChange={(code) => set({ staffCode: code })}
      />
      <Part title={words.text}>
        <Words className="hint">{words.textHint}</Words>
        <Area className="area" label={words.text} value={text} most={500} onChange={write} />
        <Words className="hint">{words.private}</Words>
        <Problem text={fault} />
        <Telling
          text={asked ? said : ''}
          stays
          sending={working}
          onChange={() => setAsked(undefined)}
          onSend={() => void send(asked?.phone)}
        />
      </Part>
      {signedIn ? (
        <Box>
          <Words className="hint">{words.signedIn}</Words>
          <Problem text={problem} />
          <Box className="actions">
            <Button kind="primary" disabled={working} onPress={() => finish()}>
              {working ? words.sending : words.send}
            </Button>
          </Box>
        </Box>
      ) : (
        <ByPhone words={words} working={working} problem={problem} refuse={refuseBelow} onGo={finish} />
      )}
    </Box>
  );
}

/** A complaint: about what, what happened, how one is reached. */
export default function ComplaintPage() {
  const { number = '' } = useRouter().params;
  const given = useGiven();
  const [chosen, setChosen] = useState<Chosen | null>(given);
  const [sent, setSent] = useState<{ receipt: ComplaintReceipt; kept: boolean }>();
  return (
    <Page name="complaint" wide>
      <Box className="columns">
        <Box className="column broad">
          <Heading key={sent ? 'sent' : 'told'} level={1} className="title" focus>
            {sent ? words.sent : words.title}
          </Heading>
          {sent ? (
            <Sent {...sent} />
          ) : (
            <Box>
              <Words className="lead">{words.lead}</Words>
              {chosen ? (
                <Box>
                  <PlaceChosen heading={words.chosen} title={chosen.title} onChange={() => setChosen(null)} />
                  <Tell
                    about={chosen.about}
                    unsent={`complaint${number}`}
                    onSent={(receipt) => setSent({ receipt, kept: keepComplaint(receipt) })}
                  />
                </Box>
              ) : (
                <ChoosePlace label={words.about} onChoose={setChosen} />
              )}
            </Box>
          )}
        </Box>
        <Box className="column">
          <DeskOnly title={words.then}>
            <Steps steps={words.thenSteps} />
          </DeskOnly>
        </Box>
      </Box>
    </Page>
  );
}
