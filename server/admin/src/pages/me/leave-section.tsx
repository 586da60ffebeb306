import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import type { MyLeave } from '@haochaping/shared/contracts';
import { useComeBack, useDeputies, useGoOnLeave, useMyLeave } from '../../api/leave.js';
import { formatToldAt } from '../../format.js';
import { DayInput } from '../../ui/form/day-input.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';
import { OfficerSelect } from '../../ui/form/officer-select.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';

const FIELDS = ['until', 'deputy'] as const;

function GoOnLeave() {
  const [until, setUntil] = useState('');
  const [deputy, setDeputy] = useState('');
  const [tried, setTried] = useState(false);
  const deputies = useDeputies();
  const go = useGoOnLeave();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (until && deputy) go.mutate({ until, deputy });
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Field
        label="请到哪天（含这一天）"
        fault={tried && !until ? '请选最后一天' : faultOf(go.error, 'until')}
      >
        {(wiring) => <DayInput {...wiring} value={until} first={0} onChange={setUntil} />}
      </Field>
      <Field
        label="由谁代办"
        hint="同单位、同岗位的同事。"
        fault={tried && !deputy ? '请选一位同事' : faultOf(go.error, 'deputy')}
      >
        {(wiring) => (
          <OfficerSelect
            {...wiring}
            officers={deputies}
            value={deputy}
            placeholder="选一位同事"
            nobody="单位里没有别的能经办的账号，请安全管理员建立"
            onChange={setDeputy}
          />
        )}
      </Field>
      <FormError error={go.error} fields={FIELDS} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={go.isPending}>
          从现在起请假
        </Button>
      </div>
    </form>
  );
}

function Away({ leave }: { leave: NonNullable<MyLeave['leave']> }) {
  const back = useComeBack();
  return (
    <>
      <p className="notice" data-tone="care" role="status">
        请假到{formatToldAt(leave.until)}，您手上的差评和投诉由{leave.deputyName}代办，新的不分给您。
      </p>
      {back.error && <ErrorNotice error={back.error} />}
      <div className="form-actions">
        <Button onClick={() => back.mutate(undefined)} loading={back.isPending}>
          我回来了
        </Button>
      </div>
    </>
  );
}

/** On leave: the open cases go to a colleague, new ones come to others. */
export function LeaveSection() {
  const { data, error, isPending, refetch } = useMyLeave();
  return (
    <section className="card" aria-labelledby="leave">
      <h2 id="leave">请假</h2>
      <p className="me-aside">
        请假时，您手上的差评和投诉交给同事代办；回来以后，新的又会分给您，交出去的由同事办完。
      </p>
      {isPending && <LoadingRows rows={2} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (data.leave ? <Away leave={data.leave} /> : <GoOnLeave />)}
    </section>
  );
}
