import { PHONE_TARGETS, type PhoneTarget } from '@haochaping/shared/domain';
import { directoryNow, KIND_OF, type Directory } from '../../directory/index.js';

export interface PhoneRef {
  kind: PhoneTarget;
  code: string;
}

/** Finds what the hotline's people call something, by its code or its whole name. */
export interface Finder {
  /** Everything that is called so; one is what is meant. */
  find(called: string, kind: PhoneTarget | null): PhoneRef[];
}

/** A finder over the directory as it stands at an instant; made once for a whole table. */
export async function finderAt(at: Date): Promise<Finder> {
  const directory = await directoryNow();
  const names = new Map<string, PhoneRef[]>();
  for (const kind of PHONE_TARGETS)
    for (const { code, name } of namedIn(directory, kind, at))
      names.set(name, [...(names.get(name) ?? []), { kind, code }]);
  return {
    find(called, asked) {
      const kinds = asked ? [asked] : PHONE_TARGETS;
      const coded = kinds.filter((kind) => directory.lookUp(KIND_OF[kind], called, at));
      if (coded.length > 0) return coded.map((kind) => ({ kind, code: called }));
      return (names.get(called) ?? []).filter(({ kind }) => kinds.includes(kind));
    },
  };
}

const namedIn = (directory: Directory, kind: PhoneTarget, at: Date): { code: string; name: string }[] =>
  directory.standing(KIND_OF[kind], at).map(({ code, data }) => ({ code, name: data.name }));
