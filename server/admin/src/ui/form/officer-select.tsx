import type { UseQueryResult } from '@tanstack/react-query';
import { Select } from 'antd';
import type { CaseOfficers } from '@haochaping/shared/contracts';
import type { Wiring } from './form.js';

interface OfficerSelectProps extends Partial<Wiring> {
  /** Those to choose from, as far as they are known. */
  officers: Pick<UseQueryResult<CaseOfficers>, 'data' | 'isPending'>;
  /** The account; empty while none is chosen. */
  value: string;
  onChange: (id: string) => void;
  placeholder?: string;
  /** What is said where there is nobody. */
  nobody?: string;
  'aria-label'?: string;
  className?: string;
}

type Officer = CaseOfficers['items'][number];

/** Nobody is refused for being on leave; whoever chooses is to know it. */
const labelOf = ({ displayName, deputyName }: Officer) =>
  deputyName === null ? displayName : `${displayName}，请假中（代办人：${deputyName}）`;

/** One of the accounts that may handle a case. */
export function OfficerSelect({
  officers: { data, isPending },
  value,
  placeholder = '选一个人',
  nobody = '还没有能经办的账号，请安全管理员建立',
  ...control
}: OfficerSelectProps) {
  return (
    <Select
      {...control}
      value={value || null}
      loading={isPending}
      placeholder={placeholder}
      notFoundContent={nobody}
      popupMatchSelectWidth={false}
      options={data?.items.map((one) => ({ value: one.id, label: labelOf(one) })) ?? []}
    />
  );
}
