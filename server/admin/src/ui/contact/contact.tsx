import { Button } from 'antd';
import { useCallback, useRef } from 'react';
import type { RevealSubjectView, RevealView } from '@haochaping/shared/contracts';
import { saidOfComplaint, saidOfFeedback } from '@haochaping/shared/domain/complaints';
import { useContact, useReveals, useRevealSubject, type ContactDesk } from '../../api/reveals.js';
import { useMay } from '../../api/session.js';
import { formatInstantFull } from '../../format.js';
import { ErrorNotice, LoadingRows } from '../notices.js';
import { ContactForm, type Said } from './contact-form.js';
import { ContactShown } from './contact-shown.js';
import './contact.css';

/** What became of the last request of one's own, as far as it matters for asking now. */
const PAST: Readonly<Partial<Record<RevealView['state'], (reveal: RevealView) => string>>> = {
  refused: ({ decidedBy, note }) => `上一次申请，${decidedBy ?? '同事'}没有同意：${note ?? ''}`,
  expired: () => '上一次申请过了时间，作废了。还要看，请重新申请。',
};

/** A request under way: who has to act, and until when. */
function UnderWay({ reveal, desk }: { reveal: RevealView; desk: ContactDesk }) {
  const until = formatInstantFull(reveal.expiresAt);
  if (reveal.state === 'waiting')
    return (
      <>
        <p className="contact-state" role="status">
          等本单位另一个人同意
        </p>
        <p className="aside">请同事在“待我同意”里办理。{until} 前没有决定就作废；同意了，这里会自己变。</p>
      </>
    );
  return (
    <>
      <p className="contact-state" role="status">
        {reveal.decidedBy} 已同意
      </p>
      <p className="aside">请在 {until} 前查看，只能看一次。</p>
      <div className="contact-open">
        <Button type="primary" loading={desk.pending} onClick={() => void desk.open(reveal.id)}>
          查看联系方式
        </Button>
      </div>
    </>
  );
}

interface AskingProps {
  ratingId: string;
  of: Of;
  subject: RevealSubjectView;
  said: Said;
  last: RevealView | undefined;
  desk: ContactDesk;
}

function Asking({ ratingId, of, subject, said, last, desk }: AskingProps) {
  const underWay = last && (last.state === 'waiting' || last.state === 'approved');
  if (underWay) return <UnderWay reveal={last} desk={desk} />;
  if (!subject.mayReveal) return <p>{subject.because}</p>;
  const past = last && PAST[last.state]?.(last);
  return (
    <>
      {past && (
        <p className="notice contact-past" role="status">
          {past}
        </p>
      )}
      <ContactForm ratingId={ratingId} byMail={of === 'feedback'} subject={subject} said={said} desk={desk} />
    </>
  );
}

/** What a contact stands behind. */
type Of = 'rating' | 'complaint' | 'feedback';

const SAID: Readonly<Record<Of, Said>> = {
  rating: (words) => words,
  complaint: saidOfComplaint,
  feedback: saidOfFeedback,
};

function ContactCard({ ratingId, of }: { ratingId: string; of: Of }) {
  const said = SAID[of];
  const subject = useRevealSubject(ratingId);
  const own = useReveals({ ratingId, by: 'me' }, 1, 1);
  const desk = useContact();
  const heading = useRef<HTMLHeadingElement>(null);
  const { contact, hide } = desk;
  const over = useCallback(() => {
    hide();
    heading.current?.focus({ preventScroll: true });
  }, [hide]);
  const failed = subject.error ?? own.error;
  const ready = subject.data && own.data;
  return (
    <section className="card contact" aria-labelledby="contact">
      <h2 id="contact" ref={heading} tabIndex={-1}>
        {said('回访联系方式')}
      </h2>
      {!ready && !failed && <LoadingRows rows={2} />}
      {failed && (
        <ErrorNotice error={failed} onRetry={() => void Promise.all([subject.refetch(), own.refetch()])} />
      )}
      {contact && <ContactShown contact={contact} byMail={of === 'feedback'} said={said} onOver={over} />}
      {!contact && ready && (
        <Asking
          ratingId={ratingId}
          of={of}
          subject={subject.data}
          said={said}
          last={own.data.items[0]}
          desk={desk}
        />
      )}
      {desk.error && <ErrorNotice error={desk.error} />}
    </section>
  );
}

/** For the centre: whom to call back about a poor rating or a complaint, or to write to about a mail, for a short time, each look kept. */
export function Contact({ ratingId, of = 'rating' }: { ratingId: string; of?: Of }) {
  const may = useMay('reveal.request');
  return may ? <ContactCard ratingId={ratingId} of={of} /> : null;
}
