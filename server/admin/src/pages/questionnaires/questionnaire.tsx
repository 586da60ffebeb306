import { Tabs } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { QuestionnaireDetail } from '@haochaping/shared/contracts';
import { QUESTIONNAIRE_STATE_NAMES } from '@haochaping/shared/domain/questionnaires/lifecycle';
import { useArchive, useQuestionnaire } from '../../api/questionnaires.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { Answers } from './answers.js';
import { Builder } from './builder.js';
import { Versions } from './versions.js';
import './questionnaires.css';

function Archive({ questionnaire }: { questionnaire: QuestionnaireDetail }) {
  const { id, revision, title } = questionnaire;
  return (
    <ConfirmButton
      label="停用"
      danger
      title={`停用“${title}”？`}
      action="停用"
      deed={useArchive(id)}
      input={{ seen: revision }}
    >
      <p>停用以后不再问，由更一般的问卷接着问；答过的都留着。停用了不能恢复，可以照着它再做一份。</p>
    </ConfirmButton>
  );
}

function standing({ state, version, scopeName }: QuestionnaireDetail): string {
  const named = state === 'published' ? `正在用第${version}版` : QUESTIONNAIRE_STATE_NAMES[state];
  return `${scopeName} · ${named}`;
}

/** One questionnaire: written, what was published, what was answered. */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuestionnaire(id);
  const [tab, setTab] = useState<string>();
  return (
    <Page
      title={data?.title ?? '问卷'}
      lead={data && standing(data)}
      actions={data?.mayEdit && <Archive questionnaire={data} />}
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <Tabs
          activeKey={tab ?? (data.mayEdit ? 'write' : 'versions')}
          onChange={setTab}
          items={[
            ...(data.mayEdit
              ? [{ key: 'write', label: '编写', children: <Builder questionnaire={data} /> }]
              : []),
            {
              key: 'versions',
              label: `发布过的（${data.versions.length}）`,
              children: <Versions questionnaire={data} />,
            },
            { key: 'answers', label: '回答', children: <Answers questionnaire={data} /> },
          ]}
        />
      )}
    </Page>
  );
}
