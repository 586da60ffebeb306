import { randomUUID } from 'node:crypto';
import type { Choice, Form, Question, QuestionnaireScope } from '@haochaping/shared/domain';
import { effect } from '../../jobs/effects.js';
import { auditEvent } from '../audit/index.js';
import { QuestionnaireModel, type QuestionnaireRecord } from './model.js';

/**
 * The questionnaires a system begins with: the five themes the plan names for what was done (方案 二(二)3; FA-2.2.3-b), and what it has
 * institutions, platforms and people rated on (二(一)1; FA-2.1.1-b FA-2.1.1-c FA-2.1.1-d). The centre goes on from them in the console.
 */

const choices = (...labels: string[]): Choice[] =>
  labels.map((label, index) => ({ id: String(index + 1), label }));

const plain = { hint: '', choices: [], rows: [], ends: null, required: false, when: [] };

const pick = (id: string, title: string, ...labels: string[]): Question => ({
  ...plain,
  id,
  kind: 'single',
  title,
  choices: choices(...labels),
});

const say = (id: string, title: string, hint = ''): Question => ({ ...plain, id, kind: 'text', title, hint });

const FIRST: readonly { scope: QuestionnaireScope; form: Form }[] = [
  {
    scope: { kind: 'all', code: '' },
    form: {
      title: '办事问卷',
      questions: [
        pick('guide', '办事指南说得清楚吗？', '清楚', '有的地方不清楚', '看不明白', '没看过'),
        pick('process', '办事的步骤方便吗？', '方便', '有点麻烦', '很麻烦'),
        pick('materials', '要交的材料多不多？', '不多', '有点多', '太多', '要了指南上没写的'),
        pick('interface', '网页、手机或自助机好用吗？', '好用', '有的地方不好用', '不好用', '没用过'),
        say('advice', '您有什么改进的建议？'),
      ],
    },
  },
  {
    scope: { kind: 'class', code: 'institution' },
    form: {
      title: '部门和大厅问卷',
      questions: [
        pick('items', '要办的事，这里都能办吗？', '都能办', '有的办不了', '办不了'),
        pick('process', '办事的步骤清楚吗？', '清楚', '有的地方不清楚', '不清楚'),
        pick('speed', '办得快不快？', '快', '一般', '慢'),
        pick('ease', '来这里办事方便吗？', '方便', '一般', '不方便'),
        say('advice', '您有什么改进的建议？'),
      ],
    },
  },
  {
    scope: { kind: 'class', code: 'platform' },
    form: {
      title: '平台问卷',
      questions: [
        pick('ease', '用起来方便吗？', '方便', '有的地方不方便', '不方便'),
        pick('complete', '要办的事，在上面办得全吗？', '办得全', '有的还要跑一趟', '办不了'),
        say('advice', '您希望它改进什么？'),
      ],
    },
  },
  {
    scope: { kind: 'class', code: 'staff' },
    form: {
      title: '工作人员问卷',
      questions: [
        pick('attitude', '服务态度怎么样？', '热情耐心', '一般', '不好'),
        pick('skill', '业务熟不熟？', '熟练', '一般', '不熟'),
        say('advice', '您还想说什么？', '不用写自己的姓名和电话。'),
      ],
    },
  },
];

/** Publishes the first questionnaires where there has never been any. @returns how many were made */
export async function seedQuestionnaires(now: Date): Promise<number> {
  if (await QuestionnaireModel.exists({})) return 0;
  await QuestionnaireModel.create(FIRST.map(({ scope, form }) => firstOf(scope, form, now)));
  return FIRST.length;
}

function firstOf(scope: QuestionnaireScope, form: Form, now: Date): QuestionnaireRecord {
  const _id = randomUUID();
  const event = auditEvent({
    at: now,
    action: 'questionnaire.published',
    actor: { kind: 'system', id: 'seed' },
    subject: { kind: 'questionnaire', id: _id },
    detail: { version: 1 },
  });
  const version = {
    id: randomUUID(),
    number: 1,
    form,
    from: now,
    publishedAt: now,
    publishedBy: 'seed',
    changes: [],
  };
  return {
    _id,
    use: 'rating',
    scope,
    draft: form,
    revision: 0,
    versions: [version],
    createdAt: now,
    archivedAt: null,
    trail: [event],
    pending: [effect('audit', now)],
    dead: [],
  };
}
