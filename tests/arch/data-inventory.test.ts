import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import mongoose, { Schema, type Model } from 'mongoose';
import { CLAUSE_ID, CLAUSES } from '@haochaping/shared/domain/clauses';
import { ROOT } from '../../server/launch/lib/programs.mjs';
import { SETTINGS } from '../../server/src/config/settings.js';
import { filesUnder } from './imports.js';
import {
  collectionsOf,
  disagreements,
  fieldsOf,
  inventoryParts,
  type Collections,
  type InventoryPart,
} from './inventory.js';

const text = readFileSync(join(ROOT, 'server/docs/data-inventory.md'), 'utf8');
const parts = inventoryParts(text);
const rows = parts.flatMap((part) => part.rows.map((row) => ({ part, row })));
const told = rows.filter(({ row }) => row.nature !== '');

/** Every source that compiles a model, found by what it says. */
const sources = filesUnder(ROOT, ['server/src'], ['.ts']).map((path) => ({
  path,
  code: readFileSync(join(ROOT, path), 'utf8'),
}));
const modelSources = sources.filter(({ code }) => /\bmodel(<\w+>)?\(/.test(code));

/** What no model of ours declares: the counts that the limiter's own library keeps. */
const WITHOUT_MODEL: Collections = { rate_limits: ['_id', 'key', 'points', 'expire'] };

let collections: Collections = {};
beforeAll(async () => {
  for (const { path } of modelSources) await import(pathToFileURL(join(ROOT, path)).href);
  const models = mongoose.connections.flatMap((connection) => Object.values(connection.models));
  collections = { ...collectionsOf(models as Model<unknown>[]), ...WITHOUT_MODEL };
});

test('every field of every collection stands in the inventory, and nothing else', () => {
  expect(Object.keys(collections).length).toBeGreaterThan(40);
  expect(disagreements(text, collections)).toEqual([]);
});

test('no collection is declared that the models do not show', () => {
  const named = sources.flatMap(({ code }) =>
    [...code.matchAll(/(?:collection|tableName): '(\w+)'/g)].map((match) => match[1] ?? ''),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((name) => !(name in collections))).toEqual([]);
});

/** Where the time something is kept comes to an end by itself. */
const ENDS = /`RETENTION_[A-Z_]+`|`DELETION_GRACE_HOURS`|到注销账号|自动删除|做完即删/;
/** Where it does not, the reason follows. */
const ENDLESS = /没有期限：./;
const SAME = /^同上$/;

/** How long a row is kept; 同上 means what the row before says. */
function keepingOf({ rows: all }: InventoryPart, index: number): string {
  const keeping = all[index]?.keeping ?? '';
  return SAME.test(keeping) && index > 0 ? keepingOf({ rows: all } as InventoryPart, index - 1) : keeping;
}

test('whatever tells who an evaluator is has an end', () => {
  const personal = parts.flatMap((part) =>
    part.rows.flatMap(({ nature, paths }, index) =>
      ['个人信息', '敏感个人信息'].includes(nature)
        ? [{ at: `${part.title}: ${paths.join(' ')}`, keeping: keepingOf(part, index) }]
        : [],
    ),
  );
  expect(personal.length).toBeGreaterThan(7);
  expect(personal.filter(({ keeping }) => !ENDS.test(keeping) || keeping.includes('没有期限'))).toEqual([]);
});

test('whatever else has to do with a person has an end, or the reason why not', () => {
  const open = parts.flatMap((part) =>
    part.rows.flatMap(({ nature, paths }, index) => {
      const keeping = keepingOf(part, index);
      const fine = ENDS.test(keeping) || ENDLESS.test(keeping) || keeping.includes('没有期限：同上');
      return nature !== '' && nature !== '不是' && !fine ? [`${part.title}: ${paths.join(' ')}`] : [];
    }),
  );
  expect(open).toEqual([]);
});

test('what is kept without an end is put together for whoever decides', () => {
  const section = text.split('## 没有期限的，请决定')[1] ?? '';
  const endless = parts.filter((part) =>
    part.rows.some(
      ({ nature }, index) =>
        nature !== '' && nature !== '不是' && keepingOf(part, index).includes('没有期限'),
    ),
  );
  const names = endless.flatMap(({ title, collections: some }) =>
    some.length > 0 ? some.map((name) => `\`${name}\``) : [title],
  );
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !section.includes(name))).toEqual([]);
});

