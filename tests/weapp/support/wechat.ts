import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import automator from 'miniprogram-automator';
import { ROOT, startProgram } from '../../../server/launch/lib/programs.mjs';

export type MiniProgram = Awaited<ReturnType<typeof automator.connect>>;

/** The origin the package was built to talk to. */
const BUILT_ORIGIN = process.env.TARO_APP_API_BASE ?? 'http://127.0.0.1:8080';

/** WeChat DevTools' command line, where a developer has them; else the host of this repository runs the package. */
const DEVTOOLS = process.env.WECHAT_DEVTOOLS_CLI;

export interface Setting {
  /** Where the server of this test answers. */
  server: string;
  /** The device's memory, from one start to the next. */
  userData: string;
  /** The folder with project.config.json; the repository if nothing else is said. */
  project?: string;
  renderer?: 'jsdom' | 'chromium';
  /** The page to launch at; without it the first one. */
  url?: string | undefined;
  width?: number;
  theme?: 'light' | 'dark';
}

export interface Running {
  program: MiniProgram;
  close(): Promise<void>;
}

/** DevTools know no hosts file: each request is sent on by a function they put in the place of `wx.request`. */
async function lead(program: MiniProgram, server: string): Promise<void> {
  await program.mockWxMethod(
    'request',
    'function (options, built, server) { options.url = options.url.replace(built, server); return this.origin(options) }',
    BUILT_ORIGIN,
    server,
  );
}

async function runInDevTools(cliPath: string, { server, url, project = ROOT }: Setting): Promise<Running> {
  const program = await automator.launch({ cliPath, projectPath: project });
  await lead(program, server);
  if (url) await program.callWxMethod('reLaunch', { url: `/${url}` });
  return { program, close: () => program.close() };
}

async function runInHost({
  server,
  userData,
  project = ROOT,
  renderer = 'jsdom',
  url,
  width,
  theme,
}: Setting): Promise<Running> {
  const args = ['--project', project, '--renderer', renderer, '--host', `${BUILT_ORIGIN}=${server}`];
  args.push('--user-data', userData);
  if (url) args.push('--url', url);
  if (width) args.push('--width', String(width));
  if (theme) args.push('--theme', theme);
  const host = await startProgram({
    name: 'weapp-host',
    file: join(ROOT, 'tests/weapp-host/start.mjs'),
    args,
    env: { PATH: process.env.PATH, BROWSER_PATH: process.env.BROWSER_PATH },
  });
  const program = await automator.connect({ wsEndpoint: `ws://127.0.0.1:${host.port}` });
  return {
    program,
    async close() {
      program.disconnect();
      await host.stop();
    },
  };
}

/** Opens the mini-program as it was built. */
export function runMiniProgram(setting: Setting): Promise<Running> {
  return DEVTOOLS ? runInDevTools(DEVTOOLS, setting) : runInHost(setting);
}

/** A device's memory of its own, for as long as a test runs. */
export async function freshUserData(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'haochaping-weapp-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
