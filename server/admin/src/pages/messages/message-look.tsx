import { useMessagePreview } from '../../api/messages.js';
import { ErrorNotice } from '../../ui/notices.js';

/** What the messages look like as they are configured, and when they are sent. */
export function MessageLook() {
  const { data, error, refetch } = useMessagePreview();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const { hours, wechat, sms } = data;
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
        <section aria-labelledby="look-sms">
          <h2 id="look-sms">短信</h2>
          {sms ? (
            <>
              <blockquote>{sms.text}</blockquote>
              <p className="message-aside">
                {sms.length} 个字；模板 {sms.templateId}
              </p>
            </>
          ) : (
            <p>没有接入短信，不发。</p>
          )}
        </section>
      </div>
      <p className="message-aside">消息里不写是哪件事。要改样子，改服务器上的模板文件（见运行维护）。</p>
    </details>
  );
}
