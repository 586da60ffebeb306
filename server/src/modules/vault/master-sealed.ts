import type { Model } from 'mongoose';
import { currentMasterKey, type Keys } from '../../keys.js';
import type { MasterSealed } from '../../module.js';
import { keyIdOf, openSystemSecret, sealSystemSecret, VaultError } from './ciphers.js';

type Sealed = Record<string, unknown> & { _id: string };
const BATCH = 500;

/** Secrets in one field (a dotted path) of a model's documents; `contextOf` is what they were sealed for. */
export function masterSealedField<T>(spec: {
  name: string;
  /** The compiled model of T, whose ids are strings. */
  model: Pick<Model<T>, 'modelName'>;
  field: string;
  contextOf: (id: string) => string;
}): MasterSealed {
  const { name, field, contextOf } = spec;
  const model = spec.model as unknown as Model<Sealed>;
  const secretOf = (document: Sealed) =>
    field
      .split('.')
      .reduce<unknown>((inner, part) => (inner as Sealed | undefined)?.[part], document) as string;
  const sealedOnes = { [field]: { $type: 'string' } };
  return {
    name,
    async count() {
      const counts = new Map<string, number>();
      const all = model
        .find(sealedOnes, { [field]: 1 })
        .lean<Sealed>()
        .cursor();
      for await (const document of all) {
        const id = keyIdOf(secretOf(document)) ?? '';
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      return counts;
    },
    async reseal(keys, after) {
      const { id: current } = currentMasterKey(keys);
      const found = await model
        .find({ ...sealedOnes, ...(after === undefined ? {} : { _id: { $gt: after } }) }, { [field]: 1 })
        .sort({ _id: 1 })
        .limit(BATCH)
        .lean<Sealed[]>();
      const old = found.filter((document) => keyIdOf(secretOf(document)) !== current);
      const anew = old.flatMap((document) => {
        const before = secretOf(document);
        const sealed = sealAnew(keys, contextOf(document._id), before);
        return sealed === undefined ? [] : [{ _id: document._id, before, sealed }];
      });
      const moved = anew.length === 0 ? 0 : await replaceEach(model, field, anew);
      return {
        seen: found.length,
        moved,
        last: found.at(-1)?._id,
      };
    },
  };
}

function sealAnew(keys: Keys, context: string, ciphertext: string): string | undefined {
  try {
    return sealSystemSecret(keys, context, openSystemSecret(keys, context, ciphertext));
  } catch (error) {
    if (error instanceof VaultError) return undefined; // stays where it is; the count at the end tells of it
    throw error;
  }
}

/** Compare and set: a secret that somebody else wrote meanwhile is theirs, and the next pass looks at it again. */
async function replaceEach(
  model: Model<Sealed>,
  field: string,
  changes: { _id: string; before: string; sealed: string }[],
): Promise<number> {
  const result = await model.bulkWrite(
    changes.map(({ _id, before, sealed }) => ({
      updateOne: { filter: { _id, [field]: before }, update: { $set: { [field]: sealed } } },
    })),
    { ordered: false },
  );
  return result.modifiedCount;
}
