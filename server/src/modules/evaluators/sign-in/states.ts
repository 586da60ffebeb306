import { randomBytes } from 'node:crypto';
import { Schema, model } from 'mongoose';
import { keyedDigest, type Keys } from '../../../keys.js';

/** How long somebody may take to agree at the other site. */
export const STATE_SECONDS = 10 * 60;

/** The sign-in at another site that a browser is on its way to. */
export interface SignInState {
  way: 'official' | 'sso';
  /** A path of our own. */
  returnTo: string;
  /** What the unified sign-in must be asked with when it comes back. */
  nonce?: string | null;
  codeVerifier?: string | null;
  /** The version of the notice that was agreed to before the browser left. */
  noticeVersion?: number | null;
  /** Whether name and document, as the other site tells them, may be kept as the real name. */
  realName?: boolean | null;
}

interface SignInStateRecord extends SignInState {
  /** Keyed hash of the state, and of the secret in the browser's cookie: a state without its browser is worth nothing. */
  _id: string;
  expiresAt: Date;
}

const stateSchema = new Schema<SignInStateRecord>(
  {
    _id: { type: String, required: true },
    way: { type: String, required: true },
    returnTo: { type: String, required: true },
    nonce: String,
    codeVerifier: String,
    noticeVersion: Number,
    realName: Boolean,
    expiresAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'sign_in_states' },
);
stateSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
const SignInStateModel = model('SignInState', stateSchema);

const idOf = (keys: Keys, state: string, browser: string) =>
  keyedDigest(keys.digest, 'sign-in-state', `${state}\0${browser}`);

/** A state nobody can guess; letters and digits alone, as WeChat wants them. */
export const newState = (): string => randomBytes(24).toString('hex');

/** Keeps what must be known when the browser comes back. @returns the secret for the browser's cookie */
export async function keepSignInState(
  keys: Keys,
  state: string,
  kept: SignInState,
  now: Date,
): Promise<string> {
  const browser = randomBytes(24).toString('hex');
  const expiresAt = new Date(now.getTime() + STATE_SECONDS * 1000);
  await SignInStateModel.create({ _id: idOf(keys, state, browser), ...kept, expiresAt });
  return browser;
}

/** Takes the state back, once. Null for one that is unknown, spent, too old, of another way, or of another browser. */
export async function takeSignInState(
  keys: Keys,
  way: SignInState['way'],
  state: string | undefined,
  browser: string | undefined,
  now: Date,
): Promise<SignInState | null> {
  if (!state || !browser) return null;
  return SignInStateModel.findOneAndDelete({
    _id: idOf(keys, state, browser),
    way,
    expiresAt: { $gt: now },
  }).lean<SignInStateRecord>();
}
