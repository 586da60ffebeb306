import { RefusalLog } from '../../server/src/modules/audit/index.js';

// A flood of refused requests leaves a few entries and a count, whoever sends it.

type Event = Parameters<ConstructorParameters<typeof RefusalLog>[0]['record']>[0];

const at = new Date('2026-11-25T02:00:00Z');
let events: Event[];
let failures: unknown[];
let log: RefusalLog;
beforeEach(() => {
  [events, failures] = [[], []];
  log = new RefusalLog({
    record: (event) => Promise.resolve(void events.push(event)),
    digest: (network) => `digest of ${network.length}`,
    failed: (error) => failures.push(error),
  });
});

const refusal = (more: Partial<Parameters<RefusalLog['add']>[0]> = {}) => ({
  at,
  operationId: 'listRatings',
  code: 'not_allowed',
  actor: { kind: 'staff' as const, id: 'a' },
  network: '10.0.0.1',
  ...more,
});

test('the first three of a minute are told one by one, the rest as one count, and the next minute begins anew', async () => {
  for (let n = 0; n < 1000; n++) await log.add(refusal());
  expect(events).toHaveLength(3);
  expect(events[0]).toEqual({
    at,
    action: 'request.refused',
    actor: { kind: 'staff', id: 'a' },
    subject: { kind: 'operation', id: 'listRatings' },
    detail: { code: 'not_allowed', network: 'digest of 8' },
  });
  const later = new Date(at.getTime() + 60_000);
  await log.flush(later);
  expect(events.slice(3)).toMatchObject([
    { at: later, action: 'request.refused_many', detail: { code: 'not_allowed', count: 997 } },
  ]);
  await log.flush(later);
  expect(events).toHaveLength(4);
  await log.add(refusal());
  expect(events).toHaveLength(5);
});

test('a flood from ten thousand callers is bounded, and none of it goes uncounted', async () => {
  for (let n = 0; n < 10_000; n++) await log.add(refusal({ actor: { kind: 'staff', id: `a${n}` } }));
  await log.flush(at);
  expect(events.length).toBeLessThan(350);
  const count = ({ action, detail }: Event) =>
    action === 'request.refused_many' ? Number(detail?.count) : 1;
  expect(events.reduce((sum, event) => sum + count(event), 0)).toBe(10_000);
});

test('a refusal that cannot be written down is said elsewhere, and stays a refusal', async () => {
  const broken = new RefusalLog({
    record: () => Promise.reject(new Error('no database')),
    digest: () => 'x',
    failed: (error) => failures.push(error),
  });
  await broken.add(refusal());
  expect(failures).toEqual([new Error('no database')]);
});
