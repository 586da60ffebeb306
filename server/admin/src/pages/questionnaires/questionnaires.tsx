import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { QuestionnaireRow } from '@haochaping/shared/contracts';
import { QUESTIONNAIRE_STATE_NAMES } from '@haochaping/shared/domain/questionnaires/lifecycle';
import { useQuestionnaires } from '../../api/questionnaires.js';
import { useMay } from '../../api/session.js';
import { formatInstant } from '../../format.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { DataTable, type Column } from '../../ui/table/data-table.js';
import { NewQuestionnaire } from './new-questionnaire.js';
import './questionnaires.css';

const COLUMNS: Column<QuestionnaireRow>[] = [
  {
    key: 'title',
    title: '问卷',
    render: ({ id, title }) => (
      <Link to={`/questionnaires/${id}`} data-row-link>
        {title}
      </Link>
    ),
  },
  { key: 'scope', title: '用在哪里', width: '34%', render: ({ scopeName }) => scopeName },
  { key: 'state', title: '状态', width: '110px', render: ({ state }) => QUESTIONNAIRE_STATE_NAMES[state] },
  {
    key: 'version',
    title: '第几版',
    width: '80px',
    render: ({ version }) => (version === null ? '—' : `第${version}版`),
  },
  { key: 'questions', title: '几问', width: '70px', align: 'end', render: ({ questions }) => questions },
  {
    key: 'from',
    title: '从什么时候起',
    width: '130px',
    from: 'medium',
    render: ({ from }) => (from ? formatInstant(from) : '—'),
  },
];

/** Every questionnaire: what it is for, and where it stands. */
export function Component() {
  const mayMake = useMay('questionnaires.edit');
  const [making, setMaking] = useState(false);
  const { data, error, isPending, refetch } = useQuestionnaires();
  return (
    <Page
      title="问卷"
      lead="评过五个等级以后可以再答的问题，都是自愿的。越具体的越先用：事项、单位、哪一类、所有评价。"
      actions={
        mayMake && (
          <Button type="primary" onClick={() => setMaking(true)}>
            做一份
          </Button>
        )
      }
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <DataTable caption="问卷" columns={COLUMNS} rows={data.items} rowId={({ id }) => id} wraps />}
      {making && <NewQuestionnaire known={data?.items ?? []} onClose={() => setMaking(false)} />}
    </Page>
  );
}
