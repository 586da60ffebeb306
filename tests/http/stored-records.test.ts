import type { Model } from 'mongoose';
import { AuditEventModel } from '../../server/src/modules/audit/model.js';
import {
  InvitationModel,
  RequestNonceModel,
  TransactionModel,
} from '../../server/src/modules/channels/model.js';
import { ServedModel } from '../../server/src/modules/channels/served.js';
import { ApplicantModel, EvaluatorModel } from '../../server/src/modules/evaluators/model.js';
import { collection } from '../support/evaluator.js';
import { issueInvitation } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';

// What is built whole is stored without the model's own document: here it is held against the model, once for each kind.

// Its own: without a worker the events of the audit log stay where they were written.
let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ worker: false });
  await issueInvitation(system);
  // The first look for a printed code makes it, and tells the audit log at once.
  await fetch(`${system.baseUrl}/api/v1/places/window/350400-W001/static-code`);
}, 60_000);
afterAll(() => system.stop());

test.each([
  AuditEventModel,
  RequestNonceModel,
  InvitationModel,
  EvaluatorModel,
  ApplicantModel,
  TransactionModel,
  ServedModel,
] as unknown as Model<object>[])('%p are stored as the model would store them', async (model) => {
  const stored = await collection(system, model.collection.name, (all) => all.find().toArray());
  expect(stored.length).toBeGreaterThan(0);
  for (const record of stored) {
    const document = new model(record);
    await document.validate();
    expect(record).toEqual(document.toObject({ flattenMaps: true }));
  }
});
