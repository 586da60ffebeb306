import { Button } from 'antd';
import { useState } from 'react';
import type { MyAccount } from '@haochaping/shared/contracts';
import { formatInstantFull } from '../../format.js';
import { Mark } from '../../ui/marks.js';
import { DocumentForm } from './document-form.js';
import { PhoneForm } from './phone-form.js';

const WHY =
  '登记之后，系统认得出您本人：不会收下您对自己单位服务的评价，谁也说不了评价是自己刷的；' +
  '看评价人联系方式要两个人的，也才知道确实是两个人。只存加密后的指纹，存下就没人看得到号码，这里也不显示。';

function Proven({ name, since }: { name: string; since: string | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Mark tone={since ? 'good' : 'quiet'} sign={since ? '✓' : '–'}>
          {since ? `已登记，${formatInstantFull(since)}核对的` : '还没有登记'}
        </Mark>
      </dd>
    </div>
  );
}

/** One's own document and telephone, proven and kept as keyed hashes alone, so that nobody rates their own service. FA-2.2.1-i */
export function IdentitySection({ me: { displayName, documentSince, phoneSince } }: { me: MyAccount }) {
  const [open, setOpen] = useState<'document' | 'phone' | null>(null);
  const close = () => setOpen(null);
  return (
    <section className="card" aria-labelledby="identity">
      <h2 id="identity">登记本人身份</h2>
      <p className="me-aside">{WHY}</p>
      <dl className="facts">
        <Proven name="证件" since={documentSince} />
        <Proven name="手机" since={phoneSince} />
      </dl>
      {open === 'document' && <DocumentForm displayName={displayName} onDone={close} />}
      {open === 'phone' && <PhoneForm onDone={close} />}
      {open === null && !(documentSince && phoneSince) && (
        <div className="form-actions">
          {!documentSince && <Button onClick={() => setOpen('document')}>登记证件</Button>}
          {!phoneSince && <Button onClick={() => setOpen('phone')}>登记手机</Button>}
        </div>
      )}
      {(documentSince ?? phoneSince) && (
        <p className="me-aside">登记好的自己改不了。证件或手机换了，请安全管理员先清除，再来登记新的。</p>
      )}
    </section>
  );
}
