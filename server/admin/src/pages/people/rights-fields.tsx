import type { StaffRightsInput } from '@haochaping/shared/contracts';
import { HANDLING_ROLES } from '@haochaping/shared/domain/rating/rated-side';
import {
  CITY_CODE,
  STAFF_ROLE_NAMES,
  STAFF_ROLES,
  type StaffRole,
} from '@haochaping/shared/domain/people/staff';
import { Checkbox, Input, Select } from 'antd';
import { useDirectoryName } from '../../api/directory.js';
import { useSession } from '../../api/session.js';
import { DirectorySelect } from '../../ui/form/directory-select.js';
import { Field, faultOf } from '../../ui/form/form.js';
import { RegionChoice } from './region-choice.js';
import { regionsLeft, regionsToGive } from './regions.js';
import { needsTelephone, ROLE_WORDS } from './words.js';

/** Rights while they are being filled in. */
export type RightsDraft = Omit<StaffRightsInput, 'role' | 'institutionCode'> & {
  role: StaffRole | undefined;
  institutionCode: string | null;
};

export const RIGHTS_FIELDS = ['displayName', 'role', 'institutionCode', 'regionCodes', 'staffCode'] as const;
const leads = (role: StaffRole): boolean => HANDLING_ROLES.includes(role);
const ROLES = STAFF_ROLES.map((value) => ({ value, label: STAFF_ROLE_NAMES[value] }));

/** What is missing, field by field. */
export function rightsGaps(draft: RightsDraft): Partial<Record<(typeof RIGHTS_FIELDS)[number], string>> {
  const { displayName, role, institutionCode, regionCodes } = draft;
  return {
    ...(displayName.trim() ? {} : { displayName: '请填写姓名或称呼' }),
    ...(role ? {} : { role: '请选一个角色' }),
    ...(institutionCode ? {} : { institutionCode: '请选一个单位' }),
    ...(role && institutionCode && regionCodes.length === 0 ? { regionCodes: '请选管辖范围' } : {}),
  };
}

/** The rights to send; undefined while something is missing. */
export function rightsOf(draft: RightsDraft): StaffRightsInput | undefined {
  const { role, institutionCode } = draft;
  if (!role || !institutionCode || Object.keys(rightsGaps(draft)).length > 0) return undefined;
  return { ...draft, displayName: draft.displayName.trim(), role, institutionCode };
}

interface RightsFieldsProps {
  draft: RightsDraft;
  onChange: (draft: RightsDraft) => void;
  /** The form was sent once: what is missing is said from now on. */
  tried: boolean;
  error: Error | null;
}

/** Who somebody is and what they may do: role, institution, regions, and the person in the directory. */
export function RightsFields({ draft, onChange, tried, error }: RightsFieldsProps) {
  const { regionCodes: held } = useSession();
  const { role, institutionCode, regionCodes } = draft;
  const seat = useDirectoryName('institutions', institutionCode)?.regionCode;
  const choices = role && seat ? regionsToGive(role, seat, held) : undefined;
  const gaps = tried ? rightsGaps(draft) : {};
  const faultAt = (field: (typeof RIGHTS_FIELDS)[number]) => gaps[field] ?? faultOf(error, field);
  // Regions that the new role or place cannot have fall away by themselves.
  const place = (next: Partial<RightsDraft>, region = seat) => {
    const moved = { ...draft, ...next };
    const fit = moved.role && region ? regionsToGive(moved.role, region, held) : [];
    onChange(region ? { ...moved, regionCodes: regionsLeft(regionCodes, fit, region) } : moved);
  };
  return (
    <>
      <Field label="姓名或称呼" fault={faultAt('displayName')}>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={50}
            value={draft.displayName}
            onChange={({ target }) => onChange({ ...draft, displayName: target.value })}
          />
        )}
      </Field>
      <Field
        label="角色"
        hint={role && `${ROLE_WORDS[role]}${needsTelephone(role) ? '登录要手机验证码。' : ''}`}
        fault={faultAt('role')}
      >
        {(wiring) => (
          <Select
            {...wiring}
            {...(role ? { value: role } : {})}
            options={ROLES}
            placeholder="请选"
            onChange={(next: StaffRole) => place({ role: next })}
          />
        )}
      </Field>
      <Field label="单位" fault={faultAt('institutionCode')}>
        {(wiring) => (
          <DirectorySelect
            {...wiring}
            kind="institutions"
            value={institutionCode}
            within={held.length === 1 && held[0] && held[0] !== CITY_CODE ? { regionCode: held[0] } : {}}
            onChange={(code, found) => place({ institutionCode: code, staffCode: null }, found?.regionCode)}
          />
        )}
      </Field>
      {choices && (
        <RegionChoice
          choices={choices}
          value={regionCodes}
          onChange={(codes) => onChange({ ...draft, regionCodes: codes })}
          fault={faultAt('regionCodes')}
        />
      )}
      {institutionCode && (
        <Field
          label="目录里的这个人（工号）"
          hint="可以不选。选了，本人不能评的只是自己办的事；不选，本单位的都不能评。"
          fault={faultAt('staffCode')}
        >
          {(wiring) => (
            <DirectorySelect
              {...wiring}
              kind="staff"
              within={{ institutionCode }}
              none="不选"
              value={draft.staffCode}
              onChange={(staffCode) => onChange({ ...draft, staffCode })}
            />
          )}
        </Field>
      )}
      {role && leads(role) && draft.staffCode === null && (
        <Field
          label="不在窗口服务"
          hint="要查看评价人的联系方式，先得知道评的不是本人：在窗口服务的，上面选工号；不在窗口服务的，勾这里。"
        >
          {(wiring) => (
            <Checkbox
              {...wiring}
              checked={draft.offWindow}
              onChange={({ target }) => onChange({ ...draft, offWindow: target.checked })}
            >
              本人不在窗口服务
            </Checkbox>
          )}
        </Field>
      )}
    </>
  );
}
