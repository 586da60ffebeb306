import { Button, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import type { RevealSubjectView } from '@haochaping/shared/contracts';
import { REVEAL_PURPOSES, type StaffRevealPurpose } from '@haochaping/shared/domain/privacy/reveal';
import type { ContactDesk } from '../../api/reveals.js';
import { formatInstantFull } from '../../format.js';

const PURPOSE_WORDS: Readonly<Record<StaffRevealPurpose, string>> = {
  call_back: '差评回访：给姓名和电话',
  own_request: '本人申请了更正：另给证件号码，核对来人',
};
const LEAST_REASON = 4;

/** What is said of a poor rating, as it is said here: of a complaint otherwise. */
export type Said = (words: string) => string;

interface ContactFormProps {
  ratingId: string;
  /** It is the address of who wrote a mail: one purpose, and nobody here to be told. */
  byMail: boolean;
  subject: RevealSubjectView;
  said: Said;
  desk: ContactDesk;
}

/** What the one who asks should know first: who will learn of it, and who has to agree. */
function Told({
  byMail,
  subject: { because, until, shown, unusual },
  said,
}: Pick<ContactFormProps, 'byMail' | 'subject' | 'said'>) {
  return (
    <>
      <p className="contact-told">
        {byMail
          ? '只给写信的邮箱地址，用来回信。谁看的、什么时候、为了什么，记在审计日志里。'
          : `${said('评价人')}会在“谁查看过我的信息”里看到这次查看：哪个单位、什么职责、什么时候、为了什么。审计日志里也有一条。`}
      </p>
      {unusual.length > 0 && (
        <p className="contact-told" data-tone="care">
          这次要本单位另一个人同意才能看：{unusual.join('；')}。
        </p>
      )}
      <p className="aside">
        {because}
        {until && said(`可以回访到 ${formatInstantFull(until)}。`)}
        {shown > 0 && `已经看过 ${shown} 次。`}
      </p>
    </>
  );
}

/** Purpose and reason, then the look. What was typed stays when the server says no. */
export function ContactForm({ ratingId, byMail, subject, said, desk }: ContactFormProps) {
  const id = useId();
  const [purpose, setPurpose] = useState<StaffRevealPurpose>('call_back');
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const ask = () => {
    const tooShort = reason.trim().length < LEAST_REASON;
    setShort(tooShort);
    if (!tooShort) void desk.ask({ purpose, subject: { kind: 'rating', id: ratingId }, reason });
  };
  return (
    <form
      className="contact-form"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Told byMail={byMail} subject={subject} said={said} />
      {!byMail && (
        <fieldset>
          <legend>为了什么</legend>
          <Radio.Group
            value={purpose}
            onChange={(event) => setPurpose(event.target.value as StaffRevealPurpose)}
            options={REVEAL_PURPOSES.map((value) => ({ value, label: said(PURPOSE_WORDS[value]) }))}
          />
        </fieldset>
      )}
      <label htmlFor={id}>为什么现在要看</label>
      <Input.TextArea
        id={id}
        value={reason}
        rows={2}
        maxLength={200}
        aria-invalid={short}
        aria-describedby={short ? `${id}-short` : undefined}
        placeholder={byMail ? '如：回信告诉他怎样答复的' : said('如：差评三日内回访')}
        onChange={(event) => setReason(event.target.value)}
      />
      {short && (
        <p id={`${id}-short`} className="contact-short" role="alert">
          请写明为什么要看，至少 {LEAST_REASON} 个字。
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={desk.pending}>
        {subject.unusual.length > 0 ? '申请查看' : '查看'}
      </Button>
    </form>
  );
}
