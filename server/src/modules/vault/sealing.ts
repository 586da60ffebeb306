import { typedDocument, typedPhone } from '@haochaping/shared/domain';
import { keyedDigest, type Keys } from '../../keys.js';
import { dataKeyOf } from './key-store.js';
import { open, seal } from './ciphers.js';

/** Ciphertexts by field name, as kept in a document. */
export type SealedFields = Map<string, string> | Record<string, string>;

/**
 * Seals the personal fields of one document under its owner's data key. Each ciphertext is bound to owner, document and
 * field (`kind:id:field`): moved anywhere else, it does not open.
 * @param contextId kind and id of the document, such as `applicant:ID`
 * @param fields plain texts by field name; undefined ones are left out
 * @throws VaultError when the owner has no data key (any more)
 */
export async function sealFields(
  keys: Keys,
  ownerId: string,
  contextId: string,
  fields: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  return sealUnder(await dataKeyOf(keys, ownerId), ownerId, contextId, fields);
}

/** As `sealFields`, for who has the owner's data key at hand, since they have just made it. */
export function sealUnder(
  dataKey: Buffer,
  ownerId: string,
  contextId: string,
  fields: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const told = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(
    told.map(([field, text]) => [field, seal(dataKey, ownerId, `${contextId}:${field}`, text)]),
  );
}

/**
 * Opens what `sealFields` made. Whoever calls it has a stated purpose and has audited it.
 * @throws VaultError when the key is gone, or a ciphertext was changed or belongs elsewhere
 */
export async function openFields(
  keys: Keys,
  ownerId: string,
  contextId: string,
  sealed: SealedFields,
): Promise<Record<string, string>> {
  const dataKey = await dataKeyOf(keys, ownerId);
  const keyFor = (id: string) => (id === ownerId ? dataKey : undefined);
  const entries = sealed instanceof Map ? [...sealed] : Object.entries(sealed);
  return Object.fromEntries(
    entries.map(([field, ciphertext]) => [field, open(keyFor, `${contextId}:${field}`, ciphertext)]),
  );
}

/** What may be looked up without being readable; each purpose has hashes of its own. */
export type IndexPurpose = 'cert' | 'phone' | 'openid' | 'unionid' | 'uscc' | 'sso';

/**
 * The keyed hash by which an encrypted value is found again. Spellings of the same thing give the same hash: full-width
 * characters, surrounding blanks, the case of documents and credit codes, the country code and gaps of a telephone
 * number. A document is given as `type:number`.
 */
export function blindIndex(keys: Keys, purpose: IndexPurpose, value: string): string {
  return keyedDigest(keys.blindIndex, purpose, normalised(purpose, value));
}

/**
 * Kinds of document that are told by their number alone: eighteen digits are an identity card or one of the cards made like it,
 * whichever of them whoever wrote it down chose.
 */
const kindOf = (certType: string, number: string): string =>
  /^\d{17}[\dX]$/.test(number) ? '111' : certType;

/** The keyed hash of a document alone, by which an account knows the one it was checked with. */
export const documentIndexOf = (
  keys: Keys,
  { certType, certNumber }: { certType: string; certNumber: string },
): string => {
  const number = typedDocument(certNumber).replace(/[()]/g, '');
  return blindIndex(keys, 'cert', `${kindOf(certType, number)}:${number}`);
};

function normalised(purpose: IndexPurpose, value: string): string {
  const text = value.normalize('NFKC').trim();
  switch (purpose) {
    case 'cert':
    case 'uscc':
      return text.toUpperCase();
    case 'phone':
      return typedPhone(text);
    // Names that other systems gave: their case means something.
    case 'openid':
    case 'unionid':
    case 'sso':
      return text;
  }
}
