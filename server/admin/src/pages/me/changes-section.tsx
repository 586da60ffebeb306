import { Button } from 'antd';
import type { AccountChangeView } from '@haochaping/shared/contracts';
import { useDisownChange, useSeeChanges } from '../../api/me.js';
import { formatInstantFull } from '../../format.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Mark } from '../../ui/marks.js';
import { ErrorNotice } from '../../ui/notices.js';

function ChangeEntry({ change }: { change: AccountChangeView }) {
  const disown = useDisownChange();
  const { id, words, by, at, seen, disowned } = change;
  return (
    <li>
      <div>
        <p>
          {by}
          {words}
          {!seen && <span className="me-new">还没看过</span>}
        </p>
        <p className="me-aside">{formatInstantFull(at)}</p>
      </div>
      {disowned ? (
        <Mark tone="bad" sign="!">
          您报告过
        </Mark>
      ) : (
        <ConfirmButton
          label="不是我要求的"
          size="small"
          danger
          title={`报告：${words}，不是您要求的？`}
          action="报告"
          deed={disown}
          input={id}
        >
          <p>您在别处的登录马上都退出；一段时间里，这个账号不能看评价人的联系方式。</p>
          <p>安全管理员和审计管理员看得到您的报告。报告以后请马上改密码。</p>
        </ConfirmButton>
      )}
    </li>
  );
}

/** What others did to my account, and the way to say that I did not ask for it; nothing while nobody did anything. */
export function ChangesSection({ changes }: { changes: readonly AccountChangeView[] }) {
  const see = useSeeChanges();
  const [latest] = changes;
  if (!latest) return null;
  return (
    <section id="changes" className="card" aria-labelledby="changes-title">
      <h2 id="changes-title">别人对我的账号做过什么</h2>
      <p className="me-aside">
        管理员能重设密码、改权限。有一次不是您要求的，就可能有人在用您的账号，请报告。
      </p>
      <ul className="me-sessions">
        {changes.map((change) => (
          <ChangeEntry key={change.id} change={change} />
        ))}
      </ul>
      {changes.some(({ seen }) => !seen) && (
        <div className="form-actions">
          <Button type="primary" loading={see.isPending} onClick={() => see.mutate(latest.at)}>
            都是我要求的
          </Button>
        </div>
      )}
      {see.error && <ErrorNotice error={see.error} />}
    </section>
  );
}
