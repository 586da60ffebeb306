import type { InitialPassword, StaffAccountView } from '@haochaping/shared/contracts';
import type { ReactNode } from 'react';
import { useCare, useResetPassword } from '../../api/staff-accounts.js';
import { formatInstantFull } from '../../format.js';
import { ConfirmButton } from '../../ui/confirm-button.js';

interface CareProps {
  account: StaffAccountView;
  say: (words: string) => void;
}

function CareRow({ when, children }: { when: string; children: ReactNode }) {
  return (
    <li>
      <p>{when}</p>
      {children}
    </li>
  );
}

function Unlock({ account: { id, displayName, lockedUntil }, say }: CareProps) {
  const unlock = useCare(id, 'unlock', () => say(`解锁了，${displayName}马上可以再登录。`));
  return (
    <CareRow when={`密码错得太多，锁到${lockedUntil ? formatInstantFull(lockedUntil) : '稍后'}`}>
      <ConfirmButton
        label="解锁"
        title={`让${displayName}马上再试？`}
        action="解锁"
        deed={unlock}
        input={undefined}
      >
        <p>请先问过本人：是本人记错了，还是别人在猜密码。别人在猜就不要解，锁着更安全。</p>
      </ConfirmButton>
    </CareRow>
  );
}

function Reset({
  account,
  onReset,
}: {
  account: StaffAccountView;
  onReset: (given: InitialPassword) => void;
}) {
  const reset = useResetPassword(account.id, onReset);
  return (
    <CareRow when="忘了密码">
      <ConfirmButton
        label="重设密码"
        danger
        title={`重设${account.displayName}的密码？`}
        action="重设"
        deed={reset}
        input={undefined}
      >
        <p>现在的密码马上作废，登录都结束。新的初始密码只显示一次，本人登录时要换成自己的。</p>
        <p>请先确认来找您的就是本人。</p>
      </ConfirmButton>
    </CareRow>
  );
}

function TakeTelephone({ account: { id, displayName }, say }: CareProps) {
  const take = useCare(id, 'second-factor-reset', () =>
    say(`取消了手机验证码，${displayName}的登录都已结束。`),
  );
  return (
    <CareRow when="手机丢了，备用码也没有">
      <ConfirmButton
        label="取消手机验证码"
        danger
        title={`取消${displayName}的手机验证码？`}
        action="取消验证码"
        deed={take}
        input={undefined}
      >
        <p>原来的手机和备用码马上作废，登录都结束。角色要手机验证码的，下次登录时重新设。</p>
        <p>在重新设好之前，光凭密码就能登录。请先确认来找您的就是本人。</p>
      </ConfirmButton>
    </CareRow>
  );
}

function ForgetIdentity({ account: { id, displayName }, say }: CareProps) {
  const forget = useCare(id, 'identity-reset', () =>
    say(`清除了，请${displayName}在“我的账号”里重新登记本人的证件和手机。`),
  );
  return (
    <CareRow when="证件换了，或手机号换了">
      <ConfirmButton
        label="清除登记的身份"
        danger
        title={`清除${displayName}登记的证件和手机？`}
        action="清除"
        deed={forget}
        input={undefined}
      >
        <p>清除后，本人在“我的账号”里重新核对登记；登记好之前，不能申请或同意要两个人的事。</p>
        <p>请先确认来找您的就是本人。</p>
      </ConfirmButton>
    </CareRow>
  );
}

function Stop({ account: { id, displayName, state }, say }: CareProps) {
  const disabled = state === 'disabled';
  const words = disabled ? '恢复了，可以照常登录。' : '停用了，登录都已结束。';
  const act = useCare(id, disabled ? 'enable' : 'disable', () => say(`${displayName}的账号${words}`));
  return (
    <CareRow when={disabled ? '人回来了' : '人走了，或账号被别人用了'}>
      <ConfirmButton
        label={disabled ? '恢复使用' : '停用'}
        danger={!disabled}
        title={disabled ? `恢复${displayName}的账号？` : `停用${displayName}的账号？`}
        action={disabled ? '恢复' : '停用'}
        deed={act}
        input={undefined}
      >
        {disabled ? (
          <p>用原来的密码和原来的权限就能登录。请先看看权限还合不合适。</p>
        ) : (
          <p>本人马上退出，再也登录不了，直到恢复使用。账号和做过的事的记录都留着。</p>
        )}
      </ConfirmButton>
    </CareRow>
  );
}

interface AccountCareProps extends CareProps {
  onReset: (given: InitialPassword) => void;
}

/** What may be done for an account when something happened to its owner. */
export function AccountCare({ account, say, onReset }: AccountCareProps) {
  return (
    <section className="card" aria-labelledby="care">
      <h2 id="care">遇到事情时</h2>
      <ul className="person-care">
        {account.state === 'locked' && <Unlock account={account} say={say} />}
        <Reset account={account} onReset={onReset} />
        {account.secondFactor && <TakeTelephone account={account} say={say} />}
        {(account.documentProven || account.phoneProven) && <ForgetIdentity account={account} say={say} />}
        <Stop account={account} say={say} />
      </ul>
    </section>
  );
}
