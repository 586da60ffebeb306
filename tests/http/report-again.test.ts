import type { TransactionInput } from '@haochaping/shared/contracts';
import { countCommands, type CountedWay } from '../support/command-count.js';
import { collection } from '../support/evaluator.js';
import { demoTransaction, expectStatus, rate, signedFetch } from '../support/journey.js';
import { dropDatabase, freshMongoUri, startSystem, type OwnSystem } from '../support/system.js';

// A report is several writes in their order: whatever stops it between two of them, the same report sent again completes it.

const report = (system: OwnSystem, transaction: TransactionInput) =>
  signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', transaction);

const issued = async (response: Response) =>
  (await expectStatus(response, 201)) as { invitation: { token: string }; replayed: boolean };

describe.each([
  ['a server that takes several writes in one command', false],
  ['a server older than MongoDB 8', true],
])('on %s', (_, older) => {
  // Its own: what is stored is counted, and taken away again.
  let system: OwnSystem;
  let way: CountedWay;
  beforeAll(async () => {
    const uri = freshMongoUri();
    way = await countCommands(uri, { older });
    system = {
      ...(await startSystem({ worker: false, env: { MONGODB_URI: way.through(uri) } })),
      mongoUri: uri,
    };
  }, 60_000);
  afterAll(async () => {
    await system.stop();
    await dropDatabase(system.mongoUri);
    way.close();
  });

  const count = (name: string, filter = {}) => collection(system, name, (c) => c.countDocuments(filter));
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(
        ['evaluators', 'applicants', 'transactions', 'served_events', 'invitations'].map(
          async (name) => [name, await count(name)] as const,
        ),
      ),
    );
  const stored = (projectNo: string) =>
    collection(system, 'transactions', (c) => c.findOne({ _id: projectNo as never })) as Promise<{
      evaluatorId: string;
      events: { serviceNumber: number; applicantId: string }[];
    } | null>;

  test('ten equal reports of somebody new at the same instant are one event of one person, with ten links to it', async () => {
    const before = await counts();
    const transaction = await demoTransaction();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => issued(await report(system, transaction))),
    );
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const after = await counts();
    expect(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)])).toEqual([
      ['evaluators', 1],
      ['applicants', 1],
      ['transactions', 1],
      ['served_events', 1],
      ['invitations', 10],
    ]);
    const keys = await collection({ mongoUri: system.keyStoreUri }, 'data_keys', (c) => c.countDocuments());
    expect(keys).toBe(after.evaluators);
  });

  test.each([
    ['the person', ['applicants', 'transactions', 'served_events', 'invitations']],
    ['the applicant', ['transactions', 'served_events', 'invitations']],
    ['the event', ['served_events', 'invitations']],
    ['the service to count', ['invitations']],
  ])('cut off behind %s, the same report completes it', async (_behind, lost) => {
    const transaction = await demoTransaction();
    const { projectNo } = transaction;
    await issued(await report(system, transaction));
    const [{ applicantId = '' } = {}] = (await stored(projectNo))?.events ?? [];
    const of: Record<string, object> = {
      applicants: { _id: applicantId },
      transactions: { _id: projectNo },
      served_events: { _id: `${projectNo}#${transaction.event.serviceNumber}` },
      invitations: { projectNo },
    };
    for (const name of lost) await collection(system, name, (c) => c.deleteMany(of[name] ?? {}));

    const { invitation, replayed } = await issued(await report(system, transaction));
    expect(replayed).toBe(!lost.includes('transactions'));
    const { events = [] } = (await stored(projectNo)) ?? {};
    expect(events).toHaveLength(1);
    expect(await count('applicants', { _id: events[0]?.applicantId })).toBe(1);
    expect(await count('served_events', of.served_events)).toBe(1);
    expect((await rate(system.baseUrl, invitation.token, 5)).level).toBe(5);
  });

  test('the next service may be told with another telephone of the same person', async () => {
    const first = await demoTransaction();
    await issued(await report(system, first));
    const next = {
      ...first,
      applicant: { ...first.applicant, phone: '13950500001' },
      event: { ...first.event, serviceNumber: first.event.serviceNumber + 1 },
    };
    expect((await issued(await report(system, next))).replayed).toBe(false);
    const { events = [] } = (await stored(first.projectNo)) ?? {};
    expect(events.map(({ serviceNumber }) => serviceNumber)).toEqual([
      first.event.serviceNumber,
      next.event.serviceNumber,
    ]);
  });

  test('what is refused as told otherwise before leaves nothing of the applicant it named', async () => {
    const first = await demoTransaction();
    await issued(await report(system, first));
    const before = await count('applicants');
    const { applicant } = await demoTransaction();
    expect((await report(system, { ...first, applicant })).status).toBe(409);
    expect(await count('applicants')).toBe(before);
  });

  test('the issuing of a link is in its own trail, for the audit log', async () => {
    await issued(await report(system, await demoTransaction()));
    const latest = await collection(system, 'invitations', (c) =>
      c
        .find<{ _id: string; trail: object[]; pending: object[] }>({})
        .sort({ issuedAt: -1 })
        .limit(1)
        .toArray(),
    );
    expect(latest[0]?.trail).toMatchObject([
      { action: 'invitation.issued', actor: { kind: 'businessSystem' }, subject: { id: latest[0]?._id } },
    ]);
    expect(latest[0]?.pending).toMatchObject([{ kind: 'audit' }]);
  });
});
