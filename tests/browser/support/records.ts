import mongoose from 'mongoose';
import type { System } from '../../support/system.js';

/** What a test reads of a stored rating. */
export interface StoredRating {
  number: string;
  level: number;
  channel: string;
  projectNo?: string;
  staticCode: string | null;
  ratedAt: Date;
  receivedAt: Date;
  details: { options: string[]; text: string }[];
}

export interface Records {
  /** Every rating the server holds, or those with these fields; since a moment, where others rated at the same place before. */
  ratings(
    filter?: Partial<Pick<StoredRating, 'number' | 'projectNo' | 'staticCode'>>,
    since?: Date,
  ): Promise<StoredRating[]>;
  /** Lets the invitation of a transaction run out. */
  expire(projectNo: string): Promise<void>;
  close(): Promise<void>;
}

/** Looks into the database behind a running system: what counts is what is stored, not what a page says. */
export async function openRecords(system: Pick<System, 'mongoUri'>): Promise<Records> {
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  return {
    ratings: (filter = {}, since) =>
      connection
        .collection<StoredRating>('ratings')
        .find({ ...filter, ...(since && { receivedAt: { $gte: since } }) })
        .toArray(),
    async expire(projectNo) {
      const past = new Date(Date.now() - 60_000);
      const { matchedCount } = await connection
        .collection('invitations')
        .updateOne({ projectNo }, { $set: { expiresAt: past, issuedAt: new Date(past.getTime() - 60_000) } });
      if (matchedCount !== 1) throw new Error(`no invitation for ${projectNo}`);
    },
    close: () => connection.close(),
  };
}
