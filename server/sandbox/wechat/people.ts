import { randomUUID } from 'node:crypto';
import { HttpRefusal } from '../common/reply.js';

/** A person as WeChat knows them. Names, ids and numbers are invented. */
export interface Person {
  /** In the mini-program. */
  openid: string;
  /** In the official account: another id for the same person. */
  officialOpenid: string;
  /** One id over all apps of one owner; null when the apps are not bound together. */
  unionid: string | null;
  name: string;
  /** Digits without the country's code. */
  phone: string;
  /** 86 for the mainland; WeChat's accounts may hold any country's number. */
  countryCode: string;
}

const invented = (at: number, name: string): Person => ({
  openid: `o-mini-demo-person-000${at}`,
  officialOpenid: `o-official-demo-person-000${at}`,
  unionid: `union-demo-person-000${at}`,
  name,
  phone: `1990000000${at}`,
  countryCode: '86',
});

const FIRST_PEOPLE: readonly Person[] = [
  invented(1, '沙箱一号'),
  invented(2, '沙箱二号'),
  invented(3, '沙箱三号'),
];

const TEXT = /^[\w-]{8,64}$/;
const SHAPES: Readonly<Record<keyof Person, (value: unknown) => boolean>> = {
  openid: (value) => typeof value === 'string' && TEXT.test(value),
  officialOpenid: (value) => typeof value === 'string' && TEXT.test(value),
  unionid: (value) => value === null || (typeof value === 'string' && TEXT.test(value)),
  name: (value) => typeof value === 'string' && value.length > 0 && value.length <= 32,
  phone: (value) => typeof value === 'string' && /^\d{5,15}$/.test(value),
  countryCode: (value) => typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value),
};

/** Everybody in this WeChat, and who holds the phone right now. */
export class People {
  private people = new Map(FIRST_PEOPLE.map((person) => [person.openid, person]));
  private currentOpenid = FIRST_PEOPLE[0]?.openid ?? '';

  show(): { current: string; people: Person[] } {
    return { current: this.currentOpenid, people: [...this.people.values()] };
  }

  /** The person with this id of either app. */
  find(openid: string): Person | undefined {
    return (
      this.people.get(openid) ??
      [...this.people.values()].find(({ officialOpenid }) => officialOpenid === openid)
    );
  }

  get current(): Person {
    const person = this.people.get(this.currentOpenid);
    if (!person) throw new Error('the current person is always one of the people');
    return person;
  }

  /**
   * Adds a person or changes one with the same openid; `current: true` hands them the phone.
   * @throws HttpRefusal 400 naming the field
   */
  set({ current, ...given }: Record<string, unknown>): Person {
    const openid = given.openid ?? `o-mini-${randomUUID()}`;
    const known = typeof openid === 'string' ? this.people.get(openid) : undefined;
    const fresh = { openid, officialOpenid: `o-official-${randomUUID()}`, unionid: `union-${randomUUID()}` };
    const person: Record<string, unknown> = {
      name: '沙箱来客',
      phone: this.freePhone(),
      countryCode: '86',
      ...fresh,
      ...known,
      ...given,
    };
    for (const [field, value] of Object.entries(person)) {
      if (!(field in SHAPES) || !SHAPES[field as keyof Person](value))
        throw new HttpRefusal(400, `${field} 不对`);
    }
    const kept = person as unknown as Person;
    this.people.set(kept.openid, kept);
    if (current === true) this.currentOpenid = kept.openid;
    return kept;
  }

  /** The next number of the invented range 1990000xxxx that nobody has. */
  private freePhone(): string {
    return `1990000${String(1000 + this.people.size).padStart(4, '0')}`;
  }
}
