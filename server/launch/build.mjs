import { PARTS } from './lib/parts.mjs';
import { buildParts } from './lib/build-parts.mjs';
import { fail, say, wordsOf } from './lib/say.mjs';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  fail(`没有“${unknown.join('、')}”这一部分；可以构建的有：${Object.keys(PARTS).join('、')}。`);
}
try {
  await buildParts(asked.length > 0 ? asked : Object.keys(PARTS));
  say('构建完成。');
} catch (error) {
  fail(wordsOf(error));
}
