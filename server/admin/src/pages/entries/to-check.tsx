import { Button } from 'antd';
import { useState } from 'react';
import type { FormToCheck } from '@haochaping/shared/contracts';
import { filesOfForm, useCheckForm, useFormsToCheck } from '../../api/entries.js';
import { formatInstant } from '../../format.js';
import { FileList } from '../../ui/files/file-list.js';
import { FactList } from '../../ui/facts.js';
import { Field, faultOf, FormError } from '../../ui/form/form.js';
import { WordsInput } from '../../ui/form/words-field.js';
import { LevelMark } from '../../ui/marks.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Pager } from '../../ui/table/pager.js';

export const CHECKS_A_PAGE = 10;

/** One form: what was entered, its photo, and whether they agree. */
function Check({ form }: { form: FormToCheck }) {
  const check = useCheckForm(form.number);
  const [wrong, setWrong] = useState(false);
  const [note, setNote] = useState('');
  const { number, title, place, ratedOn, level, levelName, options, text, enteredBy, enteredAt, photos } =
    form;
  return (
    <li className="card entry-form" aria-label={number}>
      <p className="entry-place">
        <LevelMark level={level} name={levelName} size={28} />
      </p>
      <FactList
        facts={[
          ['编号', number],
          ['评了哪里', `${title}，${place}`],
          ['哪天评的', ratedOn],
          ['勾的原因', options.join('；') || '没有勾'],
          ['写的话', text || '没有写'],
          ['录入', `${enteredBy}，${formatInstant(enteredAt)}`],
        ]}
      />
      <FileList path={filesOfForm(number)} files={photos} />
      {wrong && (
        <Field
          label="哪里不一样"
          hint="评价不改；录错了会算进督查的数字。"
          fault={faultOf(check.error, 'note')}
        >
          {(wiring) => <WordsInput wiring={wiring} value={note} onChange={setNote} />}
        </Field>
      )}
      <FormError error={check.error} fields={['note']} />
      <div className="entry-deeds">
        {!wrong && (
          <Button
            type="primary"
            loading={check.isPending}
            onClick={() => check.mutate({ verdict: 'same', note: '' })}
          >
            和原表一样
          </Button>
        )}
        <Button
          danger={wrong}
          loading={wrong && check.isPending}
          onClick={() => (wrong ? check.mutate({ verdict: 'wrong', note }) : setWrong(true))}
        >
          {wrong ? '记下：录得不对' : '不一样'}
        </Button>
        {wrong && <Button onClick={() => setWrong(false)}>不是</Button>}
      </div>
    </li>
  );
}

/** One in ten of what was entered, compared with the photo by somebody else. */
export function ToCheck({ page, onPage }: { page: number; onPage: (page: number) => void }) {
  const { data, error, isPending, refetch } = useFormsToCheck(page, CHECKS_A_PAGE);
  return (
    <>
      <p className="aside">
        系统从录入的里面抽十分之一，请另一个人打开照片，对照着看一遍。自己录的不在这里。
      </p>
      {isPending && <LoadingRows rows={3} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice>没有等您复核的评价表。</EmptyNotice>}
      {data && data.items.length > 0 && (
        <>
          <ul className="entry-checks">
            {data.items.map((form) => (
              <Check key={form.number} form={form} />
            ))}
          </ul>
          <Pager page={page} pageSize={CHECKS_A_PAGE} total={data.total} onChange={onPage} />
        </>
      )}
    </>
  );
}
