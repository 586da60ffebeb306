import { createHash } from 'node:crypto';
import { ReceiptKeys } from '@haochaping/shared/contracts';
import mongoose from 'mongoose';
import { receiptIsOurs } from '../../server/src/modules/ratings/index.js';
import { committedText, type CommittedFact } from '../../server/src/modules/ratings/receipt.js';
import { expectStatus, issueInvitation, rate } from '../support/journey.js';
import { sharedSystem, type System } from '../support/system.js';

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
}, 60_000);

test('a receipt commits to exactly the rating that was stored, under the key we publish', async () => {
  const receipt = await rate(system.baseUrl, (await issueInvitation(system)).token, 3);
  const { items } = ReceiptKeys.parse(
    await expectStatus(await fetch(`${system.baseUrl}/api/v1/receipt-keys`), 200),
  );
  const key = items.find(({ id }) => id === receipt.keyId);
  expect(createHash('sm3').update(receipt.committed).digest('hex')).toBe(receipt.commitment);
  expect(receipt.committed).toContain('"level":3');
  expect(receiptIsOurs(key?.publicKey ?? '', receipt)).toBe(true);
  const connection = await mongoose.createConnection(system.mongoUri).asPromise();
  const stored = (await connection
    .collection('ratings')
    .findOne({ number: receipt.number })) as unknown as CommittedFact;
  await connection.close();
  const commitment = (fact: CommittedFact) =>
    createHash('sm3').update(committedText(fact, receipt.nonce)).digest('hex');
  expect(commitment(stored)).toBe(receipt.commitment);
  expect(commitment({ ...stored, level: 4 })).not.toBe(receipt.commitment);
});
