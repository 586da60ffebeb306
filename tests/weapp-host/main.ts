import { mkdir, readFile } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Look } from './core/platform.js';
import type { Hosts } from './http.js';
import type { Machine, Start } from './machine.js';
import { loadBundle } from './package/bundle.js';
import { serveProtocol, type ProtocolServer } from './server.js';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    project: { type: 'string' },
    'auto-port': { type: 'string', default: '0' },
    renderer: { type: 'string', default: 'jsdom' },
    host: { type: 'string', multiple: true, default: [] },
    'user-data': { type: 'string' },
    url: { type: 'string' },
    width: { type: 'string', default: '375' },
    height: { type: 'string', default: '667' },
    theme: { type: 'string', default: 'light' },
    'font-size': { type: 'string', default: '17' },
  },
});

/** `BUILT=REAL` pairs of origins. */
function hostsOf(pairs: readonly string[]): Hosts {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [built = '', real = ''] = pair.split('=', 2);
      return [new URL(built).origin, new URL(real).origin];
    }),
  );
}

function lookOf(): Look {
  return {
    width: Number(values.width),
    height: Number(values.height),
    theme: values.theme === 'dark' ? 'dark' : 'light',
    fontSize: Number(values['font-size']),
  };
}

/** What the device keeps from one start to the next; without a folder it forgets. */
async function openStorage(folder: string | undefined): Promise<Pick<Start, 'storage' | 'keep'>> {
  if (!folder) return { storage: '', keep: () => undefined };
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'storage.json');
  return { storage: await readFile(file, 'utf8').catch(() => ''), keep: (all) => writeFileSync(file, all) };
}

async function boot(start: Start): Promise<Machine> {
  if (values.renderer === 'chromium') return (await import('./boot-chromium.js')).bootChromium(start);
  if (values.renderer === 'jsdom') return (await import('./boot-jsdom.js')).bootJsdom(start);
  throw new Error(`--renderer is jsdom or chromium, not ${values.renderer}`);
}

async function main(): Promise<void> {
  if (!values.project) throw new Error('--project FOLDER is missing: the folder with project.config.json');
  const look = lookOf();
  const events: { server?: ProtocolServer } = {};
  const machine = await boot({
    bundle: await loadBundle(values.project, look.width),
    look,
    hosts: hostsOf(values.host),
    ...(await openStorage(values['user-data'])),
    ...(values.url === undefined ? {} : { url: values.url }),
    emit: (method, params) => events.server?.emit(method, params),
  });
  const end = () => {
    server.close();
    void machine.close().finally(() => process.exit(0));
  };
  const server = await serveProtocol(Number(values['auto-port']), async (method, params) => {
    if (method === 'App.exit') return {};
    if (method !== 'Tool.close') return machine.call(method, params);
    setTimeout(end, 50);
    return {};
  });
  events.server = server;
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  console.log(JSON.stringify({ event: 'listening', port: server.port }));
}

main().catch((reason: unknown) => {
  console.error(reason instanceof Error ? reason.message : reason);
  process.exit(1);
});
