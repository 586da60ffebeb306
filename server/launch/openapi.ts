import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPENAPI_FILE, openApiText } from './lib/openapi-file.js';
import { ROOT } from './lib/programs.mjs';

/** `npm run openapi`: writes the API description, for whoever reads it without running the server. */
writeFileSync(join(ROOT, OPENAPI_FILE), await openApiText());
console.log(`已写入 ${OPENAPI_FILE}`);
