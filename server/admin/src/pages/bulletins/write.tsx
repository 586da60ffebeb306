import { Button, Radio } from 'antd';
import { useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import {
  BULLETIN_AUDIENCE_NAMES,
  BULLETIN_AUDIENCES,
  type BulletinAudience,
} from '@haochaping/shared/domain/bulletins';
import { useWriteBulletin } from '../../api/bulletins.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';
import { InstitutionsSelect, type NamedInstitution } from '../../ui/form/institutions-select.js';
import { EmptyNotice } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { isWritten, WrittenFields } from './fields.js';
import './bulletins.css';

const FIELDS = ['title', 'facts', 'handling', 'units', 'audience'];

function WriteForm({ caseId }: { caseId: string }) {
  const navigate = useNavigate();
  const [audience, setAudience] = useState<BulletinAudience>('units');
  const [units, setUnits] = useState<NamedInstitution[]>([]);
  const [written, setWritten] = useState({ title: '', facts: '', handling: '' });
  const [tried, setTried] = useState(false);
  const write = useWriteBulletin();
  const lacksUnits = audience === 'units' && units.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWritten(written) || lacksUnits) return;
    const codes = audience === 'units' ? units.map(({ code }) => code) : [];
    write.mutate(
      { caseId, audience, units: codes, ...written },
      { onSuccess: ({ id }) => void navigate(`/bulletins/${id}`, { replace: true }) },
    );
  };
  return (
    <form className="card form bulletin-form" aria-label="写通报" onSubmit={submit} noValidate>
      <Field label="给谁看" fault={faultOf(write.error, 'audience')}>
        {(wiring) => (
          <Radio.Group
            {...wiring}
            value={audience}
            options={BULLETIN_AUDIENCES.map((value) => ({ value, label: BULLETIN_AUDIENCE_NAMES[value] }))}
            onChange={({ target }) => setAudience(target.value as BulletinAudience)}
          />
        )}
      </Field>
      {audience === 'units' && (
        <Field
          label="发给哪些单位"
          hint="他们打开就有回执。"
          fault={tried && lacksUnits ? '请至少选一个单位' : faultOf(write.error, 'units')}
        >
          {(wiring) => <InstitutionsSelect wiring={wiring} chosen={units} onChange={setUnits} />}
        </Field>
      )}
      <WrittenFields written={written} onChange={setWritten} tried={tried} error={write.error} />
      <FormError error={write.error} fields={FIELDS} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          写好了，请同事看
        </Button>
        <Button onClick={() => void navigate(`/cases/${caseId}`)}>先不</Button>
      </div>
    </form>
  );
}

/** A bulletin of one case. */
export function Component() {
  const [params] = useSearchParams();
  const caseId = params.get('case');
  return (
    <Page title="写通报" lead="让别的单位引以为戒，或者让大家看到怎样处理的。同事看过才会发出。">
      {caseId ? <WriteForm caseId={caseId} /> : <EmptyNotice>请从一件差评的页面上点“写通报”。</EmptyNotice>}
    </Page>
  );
}
