import { randomInt } from 'node:crypto';
import { identityCheckCharacter } from '@haochaping/shared/domain/codes';
import { CERTIFICATES } from '../common/certificates.js';
import { HttpRefusal } from '../common/reply.js';

/** A person as the unified sign-in knows them: its claims. Everything is invented. */
export interface Claims {
  sub: string;
  name: string;
  cert_type: string;
  cert_number: string;
  phone_number: string;
  /** 1 a phone number, 2 the real name checked, 3 the person seen as well. */
  loa: number;
}

/** A number that is well formed and belongs to nobody in particular; made anew with every start. */
function inventedNumber(): string {
  const day = String(randomInt(1, 29)).padStart(2, '0');
  const first17 = `350404${randomInt(1950, 2000)}0${randomInt(1, 10)}${day}${String(randomInt(1000)).padStart(3, '0')}`;
  return first17 + identityCheckCharacter(first17);
}

const invented = (at: number, name: string, loa: number): Claims => ({
  sub: `sso-demo-person-000${at}`,
  name,
  cert_type: '111',
  cert_number: inventedNumber(),
  phone_number: `1990000010${at}`,
  loa,
});

const SHAPES: Readonly<Record<keyof Claims, (value: unknown, person: Record<string, unknown>) => boolean>> = {
  sub: (value) => typeof value === 'string' && /^[\w-]{1,64}$/.test(value),
  name: (value) => typeof value === 'string' && value !== '' && value.length <= 50,
  cert_type: (value) => typeof value === 'string' && Object.hasOwn(CERTIFICATES, value),
  cert_number: (value, { cert_type }) =>
    typeof value === 'string' && CERTIFICATES[cert_type as string]?.check(value) === null,
  phone_number: (value) => typeof value === 'string' && /^1\d{10}$/.test(value),
  loa: (value) => typeof value === 'number' && [1, 2, 3].includes(value),
};

/** Everybody who has an account at the unified sign-in, the first one first. */
export class People {
  private readonly people = new Map(
    [invented(1, '沙箱甲', 3), invented(2, '沙箱乙', 2), invented(3, '沙箱丙', 1)].map((one) => [
      one.sub,
      one,
    ]),
  );

  list(): Claims[] {
    return [...this.people.values()];
  }

  find(sub: string): Claims | undefined {
    return this.people.get(sub);
  }

  /** Adds a person or changes one. @throws HttpRefusal 400 naming the claim */
  set(given: Record<string, unknown>): Claims {
    const known = typeof given.sub === 'string' ? this.people.get(given.sub) : undefined;
    const person: Record<string, unknown> = { ...invented(9, '沙箱来客', 2), ...known, ...given };
    for (const [claim, value] of Object.entries(person))
      if (!(claim in SHAPES) || !SHAPES[claim as keyof Claims](value, person))
        throw new HttpRefusal(400, `${claim} 不对`);
    const kept = person as unknown as Claims;
    this.people.set(kept.sub, kept);
    return kept;
  }
}
