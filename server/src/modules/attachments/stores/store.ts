/** Where the bytes of files are kept, each under the id of its record. */
export interface FileStore {
  /** Durable when it resolves. An id is written once. */
  write(id: string, bytes: Buffer): Promise<void>;
  /** Null when there is no such file. */
  read(id: string): Promise<Buffer | null>;
  /** A file that is gone already is fine. */
  remove(id: string): Promise<void>;
}
