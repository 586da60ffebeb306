import '../../server/launch/lib/check-node.mjs';
import { register } from 'tsx/esm/api';
import { ensureInstalled } from '../../server/launch/lib/install.mjs';
import { buildParts } from '../../server/launch/lib/build-parts.mjs';
import setup from '../support/global-setup.mjs';
import teardown from '../support/global-teardown.mjs';

/** `npm run screenshots`: every page in every mode and width, as one contact sheet; see main.ts. `-- home place` takes those alone. */
const names = process.argv.slice(2);
await ensureInstalled();
await buildParts(names.length > 0 ? ['h5'] : ['h5', 'weapp']);
await setup();
try {
  register();
  const { takeAll } = await import('./main.ts');
  await takeAll(names);
} finally {
  await teardown();
}
