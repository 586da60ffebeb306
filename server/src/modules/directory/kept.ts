import { randomUUID } from 'node:crypto';
import mongoose, { Schema, type ClientSession } from 'mongoose';
import { gatherFinds } from '../../gather.js';
import { DIRECTORY_KINDS, type DirectoryKind } from '@haochaping/shared/contracts/directory';
import { regionFor, type RegionRecord } from '@haochaping/shared/domain/regions';
import { DIRECTORY_MODELS } from './model.js';
import type { DirectoryData, DirectoryRecord, Found, RecordData, Version } from './types.js';
import { versionAt } from './versions.js';

/*
 * The directory in memory. It is small and changes by imports alone, and every service asks it a dozen questions: a process keeps it
 * whole, by the edition that each import renews, and looks at the edition alone.
 */

interface Edition {
  _id: string;
  edition: string;
}
const EditionModel = mongoose.model(
  'Directory_edition',
  new Schema<Edition>(
    { _id: { type: String, required: true }, edition: { type: String, required: true } },
    { collection: 'directory_edition', strict: 'throw', versionKey: false },
  ),
);
const ONE = 'directory';
const editionOf = gatherFinds<Edition>(EditionModel);

/** The directory is another from here on; within the transaction that changes it. */
export async function renewEdition(session: ClientSession): Promise<void> {
  const edition = randomUUID();
  await EditionModel.updateOne({ _id: ONE }, { $set: { edition } }, { upsert: true, session });
}

type Records = Readonly<Record<DirectoryKind, ReadonlyMap<string, DirectoryRecord>>>;

export const found = <K extends DirectoryKind>(code: string, version: Version): Found<K> => ({
  code,
  revision: version.revision,
  validFrom: version.validFrom,
  validTo: version.validTo,
  data: version.data as unknown as DirectoryData[K],
});

/** One edition of the directory; what is asked of it costs no look-up. */
export class Directory {
  /** Every region that ever stood, with its latest word on itself. */
  readonly regions: readonly RegionRecord[];

  constructor(private readonly records: Records) {
    this.regions = [...records.regions.values()].map(({ _id, data, validFrom, validTo }) => {
      const { name, parentCode, successorCode } = data as RecordData & DirectoryData['regions'];
      return { code: _id, name, parentCode, successorCode, validFrom, validTo };
    });
  }

  /** The record of that code as it stood at `at`; null if there was none. */
  lookUp<K extends DirectoryKind>(kind: K, code: string, at: Date): Found<K> | null {
    const record = this.records[kind].get(code);
    const version = record && versionAt(record, at);
    return version ? found(code, version) : null;
  }

  /** `now` where a record stands, else the last instant at which it stood; null where it never did. What was closed keeps its figures. */
  stoodAt(kind: DirectoryKind, code: string, now: Date): Date | null {
    const record = this.records[kind].get(code);
    if (!record) return null;
    if (versionAt(record, now)) return now;
    const ended = [...record.history, record].flatMap(({ validTo }) =>
      validTo && validTo <= now ? [validTo] : [],
    );
    const last = Math.max(...ended.map((at) => at.getTime()));
    return ended.length > 0 ? new Date(last - 1) : null;
  }

  /** Every record of a kind that stands at `at`, by code. */
  standing<K extends DirectoryKind>(kind: K, at: Date): Found<K>[] {
    return [...this.records[kind].keys()].sort().flatMap((code) => this.lookUp(kind, code, at) ?? []);
  }

  /** The first instant after `at` at which any record begins or ends to hold; null where none is written down. */
  nextChange(at: Date): Date | null {
    const bounds = DIRECTORY_KINDS.flatMap((kind) => [...this.records[kind].values()])
      .flatMap((record) => [record, ...record.history])
      .flatMap(({ validFrom, validTo }) => [validFrom, ...(validTo ? [validTo] : [])])
      .filter((bound) => bound > at);
    return bounds.reduce<Date | null>((first, bound) => (first && first < bound ? first : bound), null);
  }

  /** The region that stands at `at` for a code that may be older (350403 → 350404 since 2021); null if there is none. */
  findRegion(code: string, at: Date): RegionRecord | null {
    return regionFor(this.regions, code, at);
  }
}

async function readAll(): Promise<Directory> {
  const kinds = await Promise.all(
    DIRECTORY_KINDS.map(async (kind) => {
      const records = await DIRECTORY_MODELS[kind].find().lean<DirectoryRecord[]>();
      // All who ask are handed the same: nobody may change it.
      for (const { data, history } of records)
        [{ data }, ...history].forEach((one) => Object.freeze(one.data));
      return [kind, new Map(records.map((record) => [record._id, record]))] as const;
    }),
  );
  return new Directory(Object.fromEntries(kinds) as unknown as Records);
}

let kept: { edition: string; directory: Promise<Directory> } | undefined;

/** The directory as it stands now, of one edition: for whoever asks it more than once. Cost: one look-up by id. */
export async function directoryNow(): Promise<Directory> {
  const current = await editionOf(ONE);
  if (!current) return readAll();
  if (kept?.edition !== current.edition) {
    const directory = readAll();
    const mine = { edition: current.edition, directory };
    kept = mine;
    // One that could not be read is not kept.
    directory.catch(() => {
      if (kept === mine) kept = undefined;
    });
  }
  return kept.directory;
}
