import { randomBytes, randomUUID } from 'node:crypto';
import { generateKeys } from '../../server/src/keys.js';
import {
  open,
  openSystemSecret,
  seal,
  sealSystemSecret,
  wrapNewDataKey,
} from '../../server/src/modules/vault/ciphers.js';

const ROUNDS = 5;
const MILLISECONDS = 400;

/** How often a second, by the median of a few rounds. */
function perSecond(work: () => void): number {
  const rates = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    let times = 0;
    while (performance.now() - started < MILLISECONDS) {
      for (let n = 0; n < 50; n++) work();
      times += 50;
    }
    return (times * 1000) / (performance.now() - started);
  });
  return Math.round(rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0);
}

/** Sealing and opening one field, and re-wrapping one data key from an old master key to a new one; one core, no database. */
export function bench(): void {
  const [key, owner, old] = [randomBytes(32), randomUUID(), generateKeys()];
  const fresh = generateKeys().master;
  const rotated = {
    ...old,
    master: { current: fresh.current, keys: { ...old.master.keys, ...fresh.keys } },
  };
  const sealed = seal(key, owner, 'applicant:1:name', '欧阳小明');
  const { wrapped } = wrapNewDataKey(old, owner);
  const context = `data-key:${owner}`;
  const figures = {
    'seal a field': perSecond(() => seal(key, owner, 'applicant:1:name', '欧阳小明')),
    'open a field': perSecond(() => open(() => key, 'applicant:1:name', sealed)),
    're-wrap a data key': perSecond(() =>
      sealSystemSecret(rotated, context, openSystemSecret(rotated, context, wrapped)),
    ),
  };
  for (const [what, rate] of Object.entries(figures))
    process.stdout.write(`${what.padEnd(20)} ${rate.toLocaleString('en')} /s\n`);
}
