import { Schema } from 'mongoose';
import { TEXT_STATES, type ModerationEntry, type TextState } from '@haochaping/shared/domain';
import { givenAnswersSchema, type GivenAnswers } from '../questionnaires/index.js';

/** Something the evaluator said about a rating after giving its level. A fact of its own; never changed. */
export interface RatingDetailsFact {
  id: string;
  at: Date;
  options: string[];
  text: string;
  /** Answers to the questionnaire that was shown; absent when none were given. */
  questionnaire?: GivenAnswers | null;
  /** A layer over the words: what checks and reviewers said of them, only ever added to. */
  moderation?: ModerationEntry[];
  /** Where the words stand after the last entry; null as long as there is none. */
  textState?: TextState | null;
  /** When the platform of the evaluator judged them. */
  checkedAt?: Date | null;
}

/** Who wrote a rating down that was given on paper or by telephone, and where it stands. Shown to offices, never to the rated side. */
export interface RatingEntry {
  by: { kind: 'staff' | 'businessSystem'; id: string };
  /** The number on the form, or of the hotline's own record. */
  source: string;
  /** The photos of the form. */
  evidence: string[];
}

/** A judgement of words, as it is kept beside them. */
export const moderationSchema = new Schema<ModerationEntry>(
  {
    state: { type: String, enum: ['flagged', 'hidden', 'cleared'], required: true },
    by: { type: String, required: true },
    category: { type: String, default: '' },
    at: { type: Date, required: true },
    reason: { type: String, default: '' },
  },
  { _id: false },
);
export const detailsSchema = new Schema<RatingDetailsFact>(
  {
    id: { type: String, required: true },
    at: { type: Date, required: true },
    options: { type: [String], required: true },
    text: { type: String, default: '' },
    questionnaire: { type: givenAnswersSchema },
    moderation: { type: [moderationSchema], default: [] },
    textState: { type: String, enum: [...TEXT_STATES, null], default: null },
    checkedAt: { type: Date, default: null },
  },
  { _id: false },
);
export const entrySchema = new Schema<RatingEntry>(
  {
    by: {
      type: new Schema(
        {
          kind: { type: String, enum: ['staff', 'businessSystem'], required: true },
          id: { type: String, required: true },
        },
        { _id: false },
      ),
      required: true,
    },
    source: { type: String, required: true },
    evidence: { type: [String], required: true },
  },
  { _id: false },
);
