import { Select } from 'antd';
import { useId, useState } from 'react';
import type { AnswersRow, QuestionnaireDetail } from '@haochaping/shared/contracts';
import { answersTable, useAnswers } from '../../api/questionnaires.js';
import { formatInstant } from '../../format.js';
import { EmptyNotice, ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { SaveList } from '../../ui/save-list.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { FilterBar, Labelled } from '../../ui/table/filter-bar.js';
import { Pager } from '../../ui/table/pager.js';
import { TitleLink } from './title-link.js';

const PAGE_SIZE = 20;

const COLUMNS: Column<AnswersRow>[] = [
  { key: 'at', title: '什么时候', width: '120px', render: ({ at }) => formatInstant(at) },
  { key: 'level', title: '等级', width: '100px', render: ({ levelName }) => levelName },
  { key: 'title', title: '评的什么', width: '26%', render: (row) => <TitleLink {...row} /> },
  {
    key: 'answers',
    title: '回答',
    render: ({ answers }) => (
      <ul className="plain">
        {answers.map(({ question, lines }) => (
          <li key={question}>
            <span className="aside">{question}</span> {lines.join('；')}
          </li>
        ))}
      </ul>
    ),
  },
  {
    key: 'version',
    title: '第几版',
    width: '72px',
    from: 'medium',
    render: ({ versionNumber }) => `第${versionNumber}版`,
  },
];

/** What was answered, to all versions or to one; each with the version it belongs to. */
export function Answers({ questionnaire: { id, versions } }: { questionnaire: QuestionnaireDetail }) {
  const [version, setVersion] = useState('');
  const [page, setPage] = useState(1);
  const label = useId();
  const { data, error, isPending, isPlaceholderData, refetch } = useAnswers(
    id,
    version || undefined,
    page,
    PAGE_SIZE,
  );
  return (
    <>
      <FilterBar>
        <Labelled id={label} label="哪一版">
          <Select
            id={label}
            value={version}
            options={[
              { value: '', label: '所有的版' },
              ...versions.map((one) => ({ value: one.id, label: `第${one.number}版` })),
            ]}
            onChange={(next: string) => {
              setVersion(next);
              setPage(1);
            }}
          />
        </Labelled>
        <SaveList
          path={answersTable(id)}
          query={{ version: version || undefined }}
          name="问卷的回答"
          total={data?.total}
        />
      </FilterBar>
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice>还没有人答。</EmptyNotice>}
      {data && data.items.length > 0 && (
        <>
          <DataTable
            caption="问卷的回答"
            columns={COLUMNS}
            rows={data.items}
            rowId={({ ratingId, at }) => `${ratingId} ${at}`}
            busy={isPlaceholderData}
            wraps
          />
          <Pager page={page} pageSize={PAGE_SIZE} total={data.total} onChange={setPage} />
        </>
      )}
    </>
  );
}
