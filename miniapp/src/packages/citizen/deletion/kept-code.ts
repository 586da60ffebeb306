import { load, save } from '../../../lib/storage.js';

const NAME = 'deletion';

/** The code that undoes a deletion, kept on the device that asked for it until it is of no more use. */
export function keptCode(): string {
  const stored = load(NAME);
  return typeof stored === 'string' ? stored : '';
}

/** False when the device cannot keep it: then it has to be written down. */
export const keepCode = (code: string): boolean => save(NAME, code);

export const forgetCode = (): void => void save(NAME, '');
