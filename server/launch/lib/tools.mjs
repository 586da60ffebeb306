import { spawn } from 'node:child_process';
import { ROOT } from './programs.mjs';

const live = new Set();

// A command that ends early, for whatever reason, takes the tool it was waiting for with it.
process.on('exit', () => {
  for (const child of live) child.kill('SIGTERM');
});

/**
 * Runs a tool to its end, keeping what it says.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string | undefined>}} [options] cwd defaults to the repository's root
 * @returns {Promise<{ok: boolean, code: number | null, output: string}>} rejects only when it cannot be started.
 */
export function runTool(command, args, { cwd = ROOT, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    live.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk) => (output += chunk));
    }
    child.once('error', (error) => {
      live.delete(child);
      reject(error);
    });
    child.once('close', (code) => {
      live.delete(child);
      resolve({ ok: code === 0, code, output: output.trim() });
    });
  });
}
