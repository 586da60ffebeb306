import { createHash, randomUUID } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';
import { DIRECTORY_KINDS, type DirectoryKind } from '@haochaping/shared/contracts/directory';
import {
  effect,
  effectFields,
  effectSource,
  indexEffects,
  type EffectSource,
  type WithEffects,
} from '../../../jobs/effects.js';
import { auditEvent, auditTrailField, sealing, type AuditEvent } from '../../audit/index.js';
import type { ImportPlan } from './plan.js';
import type { TableFormat } from '../tables/table.js';
import type { Recording } from '../versions.js';

/** Who imports: how it is recorded, and the regions whose records may be changed (null for all). */
export interface Importer extends Recording {
  regionCodes: readonly string[] | null;
}

/** A table as it was sent. */
export interface TableFile {
  bytes: Uint8Array;
  format: TableFormat;
}

/** One import that changed the directory: who, when, out of which file, how much. Written in the same transaction as the changes. */
export interface ImportRecord extends WithEffects {
  _id: string;
  kind: DirectoryKind;
  at: Date;
  by: string;
  source: 'seed' | 'import';
  /** SHA-256 of the file as it was sent. */
  digest: string;
  rows: number;
  changed: number;
  audit: AuditEvent[];
}

const schema = new Schema<ImportRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: DIRECTORY_KINDS, required: true },
    at: { type: Date, required: true },
    by: { type: String, required: true },
    source: { type: String, enum: ['seed', 'import'], required: true },
    digest: { type: String, required: true },
    rows: { type: Number, required: true },
    changed: { type: Number, required: true },
    audit: auditTrailField,
    ...effectFields,
  },
  { collection: 'directory_imports', strict: 'throw', versionKey: false },
);
indexEffects(schema);

export const ImportModel = mongoose.model<ImportRecord>('Directory_import', schema);

export function importRecord(
  kind: DirectoryKind,
  file: TableFile,
  plan: ImportPlan,
  by: Importer,
): ImportRecord {
  const id = randomUUID();
  const digest = createHash('sha256').update(file.bytes).digest('hex');
  const changed = plan.changes.length;
  const told = auditEvent({
    at: by.at,
    action: 'directory.imported',
    actor: { kind: by.source === 'seed' ? 'system' : 'staff', id: by.by },
    subject: { kind: 'directoryImport', id },
    detail: { kind, digest, rows: plan.rows, changed },
  });
  return {
    _id: id,
    kind,
    at: by.at,
    by: by.by,
    source: by.source,
    digest,
    rows: plan.rows,
    changed,
    audit: [told],
    pending: [effect('audit', by.at)],
    dead: [],
  };
}

/** What the worker still has to do for imports: seal them into the audit chain. */
export function directoryEffects(): EffectSource {
  return effectSource<ImportRecord>({
    name: 'directory_imports',
    model: ImportModel,
    kindNames: { audit: '写入审计日志' },
    performers: { audit: sealing(({ audit }) => audit) },
  });
}
