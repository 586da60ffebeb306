import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';

/** An RSA key of this start, and the signatures made with it. */
export class Signer {
  private readonly kid = randomUUID();
  private readonly pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  /** Published by nobody: what it signs is forged. */
  private readonly stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

  jwks(): { keys: object[] } {
    const key = this.pair.publicKey.export({ format: 'jwk' });
    return { keys: [{ ...key, kid: this.kid, use: 'sig', alg: 'RS256' }] };
  }

  /** An RS256 token with these claims; forged when `forged`. */
  sign(claims: object, forged: boolean): string {
    const header = { alg: 'RS256', typ: 'JWT', kid: this.kid };
    const told = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.');
    const key: KeyObject = forged ? this.stranger.privateKey : this.pair.privateKey;
    return `${told}.${sign('RSA-SHA256', Buffer.from(told), key).toString('base64url')}`;
  }
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
