import './lib/check-node.mjs';
import { join } from 'node:path';
import { buildParts } from './lib/build-parts.mjs';
import { signedFetch, demoTransaction } from './lib/business-system.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { PEERS, peerArguments, peerSettings, sandboxEnvironment } from './lib/peers.mjs';
import {
  lanAddress,
  phoneCommand,
  refuseSecondStart,
  removeRunFile,
  usableDataDir,
  usablePort,
  writeRunFile,
} from './lib/preflight.mjs';
import { PROGRAMS } from './lib/programs.mjs';
import { Refusal, say, wordsOf } from './lib/say.mjs';
import { Supervisor } from './lib/supervisor.mjs';

/**
 * `npm start`: everything on this machine, for trying out: engine (unless MONGODB_URI is set), the sandboxes,
 * seed, api, worker; then the addresses, the demo accounts and a demo invitation. Ends with all of it on Ctrl-C.
 */

let supervisor;
let dataDir;
let ending;

/** Stops every program, then ends with the code; asked twice, it still happens once. */
function end(code, ...lines) {
  ending ??= (async () => {
    for (const line of lines) process.stderr.write(`${line}\n`);
    await supervisor?.stop();
    if (supervisor) await removeRunFile(dataDir);
    process.exit(code);
  })();
  return ending;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!ending) say('\n正在停止…');
    void end(0);
  });
}

/**
 * npm hands a SIGTERM to the shell between itself and us, and that shell dies without passing it on. Under npm, a parent
 * that is gone therefore means: stop.
 */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, 500).unref();
}

/** The sandboxes of the peers, and what leads the server to them. */
async function startPeers(base, baseUrl) {
  say('正在启动微信、短信、实名核验、统一身份认证的沙箱…');
  const env = { ...sandboxEnvironment(base), PORT: '0' };
  const started = Object.keys(PEERS).map(async (peer) => {
    const args = peerArguments(peer, baseUrl);
    const { port } = await supervisor.start({ name: peer, file: PROGRAMS[peer], args, env });
    return [peer, `http://127.0.0.1:${port}`];
  });
  const peers = Object.fromEntries(await Promise.all(started));
  return { peers, settings: peerSettings(peers, base) };
}

async function startPrograms(port) {
  const host = process.env.HOST || '127.0.0.1';
  const baseUrl = process.env.PUBLIC_BASE_URL || `http://localhost:${port}`;
  // This is the demo, whatever NODE_ENV the shell has: production has commands of its own.
  const base = { ...process.env, NODE_ENV: 'development', HOST: '127.0.0.1', DATA_DIR: dataDir };
  let mongoUri = process.env.MONGODB_URI;
  if (!mongoUri) {
    say('正在启动内嵌数据库…');
    const env = { ...base, PORT: '0', DATA_DIR: join(dataDir, 'db') };
    const engine = await supervisor.start({ name: 'engine', file: PROGRAMS.engine, env });
    mongoUri = `mongodb://127.0.0.1:${engine.port}/haochaping`;
  }
  say('正在启动省系统沙箱…');
  const province = await supervisor.start({
    name: 'province',
    file: PROGRAMS.province,
    env: { ...base, PORT: '0' },
  });
  const provinceUrl = `http://127.0.0.1:${province.port}`;
  const { peers, settings } = await startPeers(base, baseUrl);
  const env = {
    ...base,
    ...settings,
    DEMO: '1',
    DEMO_DAYS: process.env.DEMO_DAYS ?? '90',
    MONGODB_URI: mongoUri,
    PUBLIC_BASE_URL: baseUrl,
    PROVINCE_URL: process.env.PROVINCE_URL || provinceUrl,
  };
  say('正在载入三明市示范目录和演示账号…');
  const events = await supervisor.run({ name: 'seed', file: PROGRAMS.server, args: ['seed'], env });
  const seeded = events.find((event) => event.event === 'seeded');
  say('正在启动服务…');
  await supervisor.start({
    name: 'api',
    file: PROGRAMS.server,
    args: ['api'],
    env: { ...env, HOST: host, PORT: String(port) },
  });
  await supervisor.start({
    name: 'worker',
    file: PROGRAMS.server,
    args: ['worker'],
    env: { ...env, PORT: '0' },
  });
  return { baseUrl, localUrl: `http://localhost:${port}`, provinceUrl, peers, mongoUri, ...seeded };
}

/** Posts a transaction through the same interface every business system uses, and gets an invitation for it. */
async function demoInvitation({ localUrl, businessSystem }) {
  const response = await signedFetch(
    localUrl,
    businessSystem,
    'POST',
    '/api/v1/transactions',
    await demoTransaction(),
  );
  const answer = await response.json();
  if (!response.ok) throw new Refusal(`演示邀请没有建成：${JSON.stringify(answer)}`);
  return answer.invitation.link;
}

async function present(run) {
  const link = await demoInvitation(run);
  // Imported only now: before the installation it is not there.
  const { terminalQr } = await import('./lib/terminal-qr.mjs');
  const lan = lanAddress();
  // A port of 80 is not written in an address.
  const port = Number(new URL(run.localUrl).port || 80);
  say(`
好差评已经启动。按 Ctrl-C 结束。

  群众评价页    ${run.baseUrl}/
  工作人员控制台  ${run.baseUrl}/admin
  接口说明      ${run.baseUrl}/docs
  省系统沙箱    ${run.provinceUrl}/__sandbox/
${Object.entries(PEERS)
  .map(([peer, name]) => `  ${name}  ${run.peers[peer]}/__sandbox/`)
  .join('\n')}

演示账号（${run.baseUrl}/admin）：
${run.accounts.map((a) => `  ${a.username.padEnd(14)} 密码 ${a.password}   ${a.roleName} · ${a.institution}`).join('\n')}

演示邀请（评一次后失效）：
  ${link}

${terminalQr(link)}
${lan ? `要用手机扫码，请这样启动：${phoneCommand(lan, port)}` : ''}
另开一个终端运行 npm run smoke，可以看到一条评价从办件一直走到省里。日志在 ${join(dataDir, 'logs')}。`);
}

async function main() {
  stopWithNpm();
  const port = await usablePort(process.env.HOST || '127.0.0.1');
  dataDir = await usableDataDir();
  await refuseSecondStart(dataDir);
  await ensureInstalled();
  await buildParts(['server', 'admin', 'h5']);
  supervisor = new Supervisor({
    logDir: join(dataDir, 'logs'),
    onDeath: (how, lastWords) => void end(1, ...lastWords, `\n${how}。其余程序已一并停止。`),
  });
  const run = await startPrograms(port);
  await writeRunFile(dataDir, run);
  await present(run);
}

main().catch((error) => {
  void end(1, `\n${wordsOf(error)}`);
});
