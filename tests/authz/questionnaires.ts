import { randomUUID } from 'node:crypto';
import { QuestionnaireModel } from '../../server/src/modules/questionnaires/model.js';
import { closed, type Make, type RecordCase } from './record-case.js';
import type { Side } from './world.js';

const INSTITUTIONS: Readonly<Record<Side, string>> = { own: '350481-XZFW', other: '350400-XZFW' };

const draft = {
  title: '问卷',
  questions: [
    {
      id: 'q',
      kind: 'text' as const,
      title: '还想说什么？',
      hint: '',
      choices: [],
      rows: [],
      ends: null,
      required: false,
      when: [],
    },
  ],
};

/** A questionnaire of one institution, written and not published; the one before it goes. */
const questionnaire: Make = async (_, side) => {
  const scope = { kind: 'institution' as const, code: INSTITUTIONS[side] };
  await QuestionnaireModel.deleteMany({ 'scope.code': scope.code });
  const id = randomUUID();
  const createdAt = new Date();
  await QuestionnaireModel.create({ _id: id, use: 'rating', scope, draft, revision: 0, createdAt });
  return { id };
};

const seen = { seen: 0 };

/** Everybody of the centres reads every questionnaire; a county's centre writes that of its own institutions alone. */
export const QUESTIONNAIRE_RECORDS: Readonly<Record<string, RecordCase>> = {
  readQuestionnaire: closed('center', 200, questionnaire, {}, 200),
  listAnswers: closed('center', 200, questionnaire, {}, 200),
  exportAnswersXlsx: closed('center', 200, questionnaire, {}, 200),
  saveQuestionnaireDraft: closed('center', 200, questionnaire, { body: { ...seen, draft } }, 403),
  publishQuestionnaire: closed('center', 200, questionnaire, { body: { ...seen, from: null } }, 403),
  archiveQuestionnaire: closed('center', 200, questionnaire, { body: seen }, 403),
};
