import { backoffMs, MAX_ATTEMPTS } from '../../server/src/jobs/worker.js';
import { requestSignature } from '../../server/src/modules/channels/business-systems.js';

describe('back-off of a failed effect', () => {
  test('doubles from one second, within a quarter either way, up to two hours', () => {
    expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, 0.5))).toEqual([1000, 2000, 4000, 8000]);
    expect(backoffMs(1, 0)).toBe(750);
    expect(backoffMs(1, 1)).toBe(1250);
    expect(backoffMs(60, 0.5)).toBe(7_200_000);
  });

  test('a person is asked after about fourteen hours of trying, not after a short outage', () => {
    const waits = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => backoffMs(index + 1, 0.5));
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
    expect(hours).toBeCloseTo(14.3, 1);
  });
});

describe('signature of a business system', () => {
  const parts = {
    method: 'POST',
    url: '/api/v1/transactions?x=1',
    timestamp: '1700000000000',
    nonce: 'nonce-0001',
    body: Buffer.from('{}'),
  };

  test('changes with every part it covers', () => {
    const variants = [
      parts,
      { ...parts, method: 'PUT' },
      { ...parts, url: '/api/v1/transactions?x=2' },
      { ...parts, timestamp: '1700000000001' },
      { ...parts, nonce: 'nonce-0002' },
      { ...parts, body: Buffer.from('{ }') },
    ];
    const signatures = [
      ...variants.map((variant) => requestSignature('secret', variant)),
      requestSignature('other', parts),
    ];
    expect(new Set(signatures).size).toBe(signatures.length);
  });

  test('the method’s case does not matter', () => {
    expect(requestSignature('secret', { ...parts, method: 'post' })).toBe(requestSignature('secret', parts));
  });
});
