import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export interface Filters<Name extends string> {
  values: Readonly<Partial<Record<Name, string>>>;
  page: number;
  /** Anything chosen at all? */
  any: boolean;
  /** Changes filters and goes back to the first page. Empty values leave the address. */
  set: (changes: Partial<Record<Name, string | undefined>>) => void;
  clear: () => void;
  goTo: (page: number) => void;
}

/** Forms that values must have, for those that are more than a word to look for. */
type Forms<Name extends string> = Readonly<Partial<Record<Name, RegExp>>>;

/** The form of a day. */
export const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The form of a value out of a closed list of words. */
export const oneOf = (words: readonly string[]): RegExp => new RegExp(`^(?:${words.join('|')})$`);

/**
 * Filters and page live in the address: a list can be linked to, reloaded and come back to. Values of another form
 * than asked for (an address typed by hand) count as not chosen. Names and forms must be constants.
 */
export function useFilters<Name extends string>(names: readonly Name[], forms?: Forms<Name>): Filters<Name> {
  const [params, setParams] = useSearchParams();
  const values = useMemo(() => {
    const found: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = params.get(name);
      if (value && (forms?.[name]?.test(value) ?? true)) found[name] = value;
    }
    return found;
  }, [params, names, forms]);

  const set = useCallback<Filters<Name>['set']>(
    (changes) => {
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries<string | undefined>(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          next.delete('page');
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  const clear = useCallback(() => setParams({}, { replace: true }), [setParams]);
  const goTo = useCallback(
    (page: number) => {
      setParams((before) => {
        const next = new URLSearchParams(before);
        if (page > 1) next.set('page', String(page));
        else next.delete('page');
        return next;
      });
      window.scrollTo(0, 0);
    },
    [setParams],
  );
  const page = Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1);
  return { values, page, any: Object.keys(values).length > 0, set, clear, goTo };
}
