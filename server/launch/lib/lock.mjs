import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './say.mjs';

const ASK_EVERY_MS = 200;
const TELL_AFTER_MS = 3_000;
let claims = 0;

/** When a process began, as Linux tells it; empty where nobody does. */
async function beginOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program stands in brackets and may hold anything; the 20th field after it is the begin.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Whether the process that wrote this into a lock lives; its number may belong to another one by now. */
async function isAlive(pid, begin) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const now = await beginOf(pid);
  return !begin || !now || begin === now;
}

/**
 * Takes the lock if it is free; else gives the number of the living process that holds it, or none when the lock was
 * just let go or left behind. The file appears with its content in one step, so it never stands there empty.
 */
async function take(file) {
  const claim = `${file}.${process.pid}.${++claims}`;
  await writeFile(claim, `${process.pid} ${await beginOf(process.pid)}`);
  try {
    await link(claim, file);
    return { taken: true };
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    await rm(claim, { force: true });
  }
  const [pid, begin] = (await readFile(file, 'utf8').catch(() => '')).split(' ');
  if (!pid) return {};
  if (await isAlive(Number(pid), begin)) return { holder: Number(pid) };
  // A holder that was killed in the middle left its file behind.
  await rm(file, { force: true });
  return {};
}

/**
 * Runs `work` while holding the lock file; waits as long as another living process holds it, and says so once.
 * @param {string} file
 * @param {() => Promise<unknown>} work
 * @param {{tellAfterMs?: number, words?: (holder: number) => string}} [waiting] what to say of whom it waits for
 */
export async function withLock(
  file,
  work,
  { tellAfterMs = TELL_AFTER_MS, words = () => '另一个命令正在安装或构建，等它做完…' } = {},
) {
  const started = performance.now();
  let told = false;
  for (;;) {
    const { taken, holder } = await take(file);
    if (taken) break;
    if (!told && holder && performance.now() - started >= tellAfterMs) {
      say(words(holder));
      told = true;
    }
    await pause(ASK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
