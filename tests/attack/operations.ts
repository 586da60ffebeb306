import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ROOT } from '../../server/launch/lib/programs.mjs';

/** The API as it describes itself: what an attacker reads first. */

export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  /** `staff`, `evaluator`, `businessSystem`, or nothing for what is open to all. */
  security: string[];
  parameters: Parameter[];
  /** The JSON body, if it takes one. */
  body: Schema | undefined;
  /** Types of a body that is not JSON. */
  raw: string[];
}

interface Described {
  operationId: string;
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

const description = JSON.parse(readFileSync(join(ROOT, 'server/docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};

/** Every operation of the description. */
export const OPERATIONS: readonly Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, told]) => ({
    id: told.operationId,
    method: method.toUpperCase(),
    path,
    security: (told.security ?? []).flatMap((one) => Object.keys(one)),
    parameters: told.parameters ?? [],
    body: told.requestBody?.content['application/json']?.schema,
    raw: Object.keys(told.requestBody?.content ?? {}).filter((type) => type !== 'application/json'),
  })),
);

export function resolve(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  if (name === undefined) return schema;
  const found = description.components.schemas[name];
  if (!found) throw new Error(`the description names ${schema.$ref}, which it does not have`);
  return resolve(found);
}

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid(),
  'date-time': fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2030-01-01') })
    .map((at) => at.toISOString()),
  date: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2030-01-01') })
    .map((at) => at.toISOString().slice(0, 10)),
  uri: fc.constant('https://example.invalid/'),
};

/** Values that fit a schema, as far as the schema says it all. */
export function fitting(told: Schema): fc.Arbitrary<unknown> {
  const schema = resolve(told);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(fitting));
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map(fitting)).map((parts) => Object.assign({}, ...parts) as unknown);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, one]) => [name, fitting(one)]),
        ),
        { requiredKeys: schema.required ?? [] },
      );
    case 'array':
      return fc.array(fitting(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.ceil(schema.minimum ?? 0), max: Math.floor(schema.maximum ?? 1000) });
    case 'boolean':
      return fc.boolean();
    case 'string':
      return text(schema);
    case undefined:
    default:
      return fc.constant(null);
  }
}

function text({ pattern, format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (pattern && !/\(\?/.test(pattern)) return fc.stringMatching(new RegExp(pattern));
  const formatted = format ? FORMATS[format] : undefined;
  return (
    formatted ?? fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 40) })
  );
}

/** Half a character cannot be written in an address at all. */
const wellFormed = (part: string) => part.replace(/\p{Surrogate}/gu, '\ufffd');

/** An address of the operation with these path parameters, encoded as a browser does it. */
export function addressOf(
  { path }: Operation,
  parameters: Record<string, string>,
  query: [string, string][] = [],
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(wellFormed(parameters[name] ?? 'x')),
  );
  const search = new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}
