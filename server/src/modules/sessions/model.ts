import { Schema, model } from 'mongoose';
import { datedRule, type RetentionRule } from '../../jobs/retention.js';
import type { EraseRecords } from '../../module.js';

/** Whose session it is: a staff account or an evaluator's account. */
export const SESSION_KINDS = ['staff', 'evaluator'] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** Through what one is signed in: the console, the web pages, or the mini-program. */
export const SESSION_CLIENTS = ['console', 'web', 'weapp'] as const;
export type SessionClient = (typeof SESSION_CLIENTS)[number];

export const SESSION_ENDINGS = [
  'signed_out',
  'signed_out_everywhere',
  'refresh_reused',
  'rights_changed',
  'password_changed',
  'ended_by_administrator',
  'account_merged',
] as const;
export type SessionEnding = (typeof SESSION_ENDINGS)[number];

/** One sign-in, from its beginning to its end. No token is kept: all are derived from `secret` and the generation. */
export interface SessionRecord {
  _id: string;
  kind: SessionKind;
  /** The account's id. */
  subjectId: string;
  client: SessionClient;
  /** How an evaluator signed in; staff have one way only. */
  way?: string | null;
  /** What the person recognises it by, such as `Chrome · Windows`; from the user agent, never trusted. */
  device: string;
  /** Random; only whoever holds it and the server's key can make the session's tokens. */
  secret: string;
  /** Counts the refresh tokens given out; only the latest is good. */
  generation: number;
  createdAt: Date;
  /** When the latest refresh token was given out. */
  refreshedAt: Date;
  /** After this no renewal helps. */
  expiresAt: Date;
  /** A second factor was given at sign-in. */
  secondFactor: boolean;
  endedAt?: Date | null;
  ending?: SessionEnding | null;
}

const sessionSchema = new Schema<SessionRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: SESSION_KINDS, required: true },
    subjectId: { type: String, required: true },
    client: { type: String, enum: SESSION_CLIENTS, required: true },
    way: String,
    device: { type: String, required: true },
    secret: { type: String, required: true },
    generation: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    refreshedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    secondFactor: { type: Boolean, required: true },
    endedAt: Date,
    ending: { type: String, enum: SESSION_ENDINGS },
  },
  { versionKey: false, collection: 'sessions' },
);
sessionSchema.index({ subjectId: 1, createdAt: -1 });
sessionSchema.index({ expiresAt: 1 });

export const SessionModel = model('Session', sessionSchema);

/** Sessions that can never be used again are kept for a while, so that a person recognises where they were signed in. */
export function sessionRetention(days: number): RetentionRule {
  return datedRule<SessionRecord>({
    name: 'sessions',
    what: '过期的登录',
    days,
    model: SessionModel,
    field: 'expiresAt',
  });
}

/** Removes the sign-ins of an evaluator's account. */
export const eraseSessions: EraseRecords = async (ownerId) => {
  const { deletedCount } = await SessionModel.deleteMany({ kind: 'evaluator', subjectId: ownerId });
  return { sessions: deletedCount };
};
