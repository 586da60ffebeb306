import { cp } from 'node:fs/promises';
import fc from 'fast-check';
import { Database } from '../../server/embedded-db/src/store/database.js';
import { readIndexSpec } from '../../server/embedded-db/src/store/index-spec.js';
import { Memory } from '../../server/embedded-db/src/memory.js';
import { DirectWork } from '../../server/embedded-db/src/store/work.js';
import { encode } from '../../server/embedded-db/src/values/values.js';
import { dataFolder } from './server.js';

// Of the documents only those used lately stand in memory; whatever is read, written, undone or refused by the disk, nobody can tell.

const IDS = 12;
/** So little that three documents fill it. */
const SHELF_BYTES = 300;
const noted = () => undefined;

interface Step {
  id: number;
  n: number | null;
  /** What becomes of the command that this step belongs to. */
  end: 'goes on' | 'commits' | 'is undone' | 'meets a full disk';
}
const steps = fc.array(
  fc.record<Step>({
    id: fc.nat({ max: IDS - 1 }),
    n: fc.option(fc.nat({ max: 99 }), { nil: null }),
    end: fc.constantFrom('goes on', 'commits', 'commits', 'is undone', 'meets a full disk'),
  }),
  { minLength: 20, maxLength: 80, size: 'max' },
);
const docOf = (id: number, n: number) => ({ _id: id, n, words: 'x'.repeat(60) });

test('any way of writing, undoing and failing leaves what a plain map holds, in documents and indexes, also after a new start', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const folder = await dataFolder();
      const open = (path: string) => Database.open(path, new Memory(noted), noted, SHELF_BYTES);
      let database = await open(folder.path);
      const things = database.ensure('db.things');
      database.createIndexes(things, [readIndexSpec({ key: { n: 1 }, name: 'n_1' })]);
      const write = database.storage.write.bind(database.storage);
      let full = false;
      database.storage.write = (batches) => {
        if (full) throw new Error('the disk is full');
        write(batches);
      };
      let known = new Map<number, number>();
      let next = new Map(known);
      let work = new DirectWork(database);
      const read = (expected: ReadonlyMap<number, number>, through: DirectWork) => {
        for (const [id, n] of expected) expect(through.get(things, encode(id))).toEqual(docOf(id, n));
      };
      for (const { id, n, end } of all) {
        work.put(things, encode(id), n === null ? undefined : docOf(id, n));
        if (n === null) next.delete(id);
        else next.set(id, n);
        read(next, work);
        if (end === 'goes on') continue;
        if (end === 'is undone') work.rollback(0);
        else work.commit();
        full = end === 'meets a full disk';
        // While it waits for the disk others want its place.
        read(end === 'is undone' ? known : next, work);
        database.group.flush();
        full = false;
        if (end === 'commits') known = next;
        next = new Map(known);
        work = new DirectWork(database);
      }
      work.rollback(0);
      const seen = () => {
        const collection = database.collections.get('db.things');
        const { docs } = collection?.candidates({ n: { $gte: 0 } }, []) ?? { docs: [] };
        return [...docs].map(({ doc }) => doc).sort((a, b) => Number(a._id) - Number(b._id));
      };
      const expected = [...known].sort(([a], [b]) => a - b).map(([id, n]) => docOf(id, n));
      expect(seen()).toEqual(expected);
      database.close();
      // A copy: the file is held until the process ends.
      const copy = await dataFolder();
      await cp(folder.path, copy.path, { recursive: true });
      database = await open(copy.path);
      expect(seen()).toEqual(expected);
      database.close();
      await Promise.all([folder.remove(), copy.remove()]);
    }),
    { numRuns: 40 },
  );
});
