import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { StaffAccountView } from '@haochaping/shared/contracts';
import { formatInstantFull } from '../../format.js';
import { StandingMark } from './standing.js';

/** Facts of an account in the order in which one asks for them. */
function factsOf(account: StaffAccountView): [string, ReactNode][] {
  const { lockedUntil, lastSignInAt, createdAt, staffCode, offWindow, secondFactor } = account;
  const proven = [account.documentProven && '证件', account.phoneProven && '手机'].filter(
    (one) => one !== false,
  );
  return [
    ['状态', <StandingMark key="state" account={account} />],
    ...(lockedUntil ? [['锁到', formatInstantFull(lockedUntil)] as [string, ReactNode]] : []),
    ['角色', account.roleName],
    ['单位', account.institutionName],
    ['管辖范围', account.regionNames.join('、')],
    ['工号', staffCode ?? (offWindow ? '没有，不在窗口服务' : '没有写')],
    ['手机验证码', secondFactor ? '设好了' : '没有设'],
    ['本人身份', proven.length > 0 ? `${proven.join('、')}核对登记过` : '还没有核对登记'],
    ['最近登录', lastSignInAt ? formatInstantFull(lastSignInAt) : '还没有登录过'],
    ['建立', createdAt ? formatInstantFull(createdAt) : '—'],
  ];
}

interface AccountFactsProps {
  account: StaffAccountView;
  /** Absent on one's own account. */
  onChange: (() => void) | undefined;
}

/** What an account may do and how it stands, as it is now. */
export function AccountFacts({ account, onChange }: AccountFactsProps) {
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">现在的权限和状态</h2>
      <dl className="facts">
        {factsOf(account).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {onChange && (
        <Button className="person-change" onClick={onChange}>
          改权限
        </Button>
      )}
    </section>
  );
}
