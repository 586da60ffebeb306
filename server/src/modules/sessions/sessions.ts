import { randomBytes, randomUUID } from 'node:crypto';
import type { SignInWay } from '@haochaping/shared/contracts';
import jwt from 'jsonwebtoken';
import { AppError } from '../../http/errors.js';
import { keyedDigest, sameText, type Keys } from '../../keys.js';
import { recordAudit } from '../audit/index.js';
import {
  SessionModel,
  type SessionClient,
  type SessionEnding,
  type SessionKind,
  type SessionRecord,
} from './model.js';

/** How long an access token is good, in seconds. Whoever loses one loses a quarter of an hour. */
export const ACCESS_SECONDS = 15 * 60;
/**
 * A refresh token that was renewed a moment ago is answered with the same new one: two tabs, or a request that was sent
 * again because its answer got lost. Later it is a sign of theft.
 */
const GRACE_MS = 20_000;
const ISSUER = 'haochaping';

export interface SessionTokens {
  session: SessionRecord;
  accessToken: string;
  accessExpiresAt: Date;
  refreshToken: string;
  /** What a page sends in `X-CSRF-Token` with every write when its token travels in a cookie. */
  csrfToken: string;
}

export interface NewSession {
  kind: SessionKind;
  subjectId: string;
  client: SessionClient;
  /** How an evaluator signed in. */
  way?: SignInWay;
  userAgent: string;
  secondFactor: boolean;
  lifetimeSeconds: number;
}

/** Opens a session. The sign-in itself is recorded by whoever checked the credentials. */
export async function openSession(keys: Keys, opened: NewSession, now: Date): Promise<SessionTokens> {
  const { lifetimeSeconds, userAgent, ...told } = opened;
  const session: SessionRecord = {
    _id: randomUUID(),
    ...told,
    device: deviceOf(userAgent),
    secret: randomBytes(32).toString('hex'),
    generation: 1,
    createdAt: now,
    refreshedAt: now,
    expiresAt: new Date(now.getTime() + lifetimeSeconds * 1000),
  };
  await SessionModel.create(session);
  return tokensOf(keys, session, now);
}

function tokensOf(keys: Keys, session: SessionRecord, now: Date): SessionTokens {
  const seconds = Math.floor(now.getTime() / 1000);
  const expires = Math.min(seconds + ACCESS_SECONDS, Math.floor(session.expiresAt.getTime() / 1000));
  const accessToken = jwt.sign(
    { iss: ISSUER, aud: session.kind, sub: session.subjectId, sid: session._id, iat: seconds, exp: expires },
    Buffer.from(keys.session.keys[keys.session.current] as string, 'hex'),
    { algorithm: 'HS256', keyid: keys.session.current },
  );
  return {
    session,
    accessToken,
    accessExpiresAt: new Date(expires * 1000),
    refreshToken: refreshTokenOf(keys, session, session.generation),
    csrfToken: csrfTokenOf(keys, session._id),
  };
}

/** The token that a page of this session sends with every write. */
export function csrfTokenOf(keys: Keys, sessionId: string): string {
  return keyedDigest(keys.digest, 'csrf', sessionId);
}

/** `SESSION.GENERATION.PROOF`; the proof needs the server's key as well as the session's secret, so a copy of the database makes none. */
function refreshTokenOf(keys: Keys, session: SessionRecord, generation: number): string {
  const proof = keyedDigest(keys.digest, 'refresh', `${session._id}:${generation}:${session.secret}`);
  return `${session._id}.${generation}.${proof}`;
}

const notSignedIn = (cause?: unknown) =>
  new AppError('not_signed_in', { message: '登录已过期，请重新登录', cause });

/**
 * The live session behind an access token: signature with a known key, pinned algorithm, issuer, audience and expiry are
 * checked, and that the session was not ended.
 * @throws AppError `not_signed_in`
 */
export async function readAccess(
  keys: Keys,
  kind: SessionKind,
  token: string | undefined,
  now: Date,
): Promise<SessionRecord> {
  if (!token) throw new AppError('not_signed_in');
  const sessionId = sessionOfAccess(keys, kind, token, now);
  const session = await SessionModel.findById(sessionId).lean<SessionRecord>();
  if (!session || session.kind !== kind || !isLive(session, now)) throw notSignedIn();
  return session;
}

