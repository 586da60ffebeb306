import { randomUUID } from 'node:crypto';
import { WeChatRefusal } from './errors.js';
import type { People, Person } from './people.js';

export type CodeKind = 'mini' | 'official';
interface Issued {
  kind: CodeKind;
  openid: string;
  until: number;
}

/** What the phone of the tests gives out; its holder need not be told to anybody. */
const PHONE_CODE = /^host-[0-9a-f-]{36}$/;
const MOST_REMEMBERED = 10_000;

/** Codes of every sort: who they speak for, that each is good once, and not for long. */
export class Codes {
  private readonly issued = new Map<string, Issued>();
  private readonly used = new Set<string>();

  constructor(
    private readonly people: People,
    private readonly seconds: number,
  ) {}

  /** A code that speaks for this person; given one, it is bound to them. */
  bind(person: Person, kind: CodeKind, code: string = `${kind}-${randomUUID()}`): string {
    this.issued.set(code, { kind, openid: person.openid, until: Date.now() + this.seconds * 1000 });
    forgetOldest(this.issued);
    return code;
  }

  /**
   * Spends a code.
   * @throws WeChatRefusal 40163 when it was used, 40029 when it is unknown, of the other sort, or too old
   */
  spend(code: string, kind: CodeKind): Person {
    if (code === '') throw new WeChatRefusal(41008);
    if (this.used.has(code)) throw new WeChatRefusal(40163);
    const issued = this.issued.get(code);
    const person = issued ? this.people.find(issued.openid) : this.unregistered(code, kind);
    if (!person || (issued && (issued.kind !== kind || issued.until <= Date.now())))
      throw new WeChatRefusal(40029);
    this.issued.delete(code);
    this.used.add(code);
    forgetOldest(this.used);
    return person;
  }

  private unregistered(code: string, kind: CodeKind): Person | undefined {
    return kind === 'mini' && PHONE_CODE.test(code) ? this.people.current : undefined;
  }
}

function forgetOldest(kept: Map<string, unknown> | Set<string>): void {
  if (kept.size <= MOST_REMEMBERED) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}
