import mongoose from 'mongoose';
import { randomUUID } from 'node:crypto';
import { withReceipt } from '../support/cases.js';
import { demoTransaction, eventually, expectStatus, rate, signedFetch } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

/** Nothing personal is ever written in clear: not to the database, not to a log (FA-3.2-a FA-3.3-c). */
let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ province: true, env: { LOG_LEVEL: 'debug' } });
}, 60_000);
afterAll(() => system.stop());

test('after a whole journey no collection and no log holds a name, number, phone, address, device, token or access key', async () => {
  const transaction = await demoTransaction();
  const applicant = {
    ...transaction.applicant,
    name: '欧阳保密',
    phone: '13977700123',
    handler: { name: '经办保密', certType: '414', certNumber: 'E98765432' },
  };
  const reported = await signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', {
    ...transaction,
    applicant,
  });
  const { invitation } = (await expectStatus(reported, 201)) as { invitation: { token: string } };
  const deviceId = `device-${randomUUID()}`;
  const answer = await fetch(`${system.baseUrl}/api/v1/ratings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ invitation: invitation.token, intakeId: randomUUID(), level: 4, deviceId }),
  });
  const receipt = (await expectStatus(answer, 201)) as { accessKey: string; number: string };
  await withReceipt(system, 'ratings', receipt);
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  await eventually('it was forwarded', async () => {
    const sent = await connection.collection('submissions').findOne({ state: 'sent' });
    return sent ?? undefined;
  });
  const secrets = [
    applicant.name,
    applicant.phone,
    applicant.certNumber,
    applicant.handler.name,
    applicant.handler.certNumber,
    deviceId,
    invitation.token,
    receipt.accessKey,
    '127.0.0.1',
    system.businessSystem.secret,
  ];
  const collections = await connection.listCollections();
  expect(collections.length).toBeGreaterThan(8);
  for (const { name } of collections) {
    const text = JSON.stringify(await connection.collection(name).find().toArray());
    for (const secret of secrets)
      expect({ collection: name, secret, found: text.includes(secret) }).toEqual({
        collection: name,
        secret,
        found: false,
      });
  }
  await connection.close();
  const logs = [...system.logs('api'), ...system.logs('worker')].join('\n');
  expect(logs).toContain('acceptRating');
  for (const secret of secrets.filter((one) => one !== '127.0.0.1'))
    expect({ secret, found: logs.includes(secret) }).toEqual({ secret, found: false });
});

test('a document with its telephone number is one evaluator, however the name is spelt; with another number it is another of the same person', async () => {
  const first = await demoTransaction();
  const report = async (changes: Record<string, unknown>) => {
    const transaction = await demoTransaction();
    await expectStatus(
      await signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', {
        ...transaction,
        applicant: { ...first.applicant, ...changes },
      }),
      201,
    );
  };
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  const count = () => connection.collection('evaluators').countDocuments();
  const before = await count();
  const known = await connection.collection('evaluators').distinct('_id');
  await Promise.all([report({}), report({ name: '改了名' }), report({})]);
  expect(await count()).toBe(before + 1);
  await report({ phone: '13811112222' });
  expect(await count()).toBe(before + 2);
  const ofOnePerson = await connection
    .collection('evaluators')
    .distinct('personId', { _id: { $nin: known } });
  expect(ofOnePerson).toHaveLength(1);
  await report({ certNumber: (await demoTransaction()).applicant.certNumber });
  expect(await count()).toBe(before + 3);
  const keyStore = await mongoose.createConnection(system.keyStoreUri).asPromise();
  expect(await keyStore.collection('data_keys').countDocuments()).toBe(await count());
  expect(await connection.collection('data_keys').countDocuments()).toBe(0);
  await connection.close();
  await keyStore.close();
});

test('each opening of personal data is told in the audit chain, with its purpose', async () => {
  const { token } = await (async () => {
    const transaction = await demoTransaction({ projectNo: `REVEAL-${Date.now()}` });
    const reported = await signedFetch(
      system.baseUrl,
      system.businessSystem,
      'POST',
      '/api/v1/transactions',
      transaction,
    );
    return ((await expectStatus(reported, 201)) as { invitation: { token: string } }).invitation;
  })();
  const receipt = await rate(system.baseUrl, token, 5);
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  const rating = await connection.collection<{ _id: string }>('ratings').findOne({ number: receipt.number });
  const entry = await eventually('the reveal is audited', async () => {
    const found = await connection
      .collection('audit_entries')
      .findOne({ action: 'evaluator.revealed', 'detail.caseId': rating?._id });
    return found ?? undefined;
  });
  expect(entry.detail).toMatchObject({ purpose: 'provincial_forwarding' });
  await connection.close();
});

test('a later report about another person changes nothing of whose event it was, and once it has gone nothing is taken', async () => {
  const first = await demoTransaction({ projectNo: `SNAP-${Date.now()}` });
  const applicant = { ...first.applicant, name: '甲先到', phone: '13911110000' };
  const report = (changes: Record<string, unknown>) =>
    signedFetch(system.baseUrl, system.businessSystem, 'POST', '/api/v1/transactions', {
      ...first,
      applicant,
      ...changes,
    });
  const { invitation } = (await expectStatus(await report({}), 201)) as { invitation: { token: string } };
  const other = { ...applicant, name: '乙后到', phone: '13922220000' };
  await expectStatus(await report({ projectNo: `${first.projectNo}-B`, applicant: other }), 201);
  await expectStatus(await report({ applicant: other, event: { ...first.event, nodeName: '受理' } }), 201);
  await rate(system.baseUrl, invitation.token, 5);
  const arrived = await eventually('it arrived', async () => {
    const list = (await (
      await fetch(`${system.provinceUrl}/__sandbox/ratings?projectNo=${first.projectNo}`)
    ).json()) as { fields: Record<string, string> }[];
    return list[0];
  });
  expect(arrived.fields).toMatchObject({
    userName: '甲先到',
    contactMobile: '13911110000',
    nodeName: '受理',
  });
  await expectStatus(await report({ applicant: other }), 409);
});
