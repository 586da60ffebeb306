import mongoose, { Schema, type Model } from 'mongoose';
import { DIRECTORY_KINDS, type DirectoryKind } from '@haochaping/shared/contracts/directory';
import type { DirectoryRecord } from './types.js';

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const codes = { type: [String], required: true } as const;
const count = { type: Number, required: true } as const;

/** The fields of one version, for each kind. Unknown fields throw: a misspelt one must not vanish. */
const DATA_FIELDS: Readonly<Record<DirectoryKind, mongoose.SchemaDefinition>> = {
  regions: { name: text, level: text, parentCode: optional, successorCode: optional, remark: optional },
  institutions: {
    name: text,
    shortName: text,
    type: text,
    sector: text,
    regionCode: text,
    parentCode: optional,
    uscc: optional,
    remark: optional,
  },
  halls: {
    name: text,
    type: text,
    regionCode: text,
    institutionCode: text,
    address: optional,
    openingHours: optional,
    remark: optional,
  },
  windows: {
    name: text,
    number: text,
    hallCode: text,
    institutionCode: text,
    servesCodes: codes,
    remark: optional,
  },
  platforms: {
    name: text,
    type: text,
    regionCode: text,
    institutionCode: text,
    url: optional,
    remark: optional,
  },
  items: {
    taskCode: text,
    taskHandleItem: optional,
    name: text,
    type: text,
    regionCode: text,
    institutionCode: text,
    leadCode: optional,
    audience: codes,
    legalDays: count,
    promisedDays: count,
    visits: count,
    online: { type: Boolean, required: true },
    remark: optional,
  },
  packages: { name: text, regionCode: text, institutionCode: text, itemCodes: codes, remark: optional },
  staff: { name: text, position: text, institutionCode: text, windowCode: optional, remark: optional },
};

/** By what each kind is listed, besides its code. */
const INDEXED: Readonly<Record<DirectoryKind, string[]>> = {
  regions: [],
  institutions: ['regionCode', 'uscc'],
  halls: ['regionCode'],
  windows: ['hallCode', 'institutionCode'],
  platforms: ['regionCode'],
  items: ['taskCode', 'institutionCode', 'regionCode'],
  packages: ['regionCode'],
  staff: ['institutionCode', 'windowCode'],
};

function recordSchema(kind: DirectoryKind): Schema {
  const data = new Schema(DATA_FIELDS[kind], { _id: false, strict: 'throw' });
  const version = {
    revision: { type: Number, required: true },
    data: { type: data, required: true },
    validFrom: { type: Date, required: true },
    validTo: { type: Date, default: null },
    recordedAt: { type: Date, required: true },
    recordedBy: text,
    source: { type: String, enum: ['seed', 'import'], required: true },
  };
  const history = new Schema(version, { _id: false, strict: 'throw' });
  const schema = new Schema(
    { _id: text, ...version, history: [history] },
    { collection: `directory_${kind}`, strict: 'throw', versionKey: false },
  );
  schema.index({ validFrom: 1 });
  for (const field of INDEXED[kind]) schema.index({ [`data.${field}`]: 1 });
  return schema;
}

type AnyModel = Model<DirectoryRecord>;

/**
 * One collection a kind. A record and all its versions are one document: a change and the trace of what it changed
 * are written together or not at all, without a transaction (ADR 003).
 */
export const DIRECTORY_MODELS: Readonly<Record<DirectoryKind, AnyModel>> = Object.fromEntries(
  DIRECTORY_KINDS.map((kind) => [
    kind,
    mongoose.model(`Directory_${kind}`, recordSchema(kind)) as unknown as AnyModel,
  ]),
) as Record<DirectoryKind, AnyModel>;

/** In force at that instant, as a filter on versions. */
export const inForce = (at: Date) => ({
  validFrom: { $lte: at },
  $or: [{ validTo: null }, { validTo: { $gt: at } }],
});

export interface SeedMark {
  _id: string;
  digest: string;
  at: Date;
}

/** Which data file was last taken in, by its digest: an unchanged file never undoes what people changed since. */
export const SeedMarkModel = mongoose.model(
  'Directory_seed_mark',
  new Schema<SeedMark>(
    { _id: text, digest: text, at: { type: Date, required: true } },
    { collection: 'directory_seed_marks', strict: 'throw', versionKey: false },
  ),
);
