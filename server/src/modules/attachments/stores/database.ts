import mongoose from 'mongoose';
import type { FileStore } from './store.js';

/** Collections `attachment_files.files` and `attachment_files.chunks`. */
const BUCKET = 'attachment_files';

/** Files in the database (GridFS): where several machines share it, and one backup is to hold everything. */
export function databaseStore(): FileStore {
  const bucket = () => {
    const { db } = mongoose.connection;
    if (!db) throw new Error('the database is not connected');
    return new mongoose.mongo.GridFSBucket(db, {
      bucketName: BUCKET,
      writeConcern: { w: 'majority', journal: true },
    });
  };
  // The ids of GridFS may be anything; the types of the driver know only its own.
  const keyOf = (id: string) => id as unknown as mongoose.mongo.ObjectId;
  const find = (id: string) =>
    bucket()
      .find({ _id: keyOf(id) })
      .limit(1)
      .toArray();
  return {
    write: (id, bytes) =>
      new Promise((resolve, reject) => {
        const upload = bucket().openUploadStreamWithId(keyOf(id), id);
        upload.once('finish', resolve).once('error', reject);
        upload.end(bytes);
      }),
    async read(id) {
      if ((await find(id)).length === 0) return null;
      const pieces: Buffer[] = [];
      for await (const piece of bucket().openDownloadStream(keyOf(id))) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    },
    async remove(id) {
      if ((await find(id)).length > 0) await bucket().delete(keyOf(id));
      // Of an upload that was cut off there are pieces without a file.
      else await mongoose.connection.db?.collection(`${BUCKET}.chunks`).deleteMany({ files_id: keyOf(id) });
    },
  };
}
