import { z } from 'zod';
import { PeerTrouble, type PeerHttp } from './http.js';
import { signedPost, type SigningKey } from './signing.js';
import type { RealNameProvider } from './types.js';

const result = z.enum(['match', 'mismatch', 'not_found']);
const PersonBody = z.object({ result });
const BusinessBody = z.object({
  result,
  status: z.string().nullish(),
  representativeMatches: z.boolean().nullish(),
});

/** 登记状态 of a business that may act. */
const ACTIVE = ['存续', '在业', '开业', '在营'];

/** The real-name check. It only looks things up, so that a call may be repeated. */
export function createRealName(http: PeerHttp, key: SigningKey): RealNameProvider {
  const ask = <T>(path: string, content: object, schema: z.ZodType<T>): Promise<T> =>
    http.operation(path, async (limit) => {
      const { status, body } = await http.callAgain(() => signedPost('Realname', key, path, content), limit);
      const parsed = schema.safeParse(body);
      if (status !== 200 || !parsed.success) throw new PeerTrouble(`HTTP ${status} in another form`, false);
      return parsed.data;
    });
  return {
    person: async ({ name, certType, certNumber }) =>
      (await ask('/realname/v1/persons', { name, certType, certNumber }, PersonBody)).result,
    business: async ({ uscc, name, representative }) => {
      const asked = representative && {
        representativeName: representative.name,
        representativeCertNumber: representative.certNumber,
      };
      const answer = await ask('/realname/v1/businesses', { uscc, name, ...asked }, BusinessBody);
      return {
        result: answer.result,
        active: ACTIVE.includes(answer.status ?? ''),
        representativeMatches: answer.representativeMatches ?? null,
      };
    },
  };
}
