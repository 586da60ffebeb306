import { Schema, model } from 'mongoose';
import type { Day } from '@haochaping/shared/domain';
import type { Counts, PublicKind } from '@haochaping/shared/domain/figures/index';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';

/** One subject of an edition: everything its figures are computed from. */
export interface EditionRow {
  kind: PublicKind;
  code: string;
  name: string;
  regionCode: string;
  institutionCode: string;
  counts: Counts;
}

/**
 * The figures of one month as they were published. Never changed: what turns out otherwise later is a version of its own, beside the
 * first. Source: 方案 二(三)2.
 */
export interface EditionRecord extends WithEffects {
  /** `2026-10#1` */
  _id: string;
  month: string;
  version: number;
  publishedAt: Date;
  dataUntil: Day;
  /** Why there is another version; null for the first. */
  note: string | null;
  rows: EditionRow[];
  trail: AuditEvent[];
}

const schema = new Schema<EditionRecord>(
  {
    _id: { type: String, required: true },
    month: { type: String, required: true },
    version: { type: Number, required: true },
    publishedAt: { type: Date, required: true },
    dataUntil: { type: String, required: true },
    note: { type: String, default: null },
    rows: { type: [Schema.Types.Mixed], required: true } as never,
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'disclosure_editions', minimize: false },
);
schema.index({ month: -1, version: -1 }, { unique: true });
indexEffects(schema);
export const EditionModel = model('DisclosureEdition', schema);
