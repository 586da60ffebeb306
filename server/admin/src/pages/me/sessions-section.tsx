import type { StaffSessionView } from '@haochaping/shared/contracts';
import { useEndOtherSessions, useEndSession, useMySessions } from '../../api/me.js';
import { formatInstant } from '../../format.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Mark } from '../../ui/marks.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';

function SessionEntry({ session }: { session: StaffSessionView }) {
  const end = useEndSession();
  const { device, since, lastUsedAt, secondFactor } = session;
  return (
    <li>
      <div>
        <p>{device}</p>
        <p className="me-aside">
          {formatInstant(since)} 登录{secondFactor && '，验过手机'} · 最近 {formatInstant(lastUsedAt)}
        </p>
      </div>
      {session.current ? (
        <Mark tone="good" sign="●">
          就是这里
        </Mark>
      ) : (
        <ConfirmButton
          label="结束"
          size="small"
          danger
          title={`结束“${device}”上的登录？`}
          action="结束它"
          deed={end}
          input={session.id}
        >
          <p>那里马上退出，要再用就得重新登录。没有保存的内容会丢。</p>
        </ConfirmButton>
      )}
    </li>
  );
}

/** Where one is signed in, and the way to end what is not oneself. */
export function SessionsSection() {
  const { data, error, isPending, refetch } = useMySessions();
  const endOthers = useEndOtherSessions();
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions">我在哪些地方登录着</h2>
      <p className="me-aside">有不认识的，先结束它，再改密码。</p>
      {isPending && <LoadingRows rows={2} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <ul className="me-sessions">
        {data?.items.map((session) => (
          <SessionEntry key={session.id} session={session} />
        ))}
      </ul>
      {data && data.items.length > 1 && (
        <div className="form-actions">
          <ConfirmButton
            label="结束别处的所有登录"
            danger
            title="结束别处的所有登录？"
            action="都结束"
            deed={endOthers}
            input={undefined}
          >
            <p>除了这里，您在别处的登录马上都退出。这里不受影响。</p>
          </ConfirmButton>
        </div>
      )}
    </section>
  );
}
