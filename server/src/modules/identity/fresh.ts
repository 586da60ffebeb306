import { AppError } from '../../http/errors.js';
import { SessionModel, type SessionRecord } from './session-model.js';

/** Whoever takes all data along or closes the account must have signed in a moment ago, not found an open telephone. */
const FRESH_MS = 10 * 60_000;

/** @throws AppError `stale_sign_in` when the session was opened longer ago than ten minutes */
export async function requireFreshSignIn(sessionId: string, now: Date): Promise<void> {
  const session = await SessionModel.findById(sessionId, { createdAt: 1 }).lean<SessionRecord>();
  if (!session || now.getTime() - session.createdAt.getTime() > FRESH_MS) throw new AppError('stale_sign_in');
}
