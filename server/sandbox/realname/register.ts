import { HttpRefusal } from '../common/reply.js';

export type Result = 'match' | 'mismatch' | 'not_found';
type RegisteredPerson = { certNumber: string; name: string };
type RegisteredBusiness = {
  uscc: string;
  name: string;
  status: string;
  representativeName?: string;
  representativeCertNumber?: string;
};

/** How a name that nobody registered is judged in the demo. */
const endsWith = (name: string, word: string): boolean => name.replace(/[（）()\s]/g, '').endsWith(word);
function demoResult(name: string): Result {
  if (endsWith(name, '查无')) return 'not_found';
  return endsWith(name, '不符') ? 'mismatch' : 'match';
}

function textIn(given: Record<string, unknown>, field: string): string {
  const value = given[field];
  if (typeof value !== 'string' || value === '') throw new HttpRefusal(400, `${field} 应为文字`);
  return value;
}

/** Who exists, as far as this register knows. */
export class Register {
  private readonly persons = new Map<string, RegisteredPerson>();
  private readonly businesses = new Map<string, RegisteredBusiness>();

  constructor(private readonly demo: boolean) {}

  /** @throws HttpRefusal 400 */
  addPerson(given: Record<string, unknown>): void {
    const person = { name: textIn(given, 'name'), certNumber: textIn(given, 'certNumber') };
    this.persons.set(person.certNumber, person);
  }

  /** @throws HttpRefusal 400 */
  addBusiness(given: Record<string, unknown>): void {
    const business: RegisteredBusiness = {
      uscc: textIn(given, 'uscc'),
      name: textIn(given, 'name'),
      status: textIn({ status: '存续', ...given }, 'status'),
    };
    for (const field of ['representativeName', 'representativeCertNumber'] as const)
      if (field in given) business[field] = textIn(given, field);
    this.businesses.set(business.uscc, business);
  }

  clear(): void {
    this.persons.clear();
    this.businesses.clear();
  }

  counts(): { persons: number; businesses: number } {
    return { persons: this.persons.size, businesses: this.businesses.size };
  }

  person(name: string, certNumber: string): Result {
    const known = this.persons.get(certNumber);
    if (known) return known.name === name ? 'match' : 'mismatch';
    return this.demo ? demoResult(name) : 'not_found';
  }

  business(
    uscc: string,
    name: string,
    representative: { name: string; certNumber: string } | null,
  ): { result: Result; status: string | null; representativeMatches: boolean | null } {
    const known = this.businesses.get(uscc) ?? this.demoBusiness(uscc, name);
    if (!known) return { result: 'not_found', status: null, representativeMatches: null };
    const result = known.name === name ? 'match' : 'mismatch';
    return { result, status: known.status, representativeMatches: this.represents(known, representative) };
  }

  private demoBusiness(uscc: string, name: string): RegisteredBusiness | null {
    const result = this.demo ? demoResult(name) : 'not_found';
    if (result === 'not_found') return null;
    const status = endsWith(name, '注销') ? '注销' : '存续';
    return { uscc, name: result === 'match' ? name : '另一个名称', status };
  }

  private represents(
    { representativeName, representativeCertNumber }: RegisteredBusiness,
    asked: { name: string; certNumber: string } | null,
  ): boolean | null {
    if (!asked) return null;
    if (representativeName !== undefined)
      return representativeName === asked.name && representativeCertNumber === asked.certNumber;
    return this.demo && demoResult(asked.name) === 'match';
  }
}
