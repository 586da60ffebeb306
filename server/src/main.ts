import { CITY } from '@haochaping/shared/domain';
import { seedAccounts } from './installation/accounts.js';
import { openChain } from './audit-chain.js';
import { audit } from './commands/audit.js';
import { cityCommand } from './commands/city.js';
import { seedBusinessSystems } from './installation/business-systems.js';
import { readConfig, ConfigError, type Config } from './config/config.js';
import { buildIndexes, connectDatabase, disconnectDatabase } from './database.js';
import { inventCity } from './installation/city/city.js';
import { seedDemo } from './installation/demo.js';
import { openForProduction, refuseDemoInProduction } from './installation/installation.js';
import { enterSchedules } from './jobs/schedule.js';
import { loadKeys } from './key-source.js';
import { keysCommand } from './commands/keys.js';
import { retentionCommand } from './commands/retention.js';
import { createLogger } from './logger.js';
import { openKeyStore } from './modules/vault/index.js';
import { lookUp, seedDirectory, SeedError, type SeedSummary } from './modules/directory/index.js';
import { seedQuestionnaires } from './modules/questionnaires/index.js';
import { seedIndicators } from './modules/statistics/index.js';
import { composeSystem, httpSide, workerOf, type System } from './system.js';

/**
 * The server's programs: `api` answers requests, `worker` runs effects, `seed` fills the directory, makes the
 * accounts and business systems it is given (or those of the demo), `keys` looks after the
 * master keys, `retention` removes what is over its time, `audit` checks or exports the audit log; these end. Each says `{"event":"listening","port":…}` or `{"event":"seeded",…}` on stdout when it is there.
 */
const PARTS = ['api', 'worker', 'seed', 'keys', 'retention', 'audit'] as const;
type Part = (typeof PARTS)[number];

/** A sentence for the person who starts the program, and a code that says it failed. */
function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function say(event: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

async function connect(config: Config): Promise<void> {
  if (!config.MONGODB_URI || !config.keyStoreUri)
    refuse('没有设置 MONGODB_URI：请设为 MongoDB 地址，或用 npm start 启动演示环境。');
  try {
    await connectDatabase(config.MONGODB_URI);
    await openKeyStore(config.keyStoreUri);
    await buildIndexes();
  } catch (error) {
    refuse(`连不上数据库：${(error as Error).message}`);
  }
}

/** An own folder when one is named, the demo's for the demo; a directory that is filled is else left alone. */
async function seedDirectoryFrom({ DIRECTORY_DATA, DEMO }: Config, now: Date): Promise<SeedSummary[]> {
  if (DIRECTORY_DATA || DEMO) return seedDirectory(now, DIRECTORY_DATA);
  if (await lookUp('regions', CITY, now)) return [];
  throw new ConfigError(
    '不知道载入哪份目录：请用 DIRECTORY_DATA 指明放目录 CSV 文件的文件夹；示范目录 server/data/sanming 里的工作人员和信用代码是虚构的，只供试用。',
  );
}

async function seed(system: System): Promise<void> {
  const now = system.now();
  try {
    if (system.config.DEMO) await refuseDemoInProduction();
    const directory = await seedDirectoryFrom(system.config, now);
    const questionnaires = await seedQuestionnaires(now);
    const indicators = await seedIndicators(now);
    const { ACCOUNTS_FILE, BUSINESS_SYSTEMS_FILE } = system.config;
    const accountsMade = ACCOUNTS_FILE ? await seedAccounts(ACCOUNTS_FILE, now) : [];
    const businessSystemsMade = BUSINESS_SYSTEMS_FILE
      ? await seedBusinessSystems(BUSINESS_SYSTEMS_FILE, system.keys, now)
      : [];
    const demo = system.config.DEMO
      ? await seedDemo(system.keys, now)
      : { accounts: [], businessSystem: null };
    const city = system.config.DEMO ? await inventCity(system, system.config.DEMO_DAYS, now) : null;
    say({
      event: 'seeded',
      city,
      directory,
      questionnaires,
      indicators,
      accountsMade,
      businessSystemsMade,
      ...demo,
    });
  } catch (error) {
    if (error instanceof SeedError) refuse(error.message);
    throw error;
  }
}

async function serve(system: System, part: 'api' | 'worker'): Promise<void> {
  const { config, log } = system;
  if (config.production) await openForProduction(system.now());
  // Before anybody is answered: a restored copy may hold people who were erased since.
  const erasedAgain = await system.erasure.replay(system.now());
  if (erasedAgain > 0) log.warn({ owners: erasedAgain }, 'erased again after a restore or a crash');
  const app = httpSide(system, part === 'api' ? system.routes : []);
  const worker = part === 'worker' ? workerOf(system) : undefined;
  const port = part === 'api' ? config.PORT : config.WORKER_PORT;
  const bound = await app.listen(port, config.HOST).catch((error: NodeJS.ErrnoException) => {
    refuse(
      error.code === 'EADDRINUSE'
        ? `端口 ${port} 已被占用，请换一个。`
        : `不能监听 ${config.HOST}:${port}：${error.message}`,
    );
  });
  if (worker) await enterSchedules(system.schedules, system.now());
  worker?.start();
  // Listened for before anybody knows that we are there: whoever reads the line may tell us to stop at once.
  const told = stopSignal();
  say({ event: 'listening', part, port: bound, pid: process.pid });
  await told;
  log.info('stopping');
  const clean = await app.close(config.SHUTDOWN_SECONDS);
  await worker?.stop();
  await system.close();
  await disconnectDatabase();
  if (!clean) log.warn('requests were cut because they took too long');
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

/** Needs the keys the log was written with: it must not make new ones. */
async function auditLog(): Promise<number> {
  const config = readConfig();
  const keys = loadKeys(config, false);
  await connect(config);
  openChain(keys, createLogger(config.LOG_LEVEL, 'audit'), () => new Date());
  const code = await audit(process.argv.slice(3), new Date());
  await disconnectDatabase();
  return code;
}

async function main(part: Part): Promise<number> {
  if (part === 'audit') return auditLog();
  const config = readConfig();
  // A command never makes keys: those would fit nothing that is there.
  const keys = loadKeys(
    config,
    !config.production && (part === 'api' || part === 'worker' || part === 'seed'),
  );
  const log = createLogger(config.LOG_LEVEL, part);
  await connect(config);
  const system = composeSystem(config, keys, log);
  if (part === 'api' || part === 'worker') {
    await serve(system, part);
    return 0;
  }
  const [first, ...args] = process.argv.slice(3);
  const line = (text: string) => process.stdout.write(`${text}\n`);
  if (part === 'seed' && first === 'city') await cityCommand(system, args, line);
  else if (part === 'seed') await seed(system);
  else await (part === 'keys' ? keysCommand : retentionCommand)(system, process.argv.slice(3), line);
  await system.close();
  await disconnectDatabase();
  return 0;
}

const part = process.argv[2] as Part;
if (!PARTS.includes(part)) refuse(`用法：server.cjs ${PARTS.join(' | ')}`);
main(part).then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof ConfigError) refuse(error.message);
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
