import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { generateKeys } from '../../server/src/keys.js';
import {
  createDataKey,
  dataKeyOf,
  destroyDataKey,
  openKeyStore,
  OwnerErasedError,
} from '../../server/src/modules/vault/key-store.js';
import { blindIndex, openFields, sealFields } from '../../server/src/modules/vault/sealing.js';
import { VaultError } from '../../server/src/modules/vault/ciphers.js';
import { besideUri, freshMongoUri } from '../support/system.js';

const keys = generateKeys();
const now = new Date('2026-11-25T01:00:00Z');

beforeAll(async () => {
  const uri = freshMongoUri();
  await connectDatabase(uri);
  await openKeyStore(besideUri(uri, '_keys'));
});
afterAll(() => disconnectDatabase());

async function owner(): Promise<string> {
  const id = randomUUID();
  await createDataKey(keys, id, now);
  return id;
}

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('personal fields sealed for their owner (FA-3.3-c)', () => {
  test('any text, in any script, comes back as it was', async () => {
    const id = await owner();
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (name, phone) => {
        const sealed = await sealFields(keys, id, 'applicant:1', { name, phone, none: undefined });
        expect(Object.keys(sealed)).toEqual(['name', 'phone']);
        expect(await openFields(keys, id, 'applicant:1', sealed)).toEqual({ name, phone });
      }),
    );
  });

  test('with any one byte changed, nothing opens', async () => {
    const id = await owner();
    const { name = '' } = await sealFields(keys, id, 'applicant:1', { name: '林志镕' });
    const parts = name.split(':');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(2, 3, 4),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (part, at, by) => {
          const bytes = Buffer.from(parts[part] ?? '', 'base64url');
          const place = at % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ by;
          const changed = parts
            .map((one, index) => (index === part ? bytes.toString('base64url') : one))
            .join(':');
          await expect(openFields(keys, id, 'applicant:1', { name: changed })).rejects.toThrow(VaultError);
        },
      ),
    );
  });

  test('moved to another owner, document or field, nothing opens', async () => {
    const [mine, other] = [await owner(), await owner()];
    const sealed = await sealFields(keys, mine, 'applicant:1', { name: '林志镕' });
    const name = sealed.name ?? '';
    for (const attempt of [
      () => openFields(keys, other, 'applicant:1', { name }),
      () => openFields(keys, other, 'applicant:1', { name: name.replace(mine, other) }),
      () => openFields(keys, mine, 'applicant:2', { name }),
      () => openFields(keys, mine, 'account:1', { name }),
      () => openFields(keys, mine, 'applicant:1', { phone: name }),
    ])
      await expect(attempt()).rejects.toThrow(VaultError);
    expect(await openFields(keys, mine, 'applicant:1', { name })).toEqual({ name: '林志镕' });
  });
});

describe('the key store', () => {
  test('makes one key for an owner, however many ask at once', async () => {
    const id = randomUUID();
    const made = await Promise.all(Array.from({ length: 8 }, () => createDataKey(keys, id, now)));
    expect(new Set(made.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await dataKeyOf(keys, id)).toEqual(made[0]);
  });

  test('a destroyed key is gone, and its owner never gets another', async () => {
    const id = await owner();
    const sealed = await sealFields(keys, id, 'account:1', { phone: '13800000000' });
    expect(await destroyDataKey(id, now)).toBe(true);
    expect(await destroyDataKey(id, now)).toBe(false);
    await expect(openFields(keys, id, 'account:1', sealed)).rejects.toThrow(OwnerErasedError);
    await expect(sealFields(keys, id, 'account:1', { phone: '1' })).rejects.toThrow(OwnerErasedError);
    await expect(createDataKey(keys, id, now)).rejects.toThrow(OwnerErasedError);
  });

  test('an owner who never had a key can be barred from ever getting one', async () => {
    const id = randomUUID();
    expect(await destroyDataKey(id, now)).toBe(false);
    await expect(createDataKey(keys, id, now)).rejects.toThrow(OwnerErasedError);
  });
});

describe('the blind index', () => {
  test.each([
    ['cert', '111:35040219900101001x', ' 111:35040219900101001X '],
    ['cert', '111:350402', '１１１:３５０４０２'],
    ['uscc', '91350400ma2y1abc3d', '91350400MA2Y1ABC3D'],
    ['phone', '13800001111', '+86 138-0000-1111'],
    ['phone', '13800001111', '１３８００００１１１１'],
  ] as const)('finds one %s by any of its spellings: %s, %s', (purpose, one, other) => {
    expect(blindIndex(keys, purpose, one)).toBe(blindIndex(keys, purpose, other));
  });

  test('keeps apart what is different: values, purposes, names whose case means something', () => {
    const all = [
      blindIndex(keys, 'openid', 'oAbC'),
      blindIndex(keys, 'openid', 'oabc'),
      blindIndex(keys, 'unionid', 'oAbC'),
      blindIndex(keys, 'phone', '13800001111'),
      blindIndex(keys, 'phone', '13800001112'),
      blindIndex(generateKeys(), 'openid', 'oAbC'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
