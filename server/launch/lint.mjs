import './lib/check-node.mjs';
import { LINT_CHECKS } from './lib/checks.mjs';
import { say } from './lib/say.mjs';

/** `npm run lint`: rules and formatting of the whole repository; exit code 1 when either finds something. */
let failed = false;
for (const check of LINT_CHECKS) {
  const { ok, output } = await check.run();
  if (output) say(output);
  say(`${ok ? '✓' : '✗'} ${check.name}`);
  failed ||= !ok;
}
process.exit(failed ? 1 : 0);
