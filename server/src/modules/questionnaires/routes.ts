import { z } from 'zod';
import {
  QuestionnaireArchiveInput,
  QuestionnaireCreateInput,
  QuestionnaireDetail,
  QuestionnaireDraftInput,
  QuestionnaireList,
  QuestionnairePublishInput,
} from '@haochaping/shared/contracts';
import { staff, type StaffActor } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { StaffNames } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { QuestionnaireModel, type QuestionnaireRecord } from './model.js';
import { presentQuestionnaire, presentQuestionnaireRow } from './presenter.js';
import {
  archiveQuestionnaire,
  createQuestionnaire,
  findQuestionnaire,
  publishDraft,
  saveDraft,
} from './writing.js';

const PATH = '/api/v1/staff/questionnaires';
const one = z.strictObject({ id: z.uuid('问卷编号不对') });

/** Questionnaires: read by the centres and the oversight offices, written by the centres. */
export function questionnaireRoutes(namesOf: StaffNames): Route[] {
  const shared = { tags: ['staff', 'questionnaires'], limit: LIMITS.staff } as const;
  const readers = staff(...rolesThatMay('questionnaires.read'));
  const editors = staff(...rolesThatMay('questionnaires.edit'));
  const answer = { 200: { description: '问卷', body: QuestionnaireDetail } } as const;
  const present = async (actor: StaffActor, record: QuestionnaireRecord, now: Date) => ({
    status: 200 as const,
    body: await presentQuestionnaire(actor, record, namesOf, now),
  });
  return [
    route({
      ...shared,
      method: 'get',
      path: PATH,
      operationId: 'listQuestionnaires',
      summary: '所有问卷：用在哪里，用到第几版',
      policy: readers,
      input: {},
      responses: { 200: { description: '在用的在前', body: QuestionnaireList } },
      handler: async ({ actor, now }) => {
        const records = await QuestionnaireModel.find({})
          .sort({ archivedAt: 1, createdAt: 1 })
          .lean<QuestionnaireRecord[]>();
        const items = await Promise.all(records.map((record) => presentQuestionnaireRow(actor, record, now)));
        return { status: 200, body: { items } };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: PATH,
      operationId: 'createQuestionnaire',
      summary: '新做一份问卷，从空白开始或照着另一份',
      policy: editors,
      input: { body: QuestionnaireCreateInput },
      responses: answer,
      handler: async ({ actor, body, now }) =>
        present(actor, await createQuestionnaire(actor, body, now), now),
    }),
    route({
      ...shared,
      method: 'get',
      path: `${PATH}/{id}`,
      operationId: 'readQuestionnaire',
      summary: '一份问卷：正在写的，和发布过的每一版',
      policy: readers,
      input: { params: one },
      responses: answer,
      handler: async ({ actor, params, now }) => present(actor, await findQuestionnaire(params.id), now),
    }),
    route({
      ...shared,
      method: 'put',
      path: `${PATH}/{id}/draft`,
      operationId: 'saveQuestionnaireDraft',
      summary: '存下正在写的，没写完也可以；发布之前没有人看到',
      policy: editors,
      input: { params: one, body: QuestionnaireDraftInput },
      responses: answer,
      handler: async ({ actor, params, body, now }) =>
        present(actor, await saveDraft(actor, params.id, body, now), now),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${PATH}/{id}/versions`,
      operationId: 'publishQuestionnaire',
      summary: '把写好的发布成新的一版，现在或到时候起用；发布了的不再改',
      policy: editors,
      input: { params: one, body: QuestionnairePublishInput },
      responses: answer,
      handler: async ({ actor, params, body, now }) =>
        present(actor, await publishDraft(actor, params.id, body, now), now),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${PATH}/{id}/archive`,
      operationId: 'archiveQuestionnaire',
      summary: '停用一份问卷；答过的都留着',
      policy: editors,
      input: { params: one, body: QuestionnaireArchiveInput },
      responses: answer,
      handler: async ({ actor, params, body, now }) =>
        present(actor, await archiveQuestionnaire(actor, params.id, body.seen, now), now),
    }),
  ];
}
