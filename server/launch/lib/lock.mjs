import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function take(file) {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => '0'));
  // A holder that is gone (killed in the middle) left its file behind; 0 is a file that is just being written.
  if (holder > 0 && !isAlive(holder)) await rm(file, { force: true });
  return false;
}

/** Runs `work` while holding the lock file; waits as long as another living process holds it. */
export async function withLock(file, work) {
  while (!(await take(file))) await pause(200);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
