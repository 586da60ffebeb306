import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { ImprovementView } from '@haochaping/shared/contracts';
import { IMPROVEMENT_STATE_NAMES, IMPROVEMENT_STATES } from '@haochaping/shared/domain/improvements';
import { useImprovements, useMoveImprovement } from '../../api/improvements.js';
import { dayOf, formatCount } from '../../format.js';
import { Events } from '../../ui/events.js';
import { WordsForm } from '../../ui/form/words-form.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { FilterBar } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import type { Filters } from '../../ui/table/use-filters.js';
import { DueDay } from './due-day.js';

const PAGE_SIZE = 10;
const AGAIN_DAYS = 7;
type Move = ImprovementView['moves'][number];

const WORDS: Readonly<Record<Move, { name: string; label: string; hint: string; field: string }>> = {
  answer: {
    name: '说明怎样改的',
    label: '怎样改的',
    hint: '写改了什么、从哪天起。交办的单位会看。',
    field: 'command.words',
  },
  accept: {
    name: '改好了',
    label: '改变了什么',
    hint: '提过这件事的人会看到：“您的意见改变了：……”。用一句大家听得懂的话。',
    field: 'command.changed',
  },
  send_back: { name: '再改', label: '还差什么', hint: '单位会看到全文。', field: 'command.words' },
};

function MoveForm({ task, move, onDone }: { task: ImprovementView; move: Move; onDone: () => void }) {
  const [dueDay, setDueDay] = useState(dayOf(new Date(), AGAIN_DAYS));
  const sent = useMoveImprovement(task.id);
  const { name, label, hint, field } = WORDS[move];
  const send = (words: string) => {
    if (move === 'send_back' && !dueDay) return;
    const said = words.trim();
    const command =
      move === 'accept'
        ? { type: move, changed: said }
        : move === 'answer'
          ? { type: move, words: said }
          : { type: move, words: said, dueDay };
    sent.mutate({ version: task.version, command }, { onSuccess: onDone });
  };
  return (
    <WordsForm
      className="form improvement-form"
      name={name}
      label={label}
      hint={hint}
      field={field}
      others={['command.dueDay']}
      action={name}
      deed={sent}
      onSend={send}
      onDone={onDone}
    >
      {(tried) =>
        move === 'send_back' && (
          <DueDay
            label="新的期限"
            field="command.dueDay"
            value={dueDay}
            onChange={setDueDay}
            tried={tried}
            error={sent.error}
          />
        )
      }
    </WordsForm>
  );
}

function OneTask({ task }: { task: ImprovementView }) {
  const [move, setMove] = useState<Move | null>(null);
  const { number, itemName, reason, institutionName, months, ratings, stateName, dueDay, late } = task;
  return (
    <li className="card improvement-task">
      <p>
        <strong>{itemName}</strong>
        <span className="improvement-aside">{reason}</span>
      </p>
      <p className="improvement-aside">
        {institutionName} · {number} · 看的是{months}
        {ratings !== null && `，${formatCount(ratings)} 条评价`}
      </p>
      <p data-tone={late ? 'bad' : undefined} className="improvement-state">
        {late ? '! 超期了，' : ''}
        {stateName}，最晚 {dueDay}
      </p>
      <Events events={task.events} />
      {move ? (
        <MoveForm task={task} move={move} onDone={() => setMove(null)} />
      ) : (
        <div className="form-actions">
          {task.moves.map((one) => (
            <Button key={one} onClick={() => setMove(one)}>
              {WORDS[one].name}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

/** What units were told to put right; a department sees its own. */
export function TaskList({ filters }: { filters: Filters<'state'> }) {
  const { state } = filters.values;
  const { data, error, isPending, refetch } = useImprovements(state, filters.page, PAGE_SIZE);
  return (
    <>
      <FilterBar>
        <Segmented
          aria-label="办到哪一步"
          value={state ?? ''}
          options={[
            { value: '', label: '全部' },
            ...IMPROVEMENT_STATES.map((one) => ({
              value: one,
              label: IMPROVEMENT_STATE_NAMES[one],
            })),
          ]}
          onChange={(value) => filters.set({ state: value || undefined })}
        />
      </FilterBar>
      {isPending && <LoadingRows rows={3} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice>没有。</EmptyNotice>}
      <ul className="improvement-tasks">
        {data?.items.map((task) => (
          <OneTask key={`${task.id}${task.version}`} task={task} />
        ))}
      </ul>
      {data && data.total > PAGE_SIZE && (
        <Pager page={filters.page} pageSize={PAGE_SIZE} total={data.total} onChange={filters.goTo} />
      )}
    </>
  );
}
