import { parseArgs } from 'node:util';

/** Turns the text of an argument into its value; undefined when it cannot be that. */
export type Reader<T> = (value: string) => T | undefined;
export type Readers<O> = { [K in keyof O]: Reader<O[K]> };

/** What every sandbox can be told. */
export interface Listening {
  host: string;
  /** 0 takes a free port. */
  port: number;
}

export const oneOf =
  <T extends string>(...allowed: T[]): Reader<T> =>
  (value) =>
    allowed.find((entry) => entry === value);

export const count =
  (least: number, most: number): Reader<number> =>
  (value) => {
    const number = Number(value);
    return Number.isInteger(number) && number >= least && number <= most ? number : undefined;
  };

export const text: Reader<string> = (value) => (value === '' ? undefined : value);

/** Comma-separated, blanks trimmed. */
export const list: Reader<string[]> = (value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);

export const flag: Reader<boolean> = (value) => ({ '0': false, '1': true })[value];

export const LISTENING_READERS: Readers<Listening> = { host: text, port: count(0, 65_535) };
export const LISTENING_HELP: Readonly<Record<keyof Listening, string>> = {
  host: '监听地址',
  port: '端口，0 为任意空闲端口',
};
export const LISTENING_DEFAULTS: Readonly<Listening> = { host: '127.0.0.1', port: 0 };

/**
 * Reads `--name value` arguments over the defaults.
 * @throws Error with a sentence that names the argument and what it may be.
 */
export function readArguments<O extends object>(
  args: string[],
  { readers, defaults, help }: { readers: Readers<O>; defaults: O; help: Readonly<Record<keyof O, string>> },
): O {
  const names = Object.keys(readers) as (keyof O & string)[];
  const { values } = parseArgs({
    args,
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    strict: true,
  });
  return names.reduce<O>(
    (options, name) => {
      const given = values[name];
      if (typeof given !== 'string') return options;
      const value = readers[name](given);
      if (value === undefined) throw new Error(`--${name} 不能是“${given}”。${help[name]}`);
      return { ...options, [name]: value };
    },
    { ...defaults },
  );
}

/** The arguments that stand in the environment: option name → variable. */
export function argumentsFrom(
  environment: NodeJS.ProcessEnv,
  variables: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(variables).flatMap(([name, variable]) => {
    const value = environment[variable];
    return value ? [`--${name}`, value] : [];
  });
}
