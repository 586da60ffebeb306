import './lib/check-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dataDirPath, runningStart } from './lib/preflight.mjs';
import { PROGRAMS, ROOT } from './lib/programs.mjs';
import { fail } from './lib/say.mjs';

/**
 * `npm run start:api`, `start:worker`, `seed`, `keys` and `audit`: one part of the server in this very process, for production and for
 * systemd or a container to watch over. Needs `npm run build` before. Api and worker run as production unless NODE_ENV
 * says otherwise; the others take the database of the `npm start` that is running when
 * MONGODB_URI is not set, and seed the demo's directory for it.
 */
const part = process.argv[2];
if (!existsSync(PROGRAMS.server)) fail('服务程序还没有构建，请先运行 npm run build。');
const ownCity = part === 'seed' && process.argv[3] === 'city' && !process.env.MONGODB_URI;
if (part !== 'api' && part !== 'worker') {
  if (!process.env.MONGODB_URI && !ownCity) {
    const run = await runningStart(dataDirPath());
    if (!run) fail('不知道用哪个数据库：请设环境变量 MONGODB_URI，或先运行 npm start。');
    process.env.MONGODB_URI = run.mongoUri;
    if (part === 'seed') process.env.DIRECTORY_DATA ??= join(ROOT, 'server/data/sanming');
  }
} else {
  process.env.NODE_ENV ??= 'production';
}
await import(ownCity ? './city.mjs' : pathToFileURL(PROGRAMS.server).href);
