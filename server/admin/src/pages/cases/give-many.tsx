import { Button } from 'antd';
import { useState } from 'react';
import type { CaseRow } from '@haochaping/shared/contracts';
import { useAssignCases, useCaseOfficers } from '../../api/cases.js';
import { OfficerSelect } from '../../ui/form/officer-select.js';
import { ErrorNotice } from '../../ui/notices.js';

interface GiveManyProps {
  /** The chosen ones, all of one department. */
  chosen: readonly [CaseRow, ...CaseRow[]];
  onDone: (message: string) => void;
}

/** Gives the chosen cases to one officer of their department. */
export function GiveMany({ chosen, onDone }: GiveManyProps) {
  const [first] = chosen;
  const [officer, setOfficer] = useState('');
  const officers = useCaseOfficers(first.id, 'department');
  const assign = useAssignCases();
  const departments = new Set(chosen.map(({ institutionName }) => institutionName));
  const give = () => {
    if (!officer) return;
    assign.mutate(
      { officer, cases: chosen.map(({ id, version }) => ({ id, version })) },
      {
        onSuccess: ({ items }) => {
          const failed = items.filter(({ done }) => !done);
          const reasons = [...new Set(failed.map(({ message }) => message))].join('；');
          const done = `交办了${items.length - failed.length}件。`;
          onDone(failed.length > 0 ? `${done}${failed.length}件没有交办：${reasons}` : done);
        },
      },
    );
  };
  if (departments.size > 1)
    return (
      <p className="aside case-many" role="status">
        选了{chosen.length}件，承办部门不一样，请选同一个部门的一起交办。
      </p>
    );
  return (
    <div className="case-deeds case-many" role="group" aria-label="一起交办">
      <span>选了{chosen.length}件，交给</span>
      <OfficerSelect
        aria-label="交给谁"
        className="case-officer"
        officers={officers}
        value={officer}
        onChange={setOfficer}
      />
      <Button type="primary" disabled={!officer} loading={assign.isPending} onClick={give}>
        交办
      </Button>
      {assign.error && <ErrorNotice error={assign.error} />}
    </div>
  );
}
