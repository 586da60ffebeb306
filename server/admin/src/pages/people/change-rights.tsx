import type { StaffAccountView } from '@haochaping/shared/contracts';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useDirectoryName } from '../../api/directory.js';
import { useChangeRights } from '../../api/staff-accounts.js';
import { ConfirmDialog } from '../../ui/confirm-button.js';
import { FormError } from '../../ui/form/form.js';
import { RIGHTS_FIELDS, RightsFields, rightsOf, type RightsDraft } from './rights-fields.js';
import { changesOf, needsTelephone, touchesRights } from './words.js';

function draftOf(account: StaffAccountView): RightsDraft {
  const { displayName, role, institutionCode, regionCodes, staffCode, offWindow } = account;
  return { displayName, role, institutionCode, regionCodes, staffCode, offWindow };
}

interface ChangeRightsProps {
  account: StaffAccountView;
  onDone: () => void;
  onGiveUp: () => void;
}

/** Changes what an account may do; what changes, and what follows, is read before it is done. */
export function ChangeRights({ account, onDone, onGiveUp }: ChangeRightsProps) {
  const [draft, setDraft] = useState(() => draftOf(account));
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const institution = useDirectoryName('institutions', draft.institutionCode);
  const change = useChangeRights(account.id, onDone);
  const rights = rightsOf(draft);
  const changes = rights ? changesOf(account, rights, institution?.label ?? rights.institutionCode) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    change.reset();
    if (changes.length > 0) setAsking(true);
  };
  return (
    <form className="form" onSubmit={submit} noValidate autoComplete="off">
      <RightsFields draft={draft} onChange={setDraft} tried={tried} error={change.error} />
      {!asking && <FormError error={change.error} fields={RIGHTS_FIELDS} />}
      {tried && rights && changes.length === 0 && <p role="status">和现在一样，还没有改动。</p>}
      <div className="form-actions">
        <Button type="primary" htmlType="submit">
          看看会改什么
        </Button>
        <Button onClick={onGiveUp}>先不</Button>
      </div>
      {rights && (
        <ConfirmDialog
          open={asking}
          onClose={() => setAsking(false)}
          title={`改${account.displayName}的账号？`}
          action="就这样改"
          deed={change}
          input={rights}
        >
          <ul className="person-changes" aria-label="会改什么">
            {changes.map(({ field, before, after }) => (
              <li key={field}>
                {field}：<del>{before}</del> 改为 <ins>{after}</ins>
              </li>
            ))}
          </ul>
          {touchesRights(account, rights) && (
            <p>本人现在的登录会马上结束，重新登录后按新的权限。没有保存的内容会丢。</p>
          )}
          {needsTelephone(rights.role) && !account.secondFactor && (
            <p>这个角色要手机验证码，本人下次登录时先设好。</p>
          )}
        </ConfirmDialog>
      )}
    </form>
  );
}
