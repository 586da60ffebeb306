import { Schema, model } from 'mongoose';

/** What happened, told by the change it belongs to. Never holds personal data: subjects are named by id. */
export interface AuditEvent {
  /** Given with the change, so that sealing it twice seals it once. */
  id: string;
  at: Date;
  /** `noun.verb`, such as `rating.accepted` or `staff.signed_in`. */
  action: string;
  actor: { kind: 'evaluator' | 'staff' | 'businessSystem' | 'system'; id: string };
  subject: { kind: string; id: string };
  detail?: Record<string, string | number | boolean> | undefined;
}

export interface AuditEntry extends Omit<AuditEvent, 'id'> {
  _id: string;
  seq: number;
  previousHash: string;
  hash: string;
}

export interface AuditHead {
  _id: string;
  seq: number;
  hash: string;
}

const party = { kind: { type: String, required: true }, id: { type: String, required: true } };

const entrySchema = new Schema<AuditEntry>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    action: { type: String, required: true },
    actor: { type: new Schema(party, { _id: false }), required: true },
    subject: { type: new Schema(party, { _id: false }), required: true },
    detail: { type: Schema.Types.Mixed },
    previousHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { versionKey: false, collection: 'audit_entries' },
);
entrySchema.index({ seq: 1 }, { unique: true });
entrySchema.index({ 'subject.id': 1, seq: 1 });

const headSchema = new Schema<AuditHead>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    hash: { type: String, required: true },
  },
  { versionKey: false, collection: 'audit_head' },
);

export const AuditEntryModel = model('AuditEntry', entrySchema);
export const AuditHeadModel = model('AuditHead', headSchema);

/** Events carried inside the document of the change they tell of, until the worker has sealed them. */
export const auditTrailField = {
  type: [
    new Schema(
      {
        id: { type: String, required: true },
        at: { type: Date, required: true },
        action: { type: String, required: true },
        actor: { type: new Schema(party, { _id: false }), required: true },
        subject: { type: new Schema(party, { _id: false }), required: true },
        detail: { type: Schema.Types.Mixed },
      },
      { _id: false },
    ),
  ],
  default: [],
};
