import { ConfigError } from '../config/config.js';
import { changeKeyFile, LOOK_AGAIN_MS } from '../key-source.js';
import { generateMasterKey } from '../keys.js';
import { recordAudit } from '../modules/audit/index.js';
import { keyUse, notCurrent, resealAll, under, type KeyUse, type Progress } from '../modules/vault/index.js';
import type { System } from '../system.js';

type Say = (line: string) => void;

const USAGE = '用法：npm run keys -- status | rotate | retire 密钥编号 | replay';

/**
 * `npm run keys`: the life of the master keys, and erasures after a restore.
 * @throws ConfigError with a sentence for the person who calls it
 */
export async function keysCommand(system: System, args: readonly string[], say: Say): Promise<void> {
  const [command, id, ...more] = args;
  if (more.length === 0) {
    if (command === 'status' && id === undefined) return status(system, say);
    if (command === 'rotate' && id === undefined) return rotate(system, say);
    if (command === 'replay' && id === undefined) return replay(system, say);
    if (command === 'retire' && id !== undefined) return retire(system, id, say);
  }
  throw new ConfigError(USAGE);
}

/** Erases again whoever a restore has brought back; api and worker do the same when they start. */
async function replay({ erasure, now }: System, say: Say): Promise<void> {
  const owners = await erasure.replay(now());
  say(owners === 0 ? '没有要再注销的人。' : `恢复回来的 ${owners} 个人已再次注销。`);
}

async function status({ keys, masterSealed }: System, say: Say): Promise<void> {
  const use = await keyUse(masterSealed);
  const { current, keys: known } = keys.master;
  const ids = new Set([...Object.keys(known), ...use.flatMap(({ byKey }) => [...byKey.keys()])]);
  for (const id of ids) {
    const mark = id === current ? '正在用' : Object.hasOwn(known, id) ? '旧的' : '不在密钥里，打不开';
    say(`${id || '（认不出）'}（${mark}）：${countsOf(use, id)}`);
  }
  say(
    notCurrent(keys, use) === 0
      ? '全部在正在用的主密钥下。'
      : '有的还在别的主密钥下：运行 npm run keys -- rotate，会接着做完。',
  );
}

const countsOf = (use: readonly KeyUse[], id: string) =>
  use.map(({ name, byKey }) => `${name} ${byKey.get(id) ?? 0}`).join('，');

/** Makes a new master key unless the last rotation is still to be finished, and seals everything anew under it. */
async function rotate(system: System, say: Say): Promise<void> {
  const { keys, masterSealed } = system;
  const left = notCurrent(keys, await keyUse(masterSealed));
  if (left > 0) say(`上一次轮换还剩 ${left} 项，接着做，不另生成主密钥。`);
  else if (!(await renew(system, say))) return;
  await resealAll(keys, masterSealed, progressTo(say));
  const use = await keyUse(masterSealed);
  if (notCurrent(keys, use) > 0)
    throw new ConfigError(
      `有 ${notCurrent(keys, use)} 项没有换成，还在原来的密钥下：它们的主密钥不在密钥里，或者内容被改过。用 npm run keys -- status 看是哪个密钥；把那个密钥加回去，再运行一次。`,
    );
  const old = Object.keys(keys.master.keys).filter((id) => id !== keys.master.current);
  say(
    `做完了：全部在主密钥 ${keys.master.current} 下。${old.map((id) => `旧密钥 ${id} 可以用 npm run keys -- retire ${id} 停用。`).join('')}`,
  );
}

/** False when the new key has first to be put into the environment by whoever runs the programs. */
async function renew({ config, keys, now }: System, say: Say): Promise<boolean> {
  const { id, key } = generateMasterKey();
  const withNew = { current: id, keys: { ...keys.master.keys, [id]: key } };
  if (config.keysJson !== undefined) {
    say(`密钥在环境变量 KEYS_JSON 里，请这样做：
1. 把 KEYS_JSON 里的 "master" 换成下面这一段，别的不动，并另存一份离线备份；
2. 逐个重启所有 api 和 worker；
3. 再运行一次 npm run keys -- rotate，它会把旧密钥下的全部换到新密钥下。
"master": ${JSON.stringify(withNew)}`);
    return false;
  }
  changeKeyFile(config.keysFile, (before) => ({
    ...before,
    master: { current: id, keys: { ...before.master.keys, [id]: key } },
  }));
  keys.reread?.();
  await recordAudit({
    at: now(),
    action: 'keys.rotated',
    actor: { kind: 'system', id: 'keys' },
    subject: { kind: 'master_key', id },
  });
  say(`新的主密钥 ${id} 已写进 ${config.keysFile}。请马上给密钥文件做一份新的离线备份。`);
  // Every running program has seen the new key by then, so that the passes below find little that is new.
  await new Promise((resolve) => setTimeout(resolve, 2 * LOOK_AGAIN_MS));
  return true;
}

/** Tells each kind's progress about once a second. */
function progressTo(say: Say): (progress: Progress) => void {
  let toldAt = 0;
  return ({ name, seen, moved }) => {
    if (performance.now() - toldAt < 1000) return;
    toldAt = performance.now();
    say(`${name}：看过 ${seen} 项，换了 ${moved} 项`);
  };
}

/** Takes an old master key out of use, once nothing is under it. */
async function retire({ config, keys, masterSealed, now }: System, id: string, say: Say): Promise<void> {
  if (!Object.hasOwn(keys.master.keys, id)) throw new ConfigError(`没有主密钥 ${id}。`);
  if (id === keys.master.current)
    throw new ConfigError(`主密钥 ${id} 正在用，不能停用；要换掉它，先 rotate。`);
  const refuseUsed = async () => {
    const use = await keyUse(masterSealed);
    if (under(use, id) > 0)
      throw new ConfigError(`主密钥 ${id} 下还有：${countsOf(use, id)}。先运行 npm run keys -- rotate。`);
  };
  await refuseUsed();
  if (config.keysJson !== undefined) {
    say(
      `没有什么还在主密钥 ${id} 下。请从 KEYS_JSON 的 master.keys 里去掉它，再逐个重启所有 api 和 worker。`,
    );
    return;
  }
  const key = keys.master.keys[id] as string;
  const rest = (known: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(known).filter(([one]) => one !== id));
  changeKeyFile(config.keysFile, (before) => ({
    ...before,
    master: { ...before.master, keys: rest(before.master.keys) },
  }));
  try {
    await refuseUsed(); // a program that was slow to hear of the rotation may have used it until a moment ago
  } catch (error) {
    changeKeyFile(config.keysFile, (before) => ({
      ...before,
      master: { ...before.master, keys: { ...before.master.keys, [id]: key } },
    }));
    throw error;
  }
  await recordAudit({
    at: now(),
    action: 'keys.retired',
    actor: { kind: 'system', id: 'keys' },
    subject: { kind: 'master_key', id },
  });
  say(`主密钥 ${id} 已停用。轮换以前的备份仍要它才能打开：旧密钥文件请保存到那些备份过期为止。`);
}
