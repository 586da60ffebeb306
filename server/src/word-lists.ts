import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseWordList, type WordLists } from '@haochaping/shared/domain';
import { ConfigError } from './config/config.js';

/** `server/data/words`, looked for upwards from this file: it runs from its source and from the bundle in `server/dist`. */
function ownFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'data/words')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'data/words');
}

/**
 * The lists of words that make a text wait for a person, one file a category.
 * @param folder one's own lists; those of the repository by default
 * @throws ConfigError when there are none, or a word is too short to be meant
 */
export function loadWordLists(folder = ownFolder()): WordLists {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
  if (files.length === 0) throw new ConfigError(`WORD_LISTS：${folder} 里没有词表（*.txt）`);
  return new Map(
    files.sort().map((name) => {
      try {
        return [basename(name, '.txt'), parseWordList(readFileSync(join(folder, name), 'utf8'))];
      } catch (error) {
        throw new ConfigError(`WORD_LISTS：${name} 读不了：${(error as Error).message}`);
      }
    }),
  );
}
