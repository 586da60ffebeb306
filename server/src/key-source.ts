import {
  chownSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError, type Config } from './config/config.js';
import { generateKeys, parseKeys, type Keys, type KeySet } from './keys.js';

/** How long a running program may go on with the keys it has read before it looks whether the file has changed. */
export const LOOK_AGAIN_MS = 1000;

/**
 * The keys of this installation, from the environment or the key file. Those of a file are alive: a program that runs
 * while a master key is rotated has the new one within `LOOK_AGAIN_MS` of use, and at once when it meets its id.
 * @param mayCreate makes a missing file, readable by its owner only: a convenience for trying out
 * @throws ConfigError when they are missing or cannot be used
 */
export function loadKeys(
  { keysFile, keysJson }: Pick<Config, 'keysFile' | 'keysJson'>,
  mayCreate: boolean,
): Keys {
  if (keysJson !== undefined) return parseKeys(keysJson, '环境变量 KEYS_JSON');
  try {
    return new LiveKeys(keysFile);
  } catch (error) {
    if (!(error instanceof MissingFile) || !mayCreate) throw error;
    createKeyFile(keysFile);
    return new LiveKeys(keysFile);
  }
}

class MissingFile extends ConfigError {}

/** @throws ConfigError */
export function readKeyFile(path: string): KeySet {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new (code === 'ENOENT' ? MissingFile : ConfigError)(`读不到密钥文件 ${path}：${message}`);
  }
  return parseKeys(text, `密钥文件 ${path}`);
}

class LiveKeys implements Keys {
  private read: KeySet;
  private readonly path: string;
  private version: string;
  private lookedAt = performance.now();

  constructor(path: string) {
    this.path = path;
    this.version = versionOf(path);
    this.read = readKeyFile(path);
  }

  get master() {
    return this.fresh().master;
  }
  get blindIndex() {
    return this.fresh().blindIndex;
  }
  get digest() {
    return this.fresh().digest;
  }
  get session() {
    return this.fresh().session;
  }
  get receipt() {
    return this.fresh().receipt;
  }

  /** A file that cannot be read just now leaves the keys as they are, and says so: they are as good as a moment ago. */
  reread = (): void => {
    this.lookedAt = performance.now();
    const version = versionOf(this.path);
    if (version === this.version) return;
    try {
      this.read = readKeyFile(this.path);
      this.version = version;
    } catch (error) {
      process.emitWarning(`密钥文件变了，但用不了，仍用原来的密钥：${(error as Error).message}`);
    }
  };

  private fresh(): KeySet {
    if (performance.now() - this.lookedAt >= LOOK_AGAIN_MS) this.reread();
    return this.read;
  }
}

/** Changes whenever the file is replaced or written; empty while there is none. */
function versionOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino}:${stat.mtimeNs}:${stat.size}` : '';
}

const textOf = (keys: KeySet) => `${JSON.stringify(keys, null, 2)}\n`;

function createKeyFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, textOf(generateKeys()), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // Another process of the same start made it a moment earlier; both must use the same keys.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new ConfigError(`写不了密钥文件 ${path}：${(error as Error).message}`);
  }
}

/**
 * Changes the key file: the new one is whole on the disk before it takes the old one's place, with the same owner and
 * mode. Only one program changes it at a time, since two could each lose the key the other has made.
 * @throws ConfigError when another program is changing it
 */
export function changeKeyFile(path: string, change: (keys: KeySet) => KeySet): void {
  const release = lock(`${path}.lock`);
  try {
    const { mode, uid, gid } = statSync(path);
    const next = `${path}.next`;
    rmSync(next, { force: true });
    const file = openSync(next, 'wx', mode & 0o777);
    try {
      writeSync(file, textOf(change(readKeyFile(path))));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (uid !== process.getuid?.() || gid !== process.getgid?.()) chownSync(next, uid, gid);
    renameSync(next, path);
    syncFolder(dirname(path));
  } finally {
    release();
  }
}

/** A rename is on the disk only when its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Holds a lock file with our process id; that of a program which died is taken over. */
function lock(path: string): () => void {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new ConfigError(`不能在密钥文件旁边写 ${path}：${(error as Error).message}`);
    const holder = Number(readFileSync(path, 'utf8'));
    if (isAlive(holder)) throw new ConfigError(`另一个程序（进程 ${holder}）正在改密钥文件，请等它做完。`);
    rmSync(path, { force: true });
    return lock(path);
  }
  return () => rmSync(path, { force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
