import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import { createAttachmentStore } from '../../server/src/modules/attachments/index.js';
import { AttachmentModel } from '../../server/src/modules/attachments/model.js';
import { databaseStore } from '../../server/src/modules/attachments/stores/database.js';
import { folderStore } from '../../server/src/modules/attachments/stores/folder.js';
import { freshMongoUri } from '../support/system.js';
import { picture } from './support.js';

// The two places files are kept in do the same, and what no move names leaves them after a day.

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'attachments-'));
  await connectDatabase(freshMongoUri());
});
afterAll(async () => {
  await mongoose.connection.dropDatabase();
  await disconnectDatabase();
  await rm(root, { recursive: true });
});

const STORES = {
  folder: () => folderStore(join(root, 'files')),
  database: () => databaseStore(),
};

describe.each(Object.entries(STORES))('%s', (_, open) => {
  test.each([0, 1, 300_000, 10 * 1024 * 1024])('%d bytes come back as they went in', async (size) => {
    const store = open();
    const id = randomUUID();
    const bytes = randomBytes(size);
    await store.write(id, bytes);
    const back = await store.read(id);
    expect(back && Buffer.compare(back, bytes)).toBe(0);
    await store.remove(id);
    expect(await store.read(id)).toBeNull();
  });

  test('what is not there is null, and may be removed', async () => {
    const store = open();
    expect(await store.read(randomUUID())).toBeNull();
    await store.remove(randomUUID());
  });
});

test('of an upload to the database that was cut off nothing stays', async () => {
  const id = randomUUID();
  const chunks = () => mongoose.connection.db!.collection<{ files_id: string }>('attachment_files.chunks');
  await chunks().insertOne({ files_id: id, n: 0, data: randomBytes(10) } as never);
  await databaseStore().remove(id);
  expect(await chunks().countDocuments({ files_id: id })).toBe(0);
});

test('in the folder only the server’s account reads', async () => {
  const id = randomUUID();
  await STORES.folder().write(id, randomBytes(10));
  const folder = join(root, 'files', id.slice(0, 2));
  expect((await stat(folder)).mode & 0o077).toBe(0);
  expect((await stat(join(folder, id))).mode & 0o077).toBe(0);
  expect(await readdir(folder)).toEqual([id]);
});

test.each(['folder', 'database'] as const)(
  'after a day what no case names is removed from the %s, and what one names stays',
  async (ATTACHMENT_STORE) => {
    const inCase = new Set<string>();
    const { attachments, module } = createAttachmentStore(
      { ATTACHMENT_STORE, dataDir: root },
      {
        case: async (files) => new Set(files.map(({ id }) => id).filter((id) => inCase.has(id))),
        appeal: async () => new Set(),
        feedback: async () => new Set(),
        paper: async () => new Set(),
      },
    );
    const [rule] = module.retention ?? [];
    if (!rule) throw new Error('no rule');
    const now = new Date('2026-11-29T02:00:00Z');
    const caseId = randomUUID();
    const home = { caseId, use: 'case' } as const;
    const audit = async () => undefined;
    const put = async (at: Date) =>
      attachments.receive({ home, accountId: 'a', name: 'x.png', bytes: await picture(), audit }, at);
    const goingWith = (id: string) => ({ home, accountId: 'a', ids: [id], field: 'attachments' });
    const hours = (count: number) => new Date(now.getTime() - count * 3_600_000);
    const [unused, crashed, marked, young] = [
      await put(hours(25)),
      await put(hours(25)),
      await put(hours(25)),
      await put(hours(23.5)),
    ];
    // The process ended between the move and its mark.
    inCase.add(crashed.id);
    await attachments.named([marked.id]);
    const { ids, last } = await rule.due(hours(24 * rule.days), undefined);
    expect({ ids, more: typeof last }).toEqual({ ids: [unused.id], more: 'string' });
    await rule.remove(ids);
    await expect(attachments.open(home, unused.id)).rejects.toMatchObject({ code: 'not_found' });
    for (const { id } of [crashed, marked, young]) await attachments.open(home, id);
    expect(await AttachmentModel.countDocuments({ caseId, named: true })).toBe(2);
    // An hour before it may be removed it goes with no move any more: nothing is removed under a move's hands.
    await expect(attachments.check(goingWith(young.id), now)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const fresh = await put(now);
    await attachments.check(goingWith(fresh.id), now);
  },
);
