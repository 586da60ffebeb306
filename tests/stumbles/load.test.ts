import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'koa';
import { readBody } from '../../server/src/http/input.js';
import { signInStaff } from '../support/staff.js';
import { sharedSystem, type System } from '../support/system.js';

// What answers with words instead of 500, and who is served meanwhile.

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

test.each(['ratings', 'accounts', 'static-codes', 'directory/windows'])(
  'a NUL in the search of %s finds nothing or something',
  async (list) => {
    const client = await signInStaff(system, list === 'accounts' ? 'security_admin' : 'center');
    const answer = await client.get(`/api/v1/staff/${list}?search=${encodeURIComponent('a\u0000b')}`);
    expect(answer.status).toBe(200);
  },
);

const ODD_ENCODINGS = [
  'identity;q=0',
  '*;q=0',
  'br;q=0, identity; q=0.0',
  'identity ; q = 0',
  'identity;q="0"',
  'gzip;q=-1',
];
test.each(ODD_ENCODINGS)('whoever takes no encoding at all (%s) gets the page', async (encoding) => {
  const status = await new Promise((resolve, reject) => {
    request(`${system.baseUrl}/openapi.json`, { headers: { 'accept-encoding': encoding } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
});

test('a slow upload takes its time; one that stops is given up in words', async () => {
  const server = createServer((incoming, response) => {
    const ctx = { req: incoming, get: (name: string) => incoming.headers[name] ?? '' } as unknown as Context;
    readBody(ctx, { raw: { contentTypes: ['text/csv'], maxBytes: 1000 } }, 150).then(
      ({ bytes }) => response.end(String(bytes.length)),
      (error: Error) => response.end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const upload = (pieces: number) =>
    new Promise<string>((resolve, reject) => {
      const headers = { 'content-type': 'text/csv', 'content-length': '5' };
      const sent = request({ port, method: 'POST', headers }, (answer) => {
        answer.setEncoding('utf8').once('data', resolve);
      }).on('error', reject);
      let left = pieces;
      const timer = setInterval(() => (left-- > 0 ? sent.write('a') : clearInterval(timer)), 50);
    });
  expect(await upload(5)).toBe('5');
  expect(await upload(2)).toContain('很久没有传过来');
  server.closeAllConnections();
  server.close();
});
