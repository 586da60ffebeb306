import { z } from 'zod';
import {
  CONDITION_SUBJECTS,
  MOST_ANSWER_WORDS,
  MOST_CHOICES,
  MOST_QUESTIONS,
  QUESTION_KINDS,
  QUESTIONNAIRE_STATES,
  SCOPE_KINDS,
} from '../domain/index.js';
import { Instant, PageQuery, ToldInstant, pageOf } from './common.js';
import { line, words } from './written.js';

const Id = z.string().regex(/^[A-Za-z0-9-]{1,40}$/, '编号由字母、数字和短横线组成');

const Choice = z.strictObject({ id: Id, label: line({ least: 0, most: 40 }) });

const Condition = z.strictObject({
  about: z.enum(CONDITION_SUBJECTS),
  question: Id.nullable().meta({ description: '看哪个问题的回答；不看回答时为 null' }),
  in: z.array(z.string().max(81)).max(60),
});

/** A question of a questionnaire. */
export const QuestionView = z
  .strictObject({
    id: Id,
    kind: z.enum(QUESTION_KINDS),
    title: line({ least: 0, most: 80 }),
    hint: line({ least: 0, most: 120 }),
    choices: z.array(Choice).max(MOST_CHOICES + 8),
    rows: z.array(Choice).max(MOST_CHOICES + 8),
    ends: z
      .strictObject({ low: line({ least: 0, most: 20 }), high: line({ least: 0, most: 20 }) })
      .nullable(),
    required: z.boolean(),
    when: z.array(Condition).max(6).meta({ description: '都满足才问' }),
  })
  .meta({ id: 'Question' });
export type QuestionView = z.infer<typeof QuestionView>;

/** A form as it is built: it may be unfinished, what is missing is told. */
export const FormView = z
  .strictObject({
    title: line({ least: 0, most: 40 }),
    questions: z.array(QuestionView).max(MOST_QUESTIONS + 20),
  })
  .meta({ id: 'Form' });
export type FormView = z.infer<typeof FormView>;

/** The questions a page shows below the level; those that depend on level, channel or answers carry their conditions. */
export const QuestionnaireView = z
  .strictObject({
    version: z.uuid().meta({ description: '这一版的编号；回答永远属于这一版' }),
    title: z.string(),
    questions: z.array(QuestionView),
  })
  .meta({ id: 'QuestionnaireShown' });
export type QuestionnaireView = z.infer<typeof QuestionnaireView>;

/** Answers given to one version. */
export const AnswersInput = z
  .strictObject({
    version: z.uuid(),
    answers: z
      .array(
        z.strictObject({
          question: Id,
          chosen: z.array(z.string().max(81)).max(40).default([]).meta({
            description: '选的编号；打分为 1 到 5；矩阵每行一个“行编号=列编号”',
          }),
          text: z
            .string()
            .max(MOST_ANSWER_WORDS * 20)
            .pipe(words({ least: 0, most: MOST_ANSWER_WORDS }))
            .default(''),
        }),
      )
      .max(MOST_QUESTIONS),
  })
  .meta({ id: 'QuestionnaireAnswers' });
export type AnswersInput = z.infer<typeof AnswersInput>;

/** Answers in the words of their version. */
export const AnswersView = z
  .strictObject({
    title: z.string(),
    versionNumber: z.int(),
    answers: z.array(z.strictObject({ title: z.string(), lines: z.array(z.string()) })),
  })
  .meta({ id: 'AnswersRead' });
export type AnswersView = z.infer<typeof AnswersView>;

const Scope = z.strictObject({ kind: z.enum(SCOPE_KINDS), code: z.string().max(40) });

export const QuestionnaireRow = z
  .strictObject({
    id: z.uuid(),
    title: z.string(),
    scope: Scope,
    scopeName: z.string(),
    state: z.enum(QUESTIONNAIRE_STATES),
    version: z.int().nullable().meta({ description: '正在用的一版；还没有时为 null' }),
    from: Instant.nullable().meta({ description: '正在用的，或将要用的一版，从什么时候起' }),
    questions: z.int(),
    mayEdit: z.boolean(),
  })
  .meta({ id: 'QuestionnaireRow' });
export type QuestionnaireRow = z.infer<typeof QuestionnaireRow>;
export const QuestionnaireList = z
  .strictObject({ items: z.array(QuestionnaireRow) })
  .meta({ id: 'QuestionnaireList' });
export type QuestionnaireList = z.infer<typeof QuestionnaireList>;

export const QuestionnaireDetail = z
  .strictObject({
    ...QuestionnaireRow.shape,
    draft: FormView,
    revision: z.int().meta({ description: '改过几次；保存时带上看到的，免得盖掉别人的' }),
    problems: z.array(z.strictObject({ question: z.string().nullable(), message: z.string() })).meta({
      description: '发布前要改好的',
    }),
    changes: z.array(z.string()).meta({ description: '现在发布会改变什么，一条一句；没有变化为空' }),
    versions: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.int(),
        from: Instant,
        publishedAt: Instant,
        publishedByName: z.string(),
        changes: z.array(z.string()),
        form: FormView,
      }),
    ),
  })
  .meta({ id: 'Questionnaire' });
export type QuestionnaireDetail = z.infer<typeof QuestionnaireDetail>;

export const QuestionnaireCreateInput = z
  .strictObject({
    scope: Scope,
    copyOf: z.uuid().optional().meta({ description: '照着哪一份做；不填从空白开始' }),
  })
  .meta({ id: 'QuestionnaireCreateInput' });
export type QuestionnaireCreateInput = z.infer<typeof QuestionnaireCreateInput>;

const seen = z.int().min(0).meta({ description: '打开时的 revision' });
export const QuestionnaireDraftInput = z
  .strictObject({ seen, draft: FormView })
  .meta({ id: 'QuestionnaireDraftInput' });
export type QuestionnaireDraftInput = z.infer<typeof QuestionnaireDraftInput>;

export const QuestionnairePublishInput = z
  .strictObject({
    seen,
    from: ToldInstant.nullable().meta({ description: '从什么时候起用；null 是现在' }),
  })
  .meta({ id: 'QuestionnairePublishInput' });
export type QuestionnairePublishInput = z.infer<typeof QuestionnairePublishInput>;

export const QuestionnaireArchiveInput = z.strictObject({ seen }).meta({ id: 'QuestionnaireArchiveInput' });

export const AnswersQuery = z.strictObject({
  ...PageQuery,
  version: z.uuid().optional(),
});
export type AnswersQuery = z.infer<typeof AnswersQuery>;

/** One filled-in questionnaire, as the centre reads it: a rating's, without anything of who gave it. */
export const AnswersRow = z
  .strictObject({
    ratingId: z.string(),
    at: Instant,
    levelName: z.string(),
    title: z.string(),
    place: z.string(),
    versionNumber: z.int(),
    answers: z.array(z.strictObject({ question: z.string(), lines: z.array(z.string()) })),
  })
  .meta({ id: 'AnswersRow' });
export type AnswersRow = z.infer<typeof AnswersRow>;
export const AnswersPage = pageOf(AnswersRow).meta({ id: 'AnswersPage' });
export type AnswersPage = z.infer<typeof AnswersPage>;
