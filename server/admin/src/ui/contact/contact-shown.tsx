import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { RevealedContact } from '@haochaping/shared/contracts';
import { FactList, type Fact } from '../facts.js';
import type { Said } from './contact-form.js';

/** Seconds until an instant of this device's clock; a device that slept meanwhile finds it over. */
function useRemaining(seconds: number, onOver: () => void): number {
  const [until] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.ceil((until - Date.now()) / 1000)), 250);
    // A page that is left may be kept by the browser as it stands, to come back to.
    window.addEventListener('pagehide', onOver);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', onOver);
    };
  }, [until, onOver]);
  useEffect(() => {
    if (left <= 0) onOver();
  }, [left, onOver]);
  return left;
}

/** The contact, for as long as the server allows; then it is gone from the page. */
export function ContactShown({
  contact,
  byMail,
  said,
  onOver,
}: {
  contact: RevealedContact;
  /** Of who wrote a mail, and has no page here. */
  byMail: boolean;
  said: Said;
  onOver: () => void;
}) {
  const left = useRemaining(contact.shownSeconds, onOver);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const facts: Fact[] = [
    ['姓名', contact.name],
    ['经办人', contact.handler?.name],
    ['电话', contact.phone],
    ['邮箱', contact.email],
    ['证件号码', contact.certificate?.number],
  ];
  return (
    <div ref={box} className="contact-shown" tabIndex={-1} role="group" aria-label="联系方式">
      <FactList facts={facts} />
      <p className="contact-left">
        <span role="timer">还显示 {Math.max(left, 0)} 秒</span>
        <Button size="small" onClick={onOver}>
          现在隐藏
        </Button>
      </p>
      <p className="aside">
        {byMail
          ? '请不要抄到别处。这次查看已经记下。'
          : said('请不要抄到别处。这次查看已经记下，评价人看得到。')}
      </p>
    </div>
  );
}