function sessionOfAccess(keys: Keys, kind: SessionKind, token: string, now: Date): string {
  try {
    const keyId = jwt.decode(token, { complete: true })?.header.kid ?? '';
    const key = Object.hasOwn(keys.session.keys, keyId) ? keys.session.keys[keyId] : undefined;
    if (!key) throw new Error('unknown key');
    const claims = jwt.verify(token, Buffer.from(key, 'hex'), {
      algorithms: ['HS256'],
      audience: kind,
      issuer: ISSUER,
      clockTimestamp: Math.floor(now.getTime() / 1000),
    }) as jwt.JwtPayload;
    return String(claims.sid);
  } catch (error) {
    throw notSignedIn(error);
  }
}

const isLive = (session: SessionRecord, now: Date) => !session.endedAt && session.expiresAt > now;

/**
 * Renews a session: the refresh token is good once. One that was renewed before, outside a short grace, was copied by
 * somebody: the whole session ends, and the log tells of it.
 * @throws AppError `not_signed_in`
 */
export async function refreshSession(
  keys: Keys,
  kind: SessionKind,
  token: string | undefined,
  now: Date,
): Promise<SessionTokens> {
  const [sessionId = '', told = '', proof = ''] = (token ?? '').split('.');
  const generation = /^\d{1,9}$/.test(told) ? Number(told) : 0;
  const session = await SessionModel.findById(sessionId).lean<SessionRecord>();
  if (!session || session.kind !== kind || !isLive(session, now)) throw notSignedIn();
  if (!sameText(`${sessionId}.${generation}.${proof}`, refreshTokenOf(keys, session, generation)))
    throw notSignedIn();
  if (generation === session.generation) {
    const renewed = await SessionModel.findOneAndUpdate(
      { _id: sessionId, generation, endedAt: null },
      { $inc: { generation: 1 }, $set: { refreshedAt: now } },
      { returnDocument: 'after' },
    ).lean<SessionRecord>();
    // Somebody else was a moment faster with the same token; the grace below decides.
    return renewed ? tokensOf(keys, renewed, now) : refreshSession(keys, kind, token, now);
  }
  const justRenewed =
    generation === session.generation - 1 && now.getTime() - session.refreshedAt.getTime() <= GRACE_MS;
  if (justRenewed) return tokensOf(keys, session, now);
  await endSession(session, 'refresh_reused', now);
  throw notSignedIn();
}

/** Ends one session. Ending it twice is ending it once. */
export async function endSession(session: SessionRecord, ending: SessionEnding, now: Date): Promise<void> {
  const ended = await SessionModel.updateOne(
    { _id: session._id, endedAt: null },
    { $set: { endedAt: now, ending } },
  );
  if (ended.modifiedCount === 0) return;
  const party = { kind: session.kind, id: session.subjectId };
  await recordAudit({
    at: now,
    action: 'session.ended',
    actor: party,
    subject: party,
    detail: { ending, sessionId: session._id },
  });
}

/** Ends one session of this account. False when it has no live one of that id. */
export async function endOwnSession(
  subjectId: string,
  sessionId: string,
  ending: SessionEnding,
  now: Date,
): Promise<boolean> {
  const session = await SessionModel.findOne({ _id: sessionId, subjectId }).lean<SessionRecord>();
  if (!session || !isLive(session, now)) return false;
  await endSession(session, ending, now);
  return true;
}

/** Ends every session of an account; `except` stays. Returns how many were ended. */
export async function endSessionsOf(
  subjectId: string,
  ending: SessionEnding,
  now: Date,
  except?: string,
): Promise<number> {
  const live = await liveSessionsOf(subjectId, now);
  const ended = live.filter(({ _id }) => _id !== except);
  for (const session of ended) await endSession(session, ending, now);
  return ended.length;
}

/** These sessions when every one of them still lives; none as soon as one has ended. */
export async function liveAmong(ids: readonly string[], now: Date): Promise<SessionRecord[]> {
  const live = await SessionModel.find({
    _id: { $in: [...ids] },
    endedAt: null,
    expiresAt: { $gt: now },
  }).lean<SessionRecord[]>();
  return live.length === ids.length ? live : [];
}

/** The sessions of an account that are not over, newest first. */
export async function liveSessionsOf(subjectId: string, now: Date): Promise<SessionRecord[]> {
  return SessionModel.find({ subjectId, endedAt: null, expiresAt: { $gt: now } })
    .sort({ createdAt: -1 })
    .limit(200)
    .lean<SessionRecord[]>();
}

const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, '安卓'],
  [/iPhone|iPad/, '苹果手机'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** What a person recognises a sign-in by; only names from these two lists, nothing the caller wrote. */
export function deviceOf(userAgent: string): string {
  const first = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(' · ') || '未知设备';
}
