import { dirname, isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { peerProblems } from './peers.js';
import { SETTINGS } from './settings.js';

/** The only reader of the environment; settings.ts lists what there is to set. */

type Settings = { [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]> };

/** The settings in force; `publicBaseUrl`, `keysFile`, `keyStoreUri` and `dataDir` are resolved. */
export interface Config extends Omit<
  Settings,
  | 'PUBLIC_BASE_URL'
  | 'KEYS_FILE'
  | 'KEYS_JSON'
  | 'ERASURES_FILE'
  | 'KEYSTORE_URI'
  | 'DATA_DIR'
  | 'CORS_ORIGINS'
  | 'EMBED_ORIGINS'
> {
  production: boolean;
  publicBaseUrl: string;
  /** Where the wrapped data keys live; undefined as long as there is no database at all. */
  keyStoreUri: string | undefined;
  dataDir: string;
  keysFile: string;
  /** The journal of erasures. */
  erasuresFile: string;
  /** The keys themselves, when the environment holds them instead of a file. */
  keysJson: string | undefined;
  corsOrigins: string[];
  /** Sites that may show the citizen's pages in a frame. */
  embedOrigins: string[];
}

/** Raised when the environment cannot be used; `message` is a sentence for the person who starts the program. */
export class ConfigError extends Error {}

/**
 * Reads and checks the environment.
 * @throws ConfigError naming every wrong setting and its remedy.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) => name in SETTINGS && value !== undefined && value !== '',
    ),
  );
  const parsed = z.object(SETTINGS).safeParse(present);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `环境变量 ${issue.path.join('.')}：${issue.message}`).join('\n'),
    );
  }
  const {
    PUBLIC_BASE_URL,
    KEYS_FILE,
    KEYS_JSON,
    ERASURES_FILE,
    KEYSTORE_URI,
    DATA_DIR,
    CORS_ORIGINS,
    EMBED_ORIGINS,
    ...settings
  } = parsed.data as Settings;
  const production = settings.NODE_ENV === 'production';
  if (production) refuseDemoHabits(present);
  const problems = peerProblems(settings, new Set(Object.keys(present)), production);
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  // A send asks the province up to three times (look-up, push, look-up); the quarter left over is for the database.
  if (settings.WORKER_LEASE_SECONDS < 4 * settings.PROVINCE_TIMEOUT_SECONDS)
    throw new ConfigError(
      `WORKER_LEASE_SECONDS（${settings.WORKER_LEASE_SECONDS}）至少要是 PROVINCE_TIMEOUT_SECONDS（${settings.PROVINCE_TIMEOUT_SECONDS}）的四倍，否则一条评价还在送，就会被别的进程再送一次。`,
    );
  if (KEYS_FILE && KEYS_JSON)
    throw new ConfigError('KEYS_FILE 和 KEYS_JSON 只能设一个：密钥只能有一个来源。');
  const dataDir = absolute(DATA_DIR);
  const keysFile = KEYS_FILE ? absolute(KEYS_FILE) : resolve(dataDir, 'keys.json');
  const keyStoreUri = KEYSTORE_URI ?? (settings.MONGODB_URI && keyStoreBeside(settings.MONGODB_URI));
  if (keyStoreUri && keyStoreUri === settings.MONGODB_URI)
    throw new ConfigError('KEYSTORE_URI 不能与 MONGODB_URI 相同：密钥要与数据分开存放、分开备份。');
  return {
    ...settings,
    production,
    keyStoreUri,
    keysJson: KEYS_JSON,
    dataDir,
    keysFile,
    erasuresFile: ERASURES_FILE ? absolute(ERASURES_FILE) : resolve(dirname(keysFile), 'erasures.jsonl'),
    publicBaseUrl: withoutLastSlash(PUBLIC_BASE_URL ?? `http://localhost:${settings.PORT}`),
    corsOrigins: listed(CORS_ORIGINS),
    embedOrigins: listed(EMBED_ORIGINS),
  };
}

const listed = (origins: string): string[] =>
  origins
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean);

/** In production nothing may silently fall back to a convenience of the demo. */
function refuseDemoHabits(present: Record<string, string | undefined>): void {
  const needed = ['MONGODB_URI', 'KEYS_FILE', 'PUBLIC_BASE_URL'].filter(
    (name) => !present[name] && !(name === 'KEYS_FILE' && present.KEYS_JSON),
  );
  if (needed.length > 0) throw new ConfigError(`正式运行缺少环境变量：${needed.join('、')}`);
  if (present.DEMO === '1' || present.DEMO === 'true')
    throw new ConfigError('正式运行不能设 DEMO=1：演示账号的密码是公开的');
  if (present.STAFF_SECOND_FACTOR === 'optional')
    throw new ConfigError('正式运行不能设 STAFF_SECOND_FACTOR=optional：管委会和管理员只凭密码不能登录');
  if (present.PROVINCE_URL && !(present.PROVINCE_APP_KEY && present.PROVINCE_APP_CODE)) {
    throw new ConfigError('设了 PROVINCE_URL 就要设 PROVINCE_APP_KEY 和 PROVINCE_APP_CODE');
  }
}

/**
 * The address of the key store when none is named: the main database's, with `_keys` behind its name. Without a name the
 * driver takes `test`. Who signs in against the main database itself still does so.
 */
function keyStoreBeside(uri: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(uri);
  if (!parts) throw new ConfigError('MONGODB_URI 的写法不对，应像 mongodb://主机:端口/库名。');
  const [, server = '', name, query] = parts;
  const options = new URLSearchParams(query);
  if (server.includes('@') && name && !options.has('authSource')) options.set('authSource', name);
  const asked = options.size > 0 ? `?${options.toString()}` : '';
  return `${server}/${name || 'test'}_keys${asked}`;
}

const absolute = (path: string) => (isAbsolute(path) ? path : resolve(process.cwd(), path));

/** An address that paths can be put behind. */
export function withoutLastSlash(address: string): string {
  return address.endsWith('/') ? withoutLastSlash(address.slice(0, -1)) : address;
}
