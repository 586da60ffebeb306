import { Schema, model } from 'mongoose';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';

/** What happened, told by the change it belongs to. Never holds personal data: subjects are named by id. */
export interface AuditEvent {
  /** Given with the change, so that sealing it twice seals it once. */
  id: string;
  at: Date;
  /** `noun.verb`, such as `rating.accepted` or `staff.signed_in`; its Chinese name stands in shared/domain/audit-actions. */
  action: string;
  actor: {
    kind: 'evaluator' | 'staff' | 'businessSystem' | 'system' | 'ratingDevice' | 'unknown';
    id: string;
  };
  subject: { kind: string; id: string };
  detail?: Record<string, string | number | boolean> | undefined;
}

/** An event that is durable and waits to be sealed by the worker. */
export interface AuditEventRecord extends Omit<AuditEvent, 'id'>, WithEffects {
  _id: string;
}

export interface AuditEntry extends Omit<AuditEvent, 'id'> {
  _id: string;
  /** From 1, without a gap. */
  seq: number;
  previousHash: string;
  hash: string;
}

/** How far the chain has come. */
export interface AuditHead {
  _id: string;
  seq: number;
  hash: string;
  /** Keyed over both, see `headProof`. */
  proof: string;
}

/** The head at one moment, signed, to be kept elsewhere as well: it shows when the end of the chain was cut off. */
export interface AuditAnchor {
  /** The number of the entry. */
  _id: number;
  hash: string;
  at: Date;
  keyId: string;
  /** SM2 over `anchorText`. */
  signature: string;
}

/** Where the chain begins since its front was removed by its retention period: behind the last entry that was removed. */
export interface AuditBeginning {
  _id: string;
  /** The number of the last entry that was removed. */
  seq: number;
  hash: string;
  at: Date;
  keyId: string;
  /** SM2 over `beginningText`. */
  signature: string;
}

const party = { kind: { type: String, required: true }, id: { type: String, required: true } };
const told = {
  at: { type: Date, required: true },
  action: { type: String, required: true },
  actor: { type: new Schema(party, { _id: false }), required: true },
  subject: { type: new Schema(party, { _id: false }), required: true },
  detail: { type: Schema.Types.Mixed },
};

const eventSchema = new Schema<AuditEventRecord>(
  { _id: { type: String, required: true }, ...told, ...effectFields },
  { versionKey: false, collection: 'audit_events' },
);
indexEffects(eventSchema);

const entrySchema = new Schema<AuditEntry>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    ...told,
    previousHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { versionKey: false, collection: 'audit_entries' },
);
entrySchema.index({ seq: 1 }, { unique: true });
entrySchema.index({ at: 1 });
entrySchema.index({ 'subject.id': 1, seq: 1 });
entrySchema.index({ 'actor.id': 1, seq: 1 });
entrySchema.index({ action: 1, seq: 1 });

const headSchema = new Schema<AuditHead>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    hash: { type: String, required: true },
    proof: { type: String, required: true },
  },
  { versionKey: false, collection: 'audit_head' },
);

const anchorSchema = new Schema<AuditAnchor>(
  {
    _id: { type: Number, required: true },
    hash: { type: String, required: true },
    at: { type: Date, required: true },
    keyId: { type: String, required: true },
    signature: { type: String, required: true },
  },
  { versionKey: false, collection: 'audit_anchors' },
);

const beginningSchema = new Schema<AuditBeginning>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    hash: { type: String, required: true },
    at: { type: Date, required: true },
    keyId: { type: String, required: true },
    signature: { type: String, required: true },
  },
  { versionKey: false, collection: 'audit_beginning' },
);

export const AuditEventModel = model('AuditEvent', eventSchema);
export const AuditEntryModel = model('AuditEntry', entrySchema);
export const AuditHeadModel = model('AuditHead', headSchema);
export const AuditAnchorModel = model('AuditAnchor', anchorSchema);
export const AuditBeginningModel = model('AuditBeginning', beginningSchema);

/** Events carried inside the document of the change they tell of, until the worker has sealed them. */
export const auditTrailField = {
  type: [new Schema({ id: { type: String, required: true }, ...told }, { _id: false })],
  default: [],
};
