import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { SystemSecret } from '@haochaping/shared/contracts';
import { useMay } from '../../api/session.js';
import { useSystem } from '../../api/systems.js';
import { formatInstantFull } from '../../format.js';
import { FactList } from '../../ui/facts.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { FactorFirst } from '../../ui/second-factor/factor-first.js';
import { ShownSecret } from './shown-secret.js';
import { SystemDeeds } from './system-deeds.js';
import { Days, Refusals } from './traffic.js';
import './systems.css';

/** One business system: who it is, what came from it by day, and what was refused, so that its maker can mend it. */
export function Component() {
  const { appKey = '' } = useParams();
  const { data, error, isPending, refetch } = useSystem(appKey);
  const mayManage = useMay('systems.manage');
  const [given, setGiven] = useState<SystemSecret | null>(null);
  const system = data?.system;
  return (
    <Page
      title={system?.name ?? '业务系统'}
      lead={<Link to="/systems">全部业务系统</Link>}
      actions={mayManage && system && <SystemDeeds system={system} onSecret={setGiven} />}
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {mayManage && <FactorFirst deed="改业务系统" />}
      {given && <ShownSecret given={given} onKept={() => setGiven(null)} />}
      {data && system && (
        <div className="system-parts">
          <section className="card" aria-label="登记">
            <FactList
              facts={[
                ['标识', system.appKey],
                ['怎么样', system.disabled ? '停用了，报来的都不收' : '在用'],
                [
                  '可以为谁报送',
                  system.institutions.length === 0
                    ? '全部机构'
                    : system.institutions.map(({ name }) => name).join('、'),
                ],
                ['登记', formatInstantFull(system.createdAt)],
                ['旧密钥认到', system.previousUntil && formatInstantFull(system.previousUntil)],
              ]}
            />
          </section>
          <Refusals refusals={data.traffic.refusals} />
          <Days days={data.traffic.days} />
        </div>
      )}
    </Page>
  );
}
