import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { CoercionReport } from '@haochaping/shared/contracts';
import {
  COERCION_STATE_NAMES,
  COERCION_STATES,
  type CoercionState,
} from '@haochaping/shared/domain/coercion';
import { useCoercionReports, useMoveCoercionReport } from '../../api/coercion.js';
import { formatCounted, formatInstantFull } from '../../format.js';
import { Field, FormError } from '../../ui/form/form.js';
import { WordsForm } from '../../ui/form/words-form.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Pager } from '../../ui/table/pager.js';

const PAGE_SIZE = 20;
const EMPTY: Readonly<Record<CoercionState, string>> = {
  new: '没有新收到的反映。',
  looking: '没有正在查的反映。',
  concluded: '还没有有结论的反映。',
};

/** What was found, in words: the one who reported reads them. */
function Conclude({ report: { id, version } }: { report: CoercionReport }) {
  const [found, setFound] = useState<'upheld' | 'not_upheld'>();
  const move = useMoveCoercionReport(id);
  return (
    <WordsForm
      name="写结论"
      label="查的结果"
      hint="反映的人会看到全文：查到了什么，怎样处理，以后怎样保护他。"
      field="command.conclusion"
      action="写结论，告诉反映的人"
      deed={move}
      onSend={(conclusion) => {
        if (!found) return;
        const upheld = found === 'upheld';
        move.mutate({ version, command: { type: 'conclude', upheld, conclusion } });
      }}
    >
      {(tried) => (
        <Field label="查实没有" fault={tried && !found ? '请选查实了，还是没有查实' : undefined}>
          {(wiring) => (
            <Segmented
              {...wiring}
              aria-label="查实没有"
              value={found ?? ''}
              options={[
                { value: 'upheld', label: '查实了' },
                { value: 'not_upheld', label: '没有查实' },
              ]}
              onChange={(value) => setFound(value as typeof found)}
            />
          )}
        </Field>
      )}
    </WordsForm>
  );
}

function Look({ report: { id, version } }: { report: CoercionReport }) {
  const move = useMoveCoercionReport(id);
  return (
    <>
      <FormError error={move.error} fields={[]} />
      <Button
        type="primary"
        loading={move.isPending}
        onClick={() => move.mutate({ version, command: { type: 'look' } })}
      >
        开始查
      </Button>
    </>
  );
}

function OneReport({ report }: { report: CoercionReport }) {
  const { at, text, about, steps, moves, stateName } = report;
  return (
    <li className="card oversight-coercion">
      <p>
        <strong>{about.title}</strong>
        <span className="oversight-aside">
          {about.place} · 回执 {about.number}
        </span>
      </p>
      <blockquote className="said">{text}</blockquote>
      <p className="oversight-aside">
        {formatInstantFull(at)} 反映 · {stateName}
      </p>
      {steps.map((step) => (
        <div key={step.at}>
          <p className="oversight-aside">
            {formatInstantFull(step.at)} {step.by}：{step.what}
          </p>
          {step.words && <blockquote className="said">{step.words}</blockquote>}
        </div>
      ))}
      {moves.some(({ type }) => type === 'look') && <Look report={report} />}
      {moves.some(({ type }) => type === 'conclude') && <Conclude report={report} />}
    </li>
  );
}

/** Reports of coercion and retaliation: the efficiency office alone sees this part of the page. */
export function CoercionReports() {
  const [state, setState] = useState<CoercionState>('new');
  const [page, setPage] = useState(1);
  const { data, error, isPending, refetch } = useCoercionReports(state, page, PAGE_SIZE);
  const label = (one: CoercionState) =>
    data?.counts[one]
      ? `${COERCION_STATE_NAMES[one]} ${formatCounted(data.counts[one])}`
      : COERCION_STATE_NAMES[one];
  return (
    <section aria-labelledby="coercion">
      <h2 id="coercion">强迫、报复的反映</h2>
      <p className="oversight-aside">
        办事人直接送到效能办的，中心、部门和窗口都看不到。请不要转给被反映的单位。
      </p>
      <Segmented
        className="oversight-lists"
        aria-label="哪些反映"
        value={state}
        options={COERCION_STATES.map((one) => ({ value: one, label: label(one) }))}
        onChange={(one) => {
          setState(one);
          setPage(1);
        }}
      />
      {isPending && <LoadingRows rows={3} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice>{EMPTY[state]}</EmptyNotice>}
      <ul className="oversight-reports">
        {data?.items.map((report) => (
          <OneReport key={report.id} report={report} />
        ))}
      </ul>
      {data && data.total > PAGE_SIZE && (
        <Pager page={page} pageSize={PAGE_SIZE} total={data.total} onChange={setPage} />
      )}
    </section>
  );
}
