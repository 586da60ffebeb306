import { receiptSigner } from '../../server/src/modules/ratings/receipt.js';
import { RatingModel } from '../../server/src/modules/ratings/model.js';
import { buildRating, type RatingIntake } from '../../server/src/modules/ratings/intake.js';
import { generateKeys } from '../../server/src/keys.js';

// What is built of an intake is stored as it is, without the model's own document: here it is held against the model once.

const NOW = new Date('2026-11-30T02:00:00.123Z');
const SETTINGS = { keys: generateKeys(), detailsWaitSeconds: 120 };
const AT_WINDOW: RatingIntake = {
  intakeId: 'intake-1',
  level: 5,
  channel: 'qr',
  pageSource: 'own',
  title: 'A02 综合收件窗口',
  place: '三明市行政服务中心',
  occasion: null,
  attribution: {
    scope: 'place',
    targets: [
      {
        kind: 'window',
        code: '350400-W002',
        name: 'A02 综合收件窗口',
        institutionCode: '350400-ZX',
        regionCode: '350400',
      },
    ],
  },
  assurance: 'anonymous',
  evaluatorId: null,
  accountId: null,
  agent: null,
  handler: null,
  event: null,
  invitation: null,
  staticCode: 'abcdefgh',
  openedAt: null,
  ratedAt: NOW,
  deviceId: null,
  network: '127.0.0.1',
};
const OF_EVENT: RatingIntake = {
  ...AT_WINDOW,
  staticCode: null,
  level: 1,
  occasion: '受理',
  assurance: 'from_transaction',
  evaluatorId: 'evaluator-1',
  accountId: 'account-1',
  agent: { accountId: null, relation: 'relative' },
  event: { projectNo: 'P1', serviceNumber: 1 },
  invitation: { id: 'invitation-1', issuedAt: NOW, openedAt: null },
  openedAt: NOW,
  deviceId: 'device-1',
};
const AGAIN: RatingIntake = {
  ...OF_EVENT,
  agent: null,
  handler: { accountId: 'account-2' },
  invitation: null,
  supplements: {
    ratingId: 'rating-1',
    claims: [{ accountId: 'account-1', assurance: 'verified', at: NOW }],
  },
};

test.each([
  ['from a printed code', AT_WINDOW],
  ['from an invitation, by somebody in their place', OF_EVENT],
  ['a supplementary one, by a handler', AGAIN],
])('a rating %s is stored as the model would store it', async (_, intake) => {
  const fact = buildRating(SETTINGS, intake, NOW);
  const built = { ...fact, receipt: await receiptSigner(SETTINGS.keys)(fact) };
  const document = new RatingModel(built);
  await document.validate();
  // Equal in both directions: nothing the model would cast, default or drop.
  expect(built).toEqual(document.toObject({ depopulate: true }));
});
