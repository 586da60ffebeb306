import { Schema, model } from 'mongoose';
import type { Day } from '@haochaping/shared/domain';
import type { ReasonCode } from '@haochaping/shared/domain/figures/index';
import type { ImprovementEvent, ImprovementState } from '@haochaping/shared/domain/improvements';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../../audit/index.js';

/** A sore point a unit was told to put right (限期整改), with the ratings it was seen from. */
export interface ImprovementRecord extends WithEffects {
  _id: string;
  number: string;
  version: number;
  itemCode: string;
  itemName: string;
  /** What the poor ratings behind it have in common, and how that was called when the unit was told. */
  reasonCode: ReasonCode;
  reason: string;
  institutionCode: string;
  regionCode: string;
  from: Day;
  to: Day;
  ratingIds: string[];
  state: ImprovementState;
  dueDay: Day;
  events: ImprovementEvent[];
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<ImprovementRecord>(
  {
    _id: text,
    number: text,
    version: { type: Number, required: true },
    itemCode: text,
    itemName: text,
    reasonCode: text,
    reason: text,
    institutionCode: text,
    regionCode: text,
    from: text,
    to: text,
    ratingIds: { type: [String], required: true },
    state: text,
    dueDay: text,
    events: { type: [Schema.Types.Mixed], required: true } as never,
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'improvements', minimize: false },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ ratingIds: 1 });
schema.index({ itemCode: 1, reasonCode: 1, state: 1 });
schema.index({ institutionCode: 1, state: 1, dueDay: 1, _id: 1 });
schema.index({ regionCode: 1, state: 1, dueDay: 1, _id: 1 });
schema.index({ state: 1, dueDay: 1, _id: 1 });
schema.index({ 'events.at': 1 });
indexEffects(schema);
export const ImprovementModel = model('Improvement', schema);
