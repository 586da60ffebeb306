import { Schema, model } from 'mongoose';
import type { BulletinAudience, BulletinMove, BulletinState } from '@haochaping/shared/domain/bulletins';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../../audit/index.js';

export interface BulletinEvent {
  at: Date;
  by: string;
  type: 'written' | BulletinMove;
  words: string;
}

/** A case told to units, or to everybody (通报、公开案例), with who has read it. */
export interface BulletinRecord extends WithEffects {
  _id: string;
  number: string;
  version: number;
  audience: BulletinAudience;
  caseId: string;
  caseNumber: string;
  /** The office that writes it, and where that is competent. */
  office: string;
  regionCode: string;
  author: string;
  title: string;
  facts: string;
  handling: string;
  units: string[];
  reads: { unit: string; by: string; at: Date }[];
  state: BulletinState;
  outAt: Date | null;
  movedAt: Date;
  events: BulletinEvent[];
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<BulletinRecord>(
  {
    _id: text,
    number: text,
    version: { type: Number, required: true },
    audience: text,
    caseId: text,
    caseNumber: text,
    office: text,
    regionCode: text,
    author: text,
    title: text,
    facts: text,
    handling: text,
    units: { type: [String], required: true },
    reads: { type: [Schema.Types.Mixed], required: true } as never,
    state: text,
    outAt: { type: Date, default: null },
    movedAt: { type: Date, required: true },
    events: { type: [Schema.Types.Mixed], required: true } as never,
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'bulletins', minimize: false },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ office: 1, movedAt: -1, _id: 1 });
schema.index({ units: 1, movedAt: -1, _id: 1 });
schema.index({ audience: 1, state: 1, outAt: -1, _id: 1 });
indexEffects(schema);
export const BulletinModel = model('Bulletin', schema);
