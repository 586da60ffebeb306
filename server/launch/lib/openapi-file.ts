import { readConfig } from '../../src/config/config.js';
import { openApiDocument } from '../../src/http/openapi.js';
import { generateKeys } from '../../src/keys.js';
import { createLogger } from '../../src/logger.js';
import { composeSystem } from '../../src/system.js';

/** Where the API description is kept, from the repository's root. */
export const OPENAPI_FILE = 'server/docs/openapi.json';

/** The API description as text, made from the very routes the server serves; needs no database. */
export async function openApiText(): Promise<string> {
  const system = composeSystem(readConfig({}), generateKeys(), createLogger('silent', 'openapi'));
  try {
    return `${JSON.stringify(openApiDocument(system.routes), null, 2)}\n`;
  } finally {
    await system.close();
  }
}
