import type { MailboxView } from '@haochaping/shared/contracts';
import { fileSize } from '@haochaping/shared/domain/attachments';
import { formatInstant } from '../../format.js';
import { useMailbox } from '../../api/feedback.js';
import { useMay } from '../../api/session.js';
import './feedback.css';

/** What waits in the mailbox for a person: it was not opened, so that nothing but its time tells which one it is. */
function KeptOut({ mailbox: { keptOut, waiting } }: { mailbox: MailboxView }) {
  if (keptOut.length === 0) return null;
  return (
    <details>
      <summary>{waiting} 封没有收进来，请到邮箱里看（标着星号）</summary>
      <p className="aside">
        没有打开，所以这里没有主题。是意见的，请用“录入来信来电”录进来；看过的自己会从这里消失。
      </p>
      <ul>
        {keptOut.map(({ cameAt, bytes, why }) => (
          <li key={`${cameAt} ${bytes}`}>
            {formatInstant(cameAt)} 收到，{fileSize(bytes)}：{why}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** How reading the mailbox for opinions goes; nothing where none is configured, or for who has no part in it. */
export function Mailbox() {
  const { data } = useMailbox(useMay('feedback.mailbox'));
  if (!data?.used) return null;
  const { error, readAt, automatic } = data;
  return (
    <section className="mailbox" aria-label="收意见的邮箱">
      {error && (
        <p className="notice" data-tone="care" role="alert">
          邮箱现在收不了：{error}。{readAt ? `最近一次收完是 ${formatInstant(readAt)}` : '还没有收成过'}
          ，会自己再试，信都还在邮箱里。
        </p>
      )}
      <p className="aside">
        {!error && readAt && `邮箱收到 ${formatInstant(readAt)}。`}
        {automatic > 0 && `自动邮件 ${automatic} 封未收录（近90天）。`}
      </p>
      <KeptOut mailbox={data} />
    </section>
  );
}
