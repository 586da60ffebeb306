import { Checkbox, Input } from 'antd';
import { ALL_INSTITUTIONS } from '@haochaping/shared/contracts';
import { Field, faultOf } from '../../ui/form/form.js';
import { InstitutionsSelect, type NamedInstitution } from '../../ui/form/institutions-select.js';

/** What is told of a system besides its key. */
export interface SystemDraft {
  name: string;
  institutions: NamedInstitution[];
  all: boolean;
}

/** The draft as it is sent; undefined as long as something is missing. */
export function told({ name, institutions, all }: SystemDraft) {
  const institutionCodes = all ? [ALL_INSTITUTIONS] : institutions.map(({ code }) => code);
  return name.trim() && institutionCodes.length > 0 ? { name: name.trim(), institutionCodes } : undefined;
}

interface FieldsProps {
  draft: SystemDraft;
  onChange: (draft: SystemDraft) => void;
  tried: boolean;
  error: Error | null;
}

/** The name of a system, and for which institutions it may report. */
export function SystemFields({ draft, onChange, tried, error }: FieldsProps) {
  const { name, institutions, all } = draft;
  return (
    <>
      <Field label="系统的名称" fault={tried && !name.trim() ? '请填写名称' : faultOf(error, 'name')}>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={50}
            value={name}
            onChange={({ target }) => onChange({ ...draft, name: target.value })}
          />
        )}
      </Field>
      <Checkbox checked={all} onChange={({ target }) => onChange({ ...draft, all: target.checked })}>
        可以为全部机构报送（如全市共用的审批系统）
      </Checkbox>
      {!all && (
        <Field
          label="可以为哪些机构报送"
          hint="替别的机构报来的一概不收"
          fault={tried && institutions.length === 0 ? '请至少选一个机构' : faultOf(error, 'institutionCodes')}
        >
          {(wiring) => (
            <InstitutionsSelect
              wiring={wiring}
              chosen={institutions}
              onChange={(next) => onChange({ ...draft, institutions: next })}
            />
          )}
        </Field>
      )}
    </>
  );
}
