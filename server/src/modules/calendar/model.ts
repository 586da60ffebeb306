import mongoose, { Schema } from 'mongoose';
import type { CalendarYear } from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';

/** One import of a year's notice. A corrected notice is a further revision: what deadlines were counted by stays readable. */
export interface ImportedYearRecord extends CalendarYear, WithEffects {
  _id: string;
  /** 1 for the first import of the year; the highest counts. */
  revision: number;
  /** The notice as it was pasted. */
  text: string;
  at: Date;
  /** The account that imported it. */
  by: string;
  audit: AuditEvent[];
}

const text = { type: String, required: true } as const;
const days = { type: [String], required: true } as const;

const schema = new Schema<ImportedYearRecord>(
  {
    _id: text,
    year: { type: Number, required: true },
    revision: { type: Number, required: true },
    daysOff: days,
    workdays: days,
    source: text,
    text,
    at: { type: Date, required: true },
    by: text,
    audit: auditTrailField,
    ...effectFields,
  },
  { collection: 'calendar_years', strict: 'throw', versionKey: false },
);
// Two administrators who import at once write the same revision: the second is refused by the database itself.
schema.index({ year: 1, revision: 1 }, { unique: true });
indexEffects(schema);

export const ImportedYearModel = mongoose.model<ImportedYearRecord>('Calendar_year', schema);
