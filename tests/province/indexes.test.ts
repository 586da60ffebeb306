import { SubmissionModel } from '../../server/src/modules/forwarding/model.js';

const declared = SubmissionModel.schema.indexes().map(([keys]) => JSON.stringify(keys));

test.each([
  ['all', {}],
  ['of one state', { state: 1 }],
  ['of one reason', { reason: 1 }],
])('the list of submissions, %s, comes out of an index in its order, nothing left to sort', (_, filter) => {
  expect(declared).toContain(JSON.stringify({ ...filter, createdAt: -1, _id: 1 }));
});
