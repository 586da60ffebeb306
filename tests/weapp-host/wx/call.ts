/** The options object most `wx` functions take. */
export interface Options {
  success?: (result: object) => void;
  fail?: (result: object) => void;
  complete?: (result: object) => void;
  [name: string]: unknown;
}

/** A failure WeChat reports as `errMsg`, not by throwing. */
export class Failure extends Error {}

const wordsOf = (reason: unknown) => (reason instanceof Error ? reason.message : String(reason));

/**
 * Runs an asynchronous `wx` function and reports as WeChat does: to the callbacks where one is given, else by a promise
 * that rejects with `{errMsg: 'name:fail …'}`.
 */
export function settle<T extends object | void>(
  name: string,
  options: Options,
  run: () => T | Promise<T>,
): Promise<object> | undefined {
  const { success, fail, complete } = options;
  const outcome = new Promise<void>((resolve) => setTimeout(resolve, 0))
    .then(run)
    .then((value) => ({ errMsg: `${name}:ok`, ...value }));
  if (!success && !fail && !complete)
    return outcome.catch((reason: unknown) => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- WeChat rejects with a plain object
      throw { errMsg: `${name}:fail ${wordsOf(reason)}` };
    });
  void outcome
    .then(
      (result) => [result, success] as const,
      (reason: unknown) => [{ errMsg: `${name}:fail ${wordsOf(reason)}` }, fail] as const,
    )
    .then(([result, callback]) => {
      callback?.(result);
      complete?.(result);
    });
  return undefined;
}

export type WxFunction = (...args: never[]) => unknown;
export type WxFunctions = Record<string, WxFunction>;

/** `{name: run}` as functions that take options and report by `settle`. */
export function settling(
  functions: Record<string, (options: Options) => object | void | Promise<object | void>>,
): WxFunctions {
  return Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [
      name,
      (options: Options = {}) => settle(name, options, () => run(options)),
    ]),
  );
}

/** Listeners of one event, as `onX` and `offX`; `offX()` without a function forgets all of them. */
export class Listeners<T> {
  private readonly all = new Set<(value: T) => void>();

  tell(value: T): void {
    for (const listener of [...this.all]) listener(value);
  }

  get any(): boolean {
    return this.all.size > 0;
  }

  functions(name: string): WxFunctions {
    return {
      [`on${name}`]: (listener: (value: T) => void) => void this.all.add(listener),
      [`off${name}`]: (listener?: (value: T) => void) =>
        void (listener ? this.all.delete(listener) : this.all.clear()),
    };
  }
}
