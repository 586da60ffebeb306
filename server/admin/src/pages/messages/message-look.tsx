import type { MessagePreview } from '@haochaping/shared/contracts';
import { useMessagePreview } from '../../api/messages.js';
import { ErrorNotice } from '../../ui/notices.js';

/** What fits into one SMS; a longer one goes in parts of a little less, each paid for. */
const ONE_SMS = 70;
const PART_OF_SMS = 67;

function Sms({ id, title, look }: { id: string; title: string; look: MessagePreview['sms'] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {look ? (
        <>
          <blockquote>{look.text}</blockquote>
          <p className="message-aside">
            {look.length} 个字{look.length > ONE_SMS && `，按 ${Math.ceil(look.length / PART_OF_SMS)} 条算`}
            ；模板 {look.templateId}
          </p>
        </>
      ) : (
        <p>没有接入短信，不发。</p>
      )}
    </section>
  );
}

/** What the messages look like as they are configured, and when they are sent. */
export function MessageLook() {
  const { data, error, refetch } = useMessagePreview();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const { hours, wechat, sms, invite } = data;
  return (
    <details className="card message-look">
      <summary>消息的样子（{hours} 之间发，其余的等到早上）</summary>
      <div className="message-looks">
        <section aria-labelledby="look-wechat">
          <h2 id="look-wechat">微信订阅消息</h2>
          {wechat ? (
            <>
              <dl className="facts">
                {wechat.fields.map(({ name, label, value }) => (
                  <div key={name}>
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              <p className="message-aside">
                点开到 {wechat.page}；模板 {wechat.templateId}
              </p>
            </>
          ) : (
            <p>没有接入小程序，不发。</p>
          )}
        </section>
        <Sms id="look-sms" title="短信：有进展" look={sms} />
        <Sms id="look-invite" title="短信：请人评价" look={invite} />
      </div>
      <p className="message-aside">
        消息里不写是哪件事；短信里的链接一人一个，这里的是样子，打不开。要改样子，改服务器上的模板文件（见运行维护）。
      </p>
    </details>
  );
}
