import mongoose, { Schema } from 'mongoose';
import {
  CONDITION_SUBJECTS,
  FORM_USES,
  QUESTION_KINDS,
  SCOPE_KINDS,
  type Answer,
  type Choice,
  type Condition,
  type Form,
  type FormUse,
  type FormVersion,
  type Question,
  type QuestionnaireScope,
} from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';

/** A version as it was published; only ever added. */
export interface PublishedVersion extends FormVersion {
  publishedBy: string;
  /** What it changed against the one before, as it was shown to the one who published. */
  changes: string[];
}

/** One questionnaire: what is being written, and every version that was published. */
export interface QuestionnaireRecord extends WithEffects {
  _id: string;
  /** A form of ratings is used for a survey by its version; what it is used for is no part of the form. */
  use: FormUse;
  scope: QuestionnaireScope;
  draft: Form;
  /** Counts the changes, so that two who write at once do not overwrite one another. */
  revision: number;
  versions: PublishedVersion[];
  createdAt: Date;
  archivedAt: Date | null;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const words = { type: String, default: '' } as const;
const choiceSchema = new Schema<Choice>({ id: text, label: words }, { _id: false });
const conditionSchema = new Schema<Condition>(
  {
    about: { type: String, enum: CONDITION_SUBJECTS, required: true },
    question: { type: String, default: null },
    in: { type: [String], required: true },
  },
  { _id: false },
);
const questionSchema = new Schema<Question>(
  {
    id: text,
    kind: { type: String, enum: QUESTION_KINDS, required: true },
    title: words,
    hint: words,
    choices: { type: [choiceSchema], default: [] },
    rows: { type: [choiceSchema], default: [] },
    ends: { type: new Schema({ low: words, high: words }, { _id: false }), default: null },
    required: { type: Boolean, default: false },
    when: { type: [conditionSchema], default: [] },
  },
  { _id: false },
);
const formSchema = new Schema<Form>(
  { title: words, questions: { type: [questionSchema], default: [] } },
  { _id: false },
);
const versionSchema = new Schema<PublishedVersion>(
  {
    id: text,
    number: { type: Number, required: true },
    form: { type: formSchema, required: true },
    from: { type: Date, required: true },
    publishedAt: { type: Date, required: true },
    publishedBy: text,
    changes: { type: [String], default: [] },
  },
  { _id: false },
);
const schema = new Schema<QuestionnaireRecord>(
  {
    _id: text,
    use: { type: String, enum: FORM_USES, required: true },
    scope: {
      type: new Schema<QuestionnaireScope>(
        { kind: { type: String, enum: SCOPE_KINDS, required: true }, code: words },
        { _id: false },
      ),
      required: true,
    },
    draft: { type: formSchema, required: true },
    revision: { type: Number, required: true },
    versions: { type: [versionSchema], default: [] },
    createdAt: { type: Date, required: true },
    archivedAt: { type: Date, default: null },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'questionnaires' },
);
// Which one is shown must be certain: one in use for each scope.
schema.index(
  { use: 1, 'scope.kind': 1, 'scope.code': 1 },
  { unique: true, partialFilterExpression: { archivedAt: null } },
);
schema.index({ 'versions.id': 1 });
indexEffects(schema);

export const QuestionnaireModel = mongoose.model<QuestionnaireRecord>('Questionnaire', schema);

/** Answers as a record keeps them: to one version, for ever. */
export interface GivenAnswers {
  version: string;
  answers: Answer[];
}

/** Where somebody's record keeps answers; the same for ratings and surveys. */
export const givenAnswersSchema = new Schema<GivenAnswers>(
  {
    version: text,
    answers: {
      type: [
        new Schema<Answer>(
          { question: text, chosen: { type: [String], default: [] }, text: words },
          { _id: false },
        ),
      ],
      required: true,
    },
  },
  { _id: false },
);
