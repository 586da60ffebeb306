import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { useCreateAccount } from '../../api/staff-accounts.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';
import { Page } from '../../ui/page.js';
import { FactorFirst } from '../../ui/second-factor/factor-first.js';
import { FirstPassword } from './first-password.js';
import { RIGHTS_FIELDS, RightsFields, rightsOf, type RightsDraft } from './rights-fields.js';
import './people.css';

const EMPTY: RightsDraft = {
  displayName: '',
  role: undefined,
  institutionCode: null,
  regionCodes: [],
  staffCode: null,
  offWindow: false,
};
const FIELDS = ['username', ...RIGHTS_FIELDS] as const;

function NewAccountForm({ create }: { create: ReturnType<typeof useCreateAccount> }) {
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const [draft, setDraft] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const rights = rightsOf(draft);
    if (rights && username.trim()) create.mutate({ username: username.trim(), ...rights });
  };
  const missing = tried && !username.trim() ? '请填写账号' : undefined;
  return (
    <form className="card form person-form" onSubmit={submit} noValidate autoComplete="off">
      <Field
        label="账号"
        hint="登录时用，定了不能改。小写字母开头，3到32位，可以有数字、点和短横线"
        fault={missing ?? faultOf(create.error, 'username')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            autoCapitalize="none"
            maxLength={32}
            value={username}
            onChange={({ target }) => setUsername(target.value)}
          />
        )}
      </Field>
      <RightsFields draft={draft} onChange={setDraft} tried={tried} error={create.error} />
      <FormError error={create.error} fields={FIELDS} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          建立账号
        </Button>
        <Button onClick={() => void navigate('/people')}>先不</Button>
      </div>
    </form>
  );
}

/** A new account: who it is for and what it may do; then the first password, shown once. */
export function Component() {
  const navigate = useNavigate();
  const create = useCreateAccount();
  const made = create.data;
  return (
    <Page title="新建账号" lead="一人一个账号，不要几个人合用：谁做的事要说得清。">
      {made ? (
        <FirstPassword given={made} onKept={() => void navigate(`/people/${made.account.id}`)} />
      ) : (
        <>
          <FactorFirst deed="改账号" />
          <NewAccountForm create={create} />
        </>
      )}
    </Page>
  );
}
