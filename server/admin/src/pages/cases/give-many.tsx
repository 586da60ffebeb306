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
  // How many were served, of those where it is few: told before they are given.
  const [few, setFew] = useState<ReadonlyMap<string, number>>(new Map());
  const warned = chosen.filter(({ id }) => few.has(id));
  const officers = useCaseOfficers(first.id, 'department');
  const assign = useAssignCases();
  const departments = new Set(chosen.map(({ institutionName }) => institutionName));
  const give = () => {
    if (!officer) return;
    assign.mutate(
      { officer, cases: chosen.map(({ id, version }) => ({ id, version, told: few.has(id) })) },
      {
        onSuccess: ({ items }) => {
          const found = items.flatMap(({ id, few: people }) =>
            people === null ? [] : [[id, people] as const],
          );
          if (found.length > 0) return setFew(new Map([...few, ...found]));
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
      {warned.length > 0 && (
        <div className="notice" data-tone="care" role="alert">
          <p>
            还没有交办。其中{warned.length}件那两周办过的人很少，这样交办，对方可能猜出是谁：
            {warned.map(({ id, number }) => `${number}（${few.get(id)}个人）`).join('、')}
            。可以先回访，问一问本人愿不愿意；定了照样可以交办，会留下记录。
          </p>
        </div>
      )}
      <span>选了{chosen.length}件，交给</span>
      <OfficerSelect
        aria-label="交给谁"
        className="case-officer"
        officers={officers}
        value={officer}
        onChange={setOfficer}
      />
      <Button type="primary" disabled={!officer} loading={assign.isPending} onClick={give}>
        {warned.length > 0 ? '照样交办' : '交办'}
      </Button>
      {assign.error && <ErrorNotice error={assign.error} />}
    </div>
  );
}
