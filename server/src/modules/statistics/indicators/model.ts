import { Schema, model } from 'mongoose';
import type { Day } from '@haochaping/shared/domain';
import type { IndicatorNode, UnitClass } from '@haochaping/shared/domain/figures/index';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../../audit/index.js';

/** A scheme as it was published; only ever added, never changed. */
export interface SchemeVersion {
  number: number;
  /** It is used from this day on. */
  from: Day;
  nodes: readonly IndicatorNode[];
  publishedAt: Date;
  publishedBy: string;
  writers: readonly string[];
  /** What it changed against the one before, as it was shown to the one who published. */
  changes: readonly string[];
}

/** The indicators of a class of units (指标体系): what is being written, and every version that was published. */
export interface SchemeRecord extends WithEffects {
  _id: UnitClass;
  /** Counts the changes, so that two who write at once do not overwrite one another. */
  revision: number;
  versions: SchemeVersion[];
  draft: { nodes: readonly IndicatorNode[]; writers: string[] } | null;
  trail: AuditEvent[];
}

const schema = new Schema<SchemeRecord>(
  {
    _id: { type: String, required: true },
    revision: { type: Number, required: true },
    versions: { type: [Schema.Types.Mixed], required: true } as never,
    draft: { type: Schema.Types.Mixed, default: null },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'indicator_schemes', minimize: false },
);
indexEffects(schema);
export const SchemeModel = model('IndicatorScheme', schema);
