import { model, Schema } from 'mongoose';
import type { CompetentOffice } from '@haochaping/shared/domain';
import type { Appeal, AppealEvent, AppealState } from '@haochaping/shared/domain/appeals';
import type { RatedSide } from '@haochaping/shared/domain/cases/index';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';

/**
 * An appeal (申诉) against a poor rating: one document, with everything that happened to it and the state that follows from that. The
 * events are the truth; the rest is folded from them, or a copy of what its case said when it was made.
 */
export interface AppealRecord extends WithEffects {
  _id: string;
  number: string;
  caseId: string;
  ratingId: string;
  /** How many events there are; a move names the version it was decided on. */
  version: number;
  events: AppealEvent[];
  appeal: Appeal;
  state: AppealState;
  /** Open or decided: a rating has at most one of these. One that was taken back, or came to nothing, makes room. */
  stands: boolean;
  /** The institution it goes through. */
  institution: string;
  /** Who is competent for the case. */
  offices: CompetentOffice[];
  rated: RatedSide;
  /** As the institution may read it. */
  title: string;
  level: number;
  submittedAt: Date;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<AppealRecord>(
  {
    _id: text,
    number: text,
    caseId: text,
    ratingId: text,
    version: { type: Number, required: true },
    events: { type: [Schema.Types.Mixed], required: true } as never,
    appeal: { type: Schema.Types.Mixed, required: true },
    state: text,
    stands: { type: Boolean, required: true },
    institution: text,
    offices: { type: [Schema.Types.Mixed], required: true } as never,
    rated: { type: Schema.Types.Mixed, required: true },
    title: text,
    level: { type: Number, required: true },
    submittedAt: { type: Date, required: true },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'appeals', minimize: false },
);
// Two officers at once make one appeal.
schema.index({ ratingId: 1 }, { unique: true, partialFilterExpression: { stands: true } });
schema.index({ number: 1 }, { unique: true });
schema.index({ caseId: 1 });
schema.index({ state: 1, 'offices.jurisdiction': 1, submittedAt: 1, _id: 1 });
schema.index({ institution: 1, state: 1, submittedAt: 1, _id: 1 });
indexEffects(schema);

export const AppealModel = model('Appeal', schema);
