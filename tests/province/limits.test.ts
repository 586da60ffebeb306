import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, readConfig } from '../../server/src/config/config.js';
import { dialectFor, documentOf, makeRating } from './support.js';

test('a lease that a send may outlast stops the start with a sentence that names both settings', () => {
  expect(() => readConfig({ WORKER_LEASE_SECONDS: '39', PROVINCE_TIMEOUT_SECONDS: '10' })).toThrow(
    ConfigError,
  );
  expect(() => readConfig({ WORKER_LEASE_SECONDS: '39' })).toThrow(
    /WORKER_LEASE_SECONDS（39）.*PROVINCE_TIMEOUT_SECONDS（10）/,
  );
  expect(readConfig({ WORKER_LEASE_SECONDS: '40' }).WORKER_LEASE_SECONDS).toBe(40);
});

/**
 * A gateway that takes its time: each answer alone comes within the limit, together they do not. The token comes quickly, so that the
 * limit ends while the operation is out, also on a machine that is busy.
 */
test('one operation, with its token and second try, ends within one time limit', async () => {
  const slow = createServer((request, response) => {
    request.resume();
    const token = request.url?.startsWith('/gateway/get-token');
    const answer = () => {
      response.writeHead(token ? 200 : 400, token ? {} : { 'x-error-code': 'access_token_invalid' });
      response.end(token ? '{"access_token":"t","expires_in":3600}' : '');
    };
    setTimeout(answer, token ? 50 : 700);
  });
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  const dialect = dialectFor(`http://127.0.0.1:${(slow.address() as AddressInfo).port}`, {}, 1000);
  const started = performance.now();
  const outcome = await dialect.push(documentOf(dialect, makeRating()));
  const took = performance.now() - started;
  expect(outcome.kind).toBe('unknown');
  expect(took).toBeLessThan(2400);
  await dialect.close();
  slow.closeAllConnections();
  slow.close();
});
