import type { Model, Schema } from 'mongoose';

/** One group of fields in the data inventory, as the document says it. */
export interface InventoryRow {
  paths: string[];
  what: string;
  /** Whether it is personal, such as 个人信息 or 不是. */
  nature: string;
  /** 密文, 摘要 or 明文. */
  form: string;
  basis: string;
  keeping: string;
}

/** One heading with its table: some collections, or a part that several of them share. */
export interface InventoryPart {
  title: string;
  collections: string[];
  rows: InventoryRow[];
}

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

function rowOf(line: string): InventoryRow | undefined {
  const cells = line.split('|').map((cell) => cell.trim());
  const paths = quoted(cells[1] ?? '');
  if (cells.length !== 9 || paths.length === 0) return undefined;
  const [nature = '', form = ''] = (cells[3] ?? '').split('，');
  return { paths, what: cells[2] ?? '', nature, form, basis: cells[5] ?? '', keeping: cells[7] ?? '' };
}

/** The tables of the inventory that tell of fields: seven columns below a heading of the third level. */
export function inventoryParts(text: string): InventoryPart[] {
  return text
    .split(/^#{2,3} /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return {
        title,
        collections: quoted(title.replace(/（.*）/, '')),
        rows: lines.flatMap((line) => rowOf(line) ?? []),
      };
    })
    .filter(({ rows }) => rows.length > 0);
}

/** What a row that stands for others refers to: the fields of a shared part, or of its own table once more. */
function standsFor(row: InventoryRow, part: InventoryPart, parts: readonly InventoryPart[]): string[] {
  const shared = /\]\(#(.+)\)/.exec(row.what)?.[1];
  const rows = shared === undefined ? part.rows : (parts.find(({ title }) => title === shared)?.rows ?? []);
  return rows.flatMap(({ paths }) => paths).filter((path) => !path.endsWith('*') && path !== '_id');
}

/** Every field path that a part names, those it refers to included. */
export function namedFields(part: InventoryPart, parts: readonly InventoryPart[]): string[] {
  return part.rows.flatMap((row) =>
    row.paths.flatMap((path) =>
      path.endsWith('*')
        ? standsFor(row, part, parts).map((field) => `${path.slice(0, -1)}${field}`)
        : [path],
    ),
  );
}

/** Every path of a schema that holds a value: through subdocuments and arrays of them; `x.*` for the values of a map. */
export function fieldsOf(schema: Schema, prefix = ''): string[] {
  const fields: string[] = [];
  schema.eachPath((path, type) => {
    if (path.endsWith('.$*')) return; // a map is told of by the map itself
    const full = `${prefix}${path}`;
    const inner = (type as { schema?: Schema }).schema;
    if (type.instance === 'Map') fields.push(`${full}.*`);
    else if (inner) fields.push(...fieldsOf(inner, `${full}.`));
    else fields.push(full);
  });
  return fields;
}

export type Collections = Readonly<Record<string, readonly string[]>>;

/** The fields of every collection that has a model. */
export function collectionsOf(models: readonly Model<unknown>[]): Record<string, string[]> {
  return Object.fromEntries(
    models.map((model) => [model.collection.collectionName, fieldsOf(model.schema as Schema)]),
  );
}

/** The keys of a map are named one by one: any name below it is one of its values. */
const tells = (named: string, field: string) =>
  field.endsWith('.*') ? named.startsWith(field.slice(0, -1)) : named === field;

/** Where inventory and collections do not agree, in words; empty when they do. */
export function disagreements(text: string, collections: Collections): string[] {
  const parts = inventoryParts(text);
  const told = parts.filter((part) => part.collections.length > 0);
  const known = new Set(told.flatMap((part) => part.collections));
  const missing = Object.keys(collections).filter((name) => !known.has(name));
  return [
    ...missing.map((name) => `${name}: no table`),
    ...told.flatMap((part) => partDisagreements(part, parts, collections)),
  ];
}

function partDisagreements(
  part: InventoryPart,
  parts: readonly InventoryPart[],
  collections: Collections,
): string[] {
  const names = part.collections.join(', ');
  const named = namedFields(part, parts);
  const unknown = part.collections.filter((name) => !collections[name]);
  const fields = [...new Set(part.collections.flatMap((name) => collections[name] ?? []))];
  const untold = fields.filter((field) => !named.some((name) => tells(name, field)));
  const invented = named.filter((name) => !fields.some((field) => tells(name, field)));
  const twice = named.filter((name, index) => named.indexOf(name) !== index);
  return [
    ...unknown.map((name) => `${name}: no such collection`),
    ...untold.map((field) => `${names}: ${field} is not in the inventory`),
    ...invented.map((name) => `${names}: ${name} is in no schema`),
    ...twice.map((name) => `${names}: ${name} stands there twice`),
  ];
}
