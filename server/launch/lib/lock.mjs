import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './say.mjs';

const ASK_EVERY_MS = 200;
const TELL_AFTER_MS = 3_000;
let claims = 0;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock if it is free. The file appears with its content in one step, so it never stands there empty. */
async function take(file) {
  const claim = `${file}.${process.pid}.${++claims}`;
  await writeFile(claim, String(process.pid));
  try {
    await link(claim, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    await rm(claim, { force: true });
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => String(process.pid)));
  // A holder that was killed in the middle left its file behind.
  if (!isAlive(holder)) await rm(file, { force: true });
  return false;
}

/** Runs `work` while holding the lock file; waits as long as another living process holds it, and says so. */
export async function withLock(file, work) {
  const started = performance.now();
  let told = false;
  while (!(await take(file))) {
    if (!told && performance.now() - started > TELL_AFTER_MS) {
      say('另一个命令正在安装或构建，等它做完…');
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
