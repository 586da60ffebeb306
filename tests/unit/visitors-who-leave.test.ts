import { jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type AppOptions } from '../../server/src/http/app.js';
import { onSending } from '../../server/src/http/middleware.js';
import { eventually } from '../support/journey.js';

// Whoever closes a page before it was all there is no fault: a line at debug, and nothing printed beside the log.

interface Line {
  level: string;
  said: string;
}
function listening() {
  const lines: Line[] = [];
  const at = (level: string) => (_about: unknown, said: string) => void lines.push({ level, said });
  return { lines, log: { debug: at('debug'), info: at('info'), error: at('error') } as never };
}

test('a page that is closed while it comes', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'pages-'));
  await writeFile(join(folder, 'index.html'), '');
  await writeFile(join(folder, 'large.bin'), Buffer.alloc(32 * 1024 * 1024, 1));
  const { lines, log } = listening();
  const app = createApp({
    log,
    routes: [],
    corsOrigins: [],
    embedOrigins: [],
    trustedProxies: 0,
    metrics: { observeRequest: () => undefined },
    pages: { citizen: folder, console: folder },
  } as unknown as AppOptions);
  const port = await app.listen(0, '127.0.0.1');
  try {
    const visitor = connect(port, '127.0.0.1');
    visitor.write('GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n');
    await new Promise((resolve) => visitor.once('data', resolve));
    visitor.resetAndDestroy();
    const left = { level: 'debug', said: 'left before the answer was there' };
    await eventually('it is noted', () => Promise.resolve(lines.find(({ level }) => level !== 'info')));
    expect(lines.filter(({ level }) => level !== 'info')).toEqual(
      lines.filter(({ level }) => level === 'debug'),
    );
    expect(lines).toContainEqual(left);
    expect(printed).not.toHaveBeenCalled();
  } finally {
    await app.close(1);
    await rm(folder, { recursive: true });
    printed.mockRestore();
  }
});

test('what breaks on our side while an answer is sent is still told as a fault', () => {
  const { lines, log } = listening();
  onSending(log)(Object.assign(new Error('the disk'), { code: 'EIO' }));
  expect(lines).toEqual([{ level: 'error', said: 'answer not sent' }]);
});
