import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { sharedSystem, type System } from '../support/system.js';

// What a first look at a page costs over the wire: everything is compressed once, at the build.

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const KB = 1024;

async function get(
  path: string,
  encoding: string,
): Promise<{ headers: IncomingMessage['headers']; bytes: Buffer }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(`${system.baseUrl}${path}`, { headers: { 'accept-encoding': encoding } }, resolve);
    asked.once('error', reject).end();
  });
  expect(answer.statusCode).toBe(200);
  return { headers: answer.headers, bytes: await buffer(answer) };
}

/** The page and what it asks for before it shows anything. */
async function firstLook(page: string): Promise<string[]> {
  const { bytes } = await get(page, 'identity');
  const asked = [...bytes.toString().matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path!,
  );
  expect(asked.length).toBeGreaterThan(1);
  return [page, ...asked];
}

test.each([
  ['/', 130 * KB],
  ['/admin/', 200 * KB],
])('%s comes compressed as it was built, in at most %i bytes', async (page, most) => {
  let wire = 0;
  for (const path of await firstLook(page)) {
    const [plain, br, gz] = await Promise.all(['identity', 'br', 'gzip'].map((one) => get(path, one)));
    expect(plain!.headers['content-encoding']).toBeUndefined();
    if (plain!.bytes.length >= KB) {
      expect(br!.headers).toMatchObject({
        'content-encoding': 'br',
        'content-length': String(br!.bytes.length),
      });
      expect(gz!.headers['content-encoding']).toBe('gzip');
      expect(brotliDecompressSync(br!.bytes)).toEqual(plain!.bytes);
      expect(gunzipSync(gz!.bytes)).toEqual(plain!.bytes);
      // A cache in between keeps one for each.
      expect(br!.headers.vary).toMatch(/accept-encoding/i);
      expect(br!.headers['content-type']).toBe(plain!.headers['content-type']);
    }
    wire += br!.bytes.length;
  }
  expect(wire).toBeLessThanOrEqual(most);
});