test('each row says what it is in the words of the legend, why, and by what right', () => {
  const natures = ['敏感个人信息', '个人信息', '去标识化', '可能含有', '工作人员', '不是'];
  const odd = told.filter(
    ({ row }) =>
      !natures.includes(row.nature) || !['密文', '摘要', '明文'].includes(row.form) || row.basis === '',
  );
  expect(odd.map(({ part, row }) => `${part.title}: ${row.paths.join(' ')}`)).toEqual([]);
});

test('sensitive data are never kept in clear', () => {
  expect(told.filter(({ row }) => row.nature === '敏感个人信息' && row.form !== '密文')).toEqual([]);
  const sealed = told.flatMap(({ row }) => (row.form === '密文' ? row.paths : []));
  expect(sealed.filter((path) => !/sealed|wrapped/i.test(path))).toEqual([]);
  for (const name of ['accounts', 'applicants', 'businesses', 'corrections'])
    expect(collections[name]).toContain('sealed.*');
});

test('the settings and clauses it names are real, and no retention setting is left out', () => {
  const settings = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[a-z]+)?`/g)].map((match) => match[1] ?? '');
  expect([...new Set(settings)].filter((name) => !(name in SETTINGS))).toEqual([]);
  const retention = Object.keys(SETTINGS).filter((name) => name.startsWith('RETENTION_'));
  expect(retention.filter((name) => !settings.includes(name))).toEqual([]);
  const clauses = [...text.matchAll(CLAUSE_ID)].map(([id]) => id);
  expect(clauses.filter((id) => !CLAUSES.some((clause) => clause.id === id))).toEqual([]);
});

describe('a wrong inventory is found', () => {
  const changed = (from: string, to: string) => {
    expect(text).toContain(from);
    return disagreements(text.replace(from, to), collections);
  };

  test('a field that is left out', () => {
    expect(changed('`certIndex` | 证件种类', '`_` | 证件种类')).toContain(
      'evaluators: certIndex is not in the inventory',
    );
  });
  test('a nested field that is left out', () => {
    expect(changed('`invitation.openedAt`、', '')).toEqual([
      'ratings: invitation.openedAt is not in the inventory',
    ]);
  });
  test('all values of a map that are left out', () => {
    expect(changed('`sealed.text`、`sealed.answer`', '`text`')).toContain(
      'corrections: sealed.* is not in the inventory',
    );
  });
  test('a shared part that is not referred to', () => {
    expect(changed('| `trail.*` | [审计留痕](#审计留痕) | | | | | |\n', '')).toContain(
      'invitations: trail.actor.id is not in the inventory',
    );
  });
  test('a field that no schema has', () => {
    expect(changed('`certIndex` |', '`certIndex`、`idCardPhoto` |')).toEqual([
      'evaluators: idCardPhoto is in no schema',
    ]);
  });
  test('a collection without a table', () => {
    expect(disagreements(text, { ...collections, photos: ['_id'] })).toEqual(['photos: no table']);
  });
  test('a field that a schema comes to have', () => {
    const evaluators = [...(collections.evaluators ?? []), 'birthday'];
    expect(disagreements(text, { ...collections, evaluators })).toEqual([
      'evaluators: birthday is not in the inventory',
    ]);
  });
});

test('a schema is walked to its last field', () => {
  const inner = new Schema({ deep: String }, { _id: false });
  const schema = new Schema(
    {
      plain: String,
      nested: { one: Number },
      list: [inner],
      words: [String],
      map: { type: Map, of: String },
    },
    { _id: false },
  );
  expect(fieldsOf(schema).sort()).toEqual(['list.deep', 'map.*', 'nested.one', 'plain', 'words']);
});
