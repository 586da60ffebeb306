import type { SignInOutcome } from '@haochaping/shared/contracts';
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
  /** When the browser came back with it for the first time. */
  spentAt?: Date | null;
  /** What came of that, and the sessions that were opened by it. */
  outcome?: SignInOutcome | null;
  sessionIds?: string[];
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
    spentAt: Date,
    outcome: String,
    sessionIds: { type: [String], default: undefined },
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

/** A state that came back: for the first time, or again. */
export interface TakenState extends SignInState {
  id: string;
  again: boolean;
}

/** Takes the state back; only the first time is it not `again`. Null for one that is unknown, too old, of another way, or of another browser. */
export async function takeSignInState(
  keys: Keys,
  way: SignInState['way'],
  state: string | undefined,
  browser: string | undefined,
  now: Date,
): Promise<TakenState | null> {
  if (!state || !browser) return null;
  const known = { _id: idOf(keys, state, browser), way, expiresAt: { $gt: now } };
  const first = await SignInStateModel.findOneAndUpdate(
    { ...known, spentAt: null },
    { $set: { spentAt: now }, $unset: { nonce: 1, codeVerifier: 1 } },
    { returnDocument: 'before' },
  ).lean<SignInStateRecord>();
  const found = first ?? (await SignInStateModel.findOne(known).lean<SignInStateRecord>());
  return found && { ...found, id: found._id, again: first === null };
}

/** Notes what came of a state, and the session it opened, for the browser that comes back with it twice. */
export async function noteOutcome(id: string, outcome: SignInOutcome, sessionId?: string): Promise<void> {
  await SignInStateModel.updateOne(
    { _id: id },
    { $set: { outcome }, ...(sessionId && { $push: { sessionIds: sessionId } }) },
  );
}

const LOOK_EVERY_MS = 100;
const LOOK_FOR_MS = 10_000;
/** Beyond this, a browser that comes back again is no second call of the same return. */
const AGAIN_MS = 60_000;

/**
 * What came of the first return, which may still be going on, and the sessions it opened; none when it was long ago. Null when
 * nothing is known of it.
 */
export async function outcomeBefore(
  id: string,
  now: Date,
): Promise<{ outcome: SignInOutcome; sessionIds: string[] } | null> {
  for (let waited = 0; waited < LOOK_FOR_MS; waited += LOOK_EVERY_MS) {
    const state = await SignInStateModel.findById(id).lean<SignInStateRecord>();
    if (!state?.spentAt) return null;
    const { outcome, sessionIds = [], spentAt } = state;
    const lately = now.getTime() - spentAt.getTime() < AGAIN_MS;
    if (outcome) return { outcome, sessionIds: lately ? sessionIds : [] };
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return null;
}
