import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'bson';
import Database from 'libsql';
import { check } from '../errors.js';
import type { Read } from './shelf.js';
import type { Doc } from '../values/values.js';

/** How BSON is read here: 64-bit integers and regular expressions keep their own classes. */
export const READ = { promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

/** The layout of the file. A newer one is refused, so that an older program never spoils it. */
const FORMAT = 1;

const APPLICATION = 0x68637064;

const TABLES = `
  create table if not exists collections (id integer primary key, namespace text not null unique);
  create table if not exists indexes (collection integer not null, name text not null, spec blob not null, primary key (collection, name));
  create table if not exists documents (seq integer primary key, collection integer not null, body blob not null);
  create table if not exists sessions (id text primary key, number integer not null, reply blob not null, at integer not null);
`;

/** What one command or transaction changes in the file; all of it becomes durable together or not at all. */
export interface Batch {
  /** Collections that are new. */
  collections?: { id: number; namespace: string }[];
  puts: { seq: number; collection: number; body: Uint8Array }[];
  deletes: number[];
  session?: { id: string; number: number; reply: Doc } | undefined;
}

const readOf = (body: Buffer): Read => ({
  doc: deserialize(body, { ...READ, validation: { utf8: false } }),
  size: body.length,
});

/** Why a data folder cannot be used, in words for the person who started the program. */
export class StorageError extends Error {}

/** The SQLite file under the engine: the only place where documents outlive the process. */
export class Storage {
  private readonly db: Database.Database;
  private readonly add;
  private readonly put;
  private readonly remove;
  private readonly one;
  private readonly remember;

  /** Opens or makes `engine.sqlite` in a folder, for this process alone. Fails with StorageError. */
  constructor(folder: string) {
    this.db = open(folder);
    this.add = this.db.prepare('insert into collections (id, namespace) values (?, ?)');
    this.put = this.db.prepare('insert or replace into documents (seq, collection, body) values (?, ?, ?)');
    this.remove = this.db.prepare('delete from documents where seq = ?');
    this.one = this.db.prepare('select body from documents where seq = ?').raw();
    this.remember = this.db.prepare(
      'insert or replace into sessions (id, number, reply, at) values (?, ?, ?, ?)',
    );
  }

  private atomically(work: () => void): void {
    this.db.exec('begin immediate');
    try {
      work();
      this.db.exec('commit');
    } catch (error) {
      if (this.db.inTransaction) this.db.exec('rollback');
      throw error;
    }
  }

  /** Makes batches durable before it returns, one after the other, all or none. */
  write(batches: readonly Batch[]): void {
    this.atomically(() => {
      for (const { collections = [], puts, deletes, session } of batches) {
        for (const { id, namespace } of collections) this.add.run(id, namespace);
        for (const seq of deletes) this.remove.run(seq);
        for (const { seq, collection, body } of puts) this.put.run(seq, collection, body);
        if (session) this.remember.run(session.id, session.number, serialize(session.reply), Date.now());
      }
    });
  }

  /** How many documents there are, in all collections. */
  count(): number {
    const [row] = this.db.prepare('select count(*) as n from documents').all() as { n: number }[];
    return row?.n ?? 0;
  }

  /** Every document in the order of its birth. */
  *documents(): Generator<{ seq: number; collection: number } & Read> {
    const rows = this.db.prepare('select seq, collection, body from documents order by seq').raw().iterate();
    for (const [seq, collection, body] of rows as Iterable<[number, number, Buffer]>)
      yield { seq, collection, ...readOf(body) };
  }

  /** One document. Fails with QueryPlanKilled when its collection was dropped while somebody read it. */
  document(seq: number): Read {
    const found = this.one.get(seq) as [Buffer] | undefined;
    check(found, 'QueryPlanKilled', 'the collection was dropped while it was read');
    return readOf(found[0]);
  }

  collections(): { id: number; namespace: string }[] {
    return this.db.prepare('select id, namespace from collections order by id').all() as {
      id: number;
      namespace: string;
    }[];
  }

  indexes(collection: number): Doc[] {
    const rows = this.db
      .prepare('select spec from indexes where collection = ? order by rowid')
      .all(collection) as { spec: Buffer }[];
    return rows.map(({ spec }) => deserialize(spec, READ));
  }

  /** The last answered write of each session, so that a write tried again after a crash is not done twice. */
  sessions(): { id: string; number: number; reply: Doc }[] {
    this.db.prepare('delete from sessions where at < ?').run(Date.now() - 86_400_000);
    const rows = this.db.prepare('select id, number, reply from sessions').all() as {
      id: string;
      number: number;
      reply: Buffer;
    }[];
    return rows.map(({ reply, ...row }) => ({ ...row, reply: deserialize(reply, READ) }));
  }

  forgetSession(id: string): void {
    this.db.prepare('delete from sessions where id = ?').run(id);
  }

  dropCollection(id: number): void {
    this.atomically(() => {
      for (const sql of [
        'delete from documents where collection = ?',
        'delete from indexes where collection = ?',
        'delete from collections where id = ?',
      ])
        this.db.prepare(sql).run(id);
    });
  }

  addIndexes(collection: number, specs: { name: string }[]): void {
    this.atomically(() => {
      for (const spec of specs)
        this.db
          .prepare('insert into indexes (collection, name, spec) values (?, ?, ?)')
          .run(collection, spec.name, serialize(spec));
    });
  }

  dropIndexes(collection: number, names: string[]): void {
    this.atomically(() => {
      for (const name of names)
        this.db.prepare('delete from indexes where collection = ? and name = ?').run(collection, name);
    });
  }

  close(): void {
    this.db.close();
  }
}

function open(folder: string): Database.Database {
  const file = join(folder, 'engine.sqlite');
  try {
    mkdirSync(folder, { recursive: true });
    const db = new Database(file);
    // Held until the process ends, however it ends: two engines never write one file.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec('begin immediate; commit');
    prepare(db, file);
    return db;
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(reason(folder, file, error as Error & { code?: string }));
  }
}

function prepare(db: Database.Database, file: string): void {
  const [row] = db.pragma('user_version') as { user_version: number }[];
  const found = row?.user_version ?? 0;
  if (found > FORMAT)
    throw new StorageError(`${file} 的格式是 ${found}，本程序只认识到 ${FORMAT}：请使用更新的程序。`);
  if (found === FORMAT) return;
  db.exec(
    `begin immediate; ${TABLES} pragma application_id = ${APPLICATION}; pragma user_version = ${FORMAT}; commit`,
  );
}

function reason(folder: string, file: string, error: Error & { code?: string }): string {
  const text = `${error.code ?? ''} ${error.message}`;
  if (/BUSY|locked/i.test(text))
    return `数据文件夹 ${folder} 正被另一个数据库引擎使用：请先停止那一个，或用 --data 另选文件夹。`;
  if (/READONLY|EACCES|EROFS|EPERM|ConnectionFailed|CANTOPEN/i.test(text))
    return `数据文件夹 ${folder} 不能写入：请给当前用户写权限，或用 --data 另选文件夹。`;
  if (/ENOTDIR|EEXIST/.test(text)) return `${folder} 不是文件夹：请用 --data 另选。`;
  if (/NOTADB|CORRUPT/i.test(text))
    return `${file} 不是本引擎的数据文件，或已损坏：请恢复备份，或用 --data 另选文件夹。`;
  return `数据文件夹 ${folder} 不能使用（${error.message}）：请用 --data 另选。`;
}
