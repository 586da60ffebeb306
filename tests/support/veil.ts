import mongoose from 'mongoose';
import { weekOf } from '@haochaping/shared/domain';

/**
 * Opens every rating to the rated side at once, as if its week were over, the delay had passed and enough people had
 * been served: for tests of what the rated side reads, where the waiting itself is tested elsewhere.
 * @param named whether the item or place is named
 */
export async function openToRatedSide(mongoUri: string, named = true): Promise<void> {
  const connection = await mongoose.createConnection(mongoUri).asPromise();
  const week = weekOf(new Date());
  const ratedSide = { from: week, to: week, named, shownAt: new Date(Date.now() - 1000) };
  await connection.collection('ratings').updateMany({}, { $set: { ratedSide } });
  await connection.close();
}
