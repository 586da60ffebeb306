import { existsSync } from 'node:fs';
import { Refusal, say } from './say.mjs';
import { runTool } from './tools.mjs';

/** Whether what is missing may be installed here: as root on Debian and its like. */
export const mayUseApt = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs packages, saying so; a service among them is not started. Rejects with a sentence that says what went wrong. */
export async function aptInstall(packages) {
  say(`正在安装 ${packages.join('、')}（apt-get，约需一分钟）…`);
  const script = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const { ok, output } = await runTool('sh', ['-c', script], { env });
  if (!ok) throw new Refusal(`apt-get 没有装好 ${packages.join('、')}，请检查网络或软件源：\n${output}`);
}
