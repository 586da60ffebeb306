import jwt from 'jsonwebtoken';
import { AppError } from '../../../http/errors.js';
import type { Keys } from '../../../keys.js';
import type { StaffAccountRecord } from '../model.js';

/** Where a sign-in stands between two of its requests; `secret` carries an authenticator secret that is not confirmed yet. */
export type StepPurpose = 'code' | 'new_password' | 'set_up' | 'secret';

const SECONDS = 5 * 60;
const ISSUER = 'haochaping';
const AUDIENCE = 'staff-step';

export interface Step {
  accountId: string;
  passwordVersion: number;
  /** The second factor was shown in an earlier step. */
  secondFactor: boolean;
  /** Only for `secret`. */
  sealed?: string | undefined;
}

/**
 * What a half-finished sign-in carries from one request to the next: signed, five minutes, for one purpose, for one
 * account and the password it has now. It is no session and opens nothing.
 */
export function makeStep(
  keys: Keys,
  account: Pick<StaffAccountRecord, '_id' | 'passwordVersion'>,
  purpose: StepPurpose,
  now: Date,
  more: { secondFactor?: boolean; sealed?: string } = {},
): string {
  const issued = Math.floor(now.getTime() / 1000);
  return jwt.sign(
    {
      iss: ISSUER,
      aud: `${AUDIENCE}:${purpose}`,
      sub: account._id,
      ver: account.passwordVersion,
      iat: issued,
      exp: issued + SECONDS,
      ...more,
    },
    Buffer.from(keys.session.keys[keys.session.current] as string, 'hex'),
    { algorithm: 'HS256', keyid: keys.session.current },
  );
}

/** @throws AppError `not_signed_in` when it is not ours, for another purpose, or too old */
export function readStep(keys: Keys, challenge: string, purpose: StepPurpose, now: Date): Step {
  try {
    const keyId = jwt.decode(challenge, { complete: true })?.header.kid ?? '';
    const key = Object.hasOwn(keys.session.keys, keyId) ? keys.session.keys[keyId] : undefined;
    if (!key) throw new Error('unknown key');
    const claims = jwt.verify(challenge, Buffer.from(key, 'hex'), {
      algorithms: ['HS256'],
      audience: `${AUDIENCE}:${purpose}`,
      issuer: ISSUER,
      clockTimestamp: Math.floor(now.getTime() / 1000),
    }) as jwt.JwtPayload;
    return {
      accountId: String(claims.sub),
      passwordVersion: Number(claims.ver),
      secondFactor: claims.secondFactor === true,
      sealed: typeof claims.sealed === 'string' ? claims.sealed : undefined,
    };
  } catch (error) {
    throw new AppError('not_signed_in', { message: '等得太久了，请从头登录一次', cause: error });
  }
}
