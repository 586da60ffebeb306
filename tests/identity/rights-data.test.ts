import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ConsentsView,
  DataExport,
  DeletionAnswer,
  DeletionPreview,
  DeletionProgress,
  PrivacyNotice,
} from '@haochaping/shared/contracts';
import { disconnectDatabase } from '../../server/src/database.js';
import type { Keys } from '../../server/src/keys.js';
import { AccountModel } from '../../server/src/modules/evaluators/account-model.js';
import { requireConsent } from '../../server/src/modules/evaluators/consents/consents.js';
import { DeletionModel } from '../../server/src/modules/rights/deletion/model.js';
import { ApplicantModel, EvaluatorModel } from '../../server/src/modules/evaluators/model.js';
import { currentNotice, readNotices } from '../../server/src/modules/evaluators/consents/notices.js';
import { RatingModel } from '../../server/src/modules/ratings/model.js';
import { eventually } from '../support/journey.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { besideServer, evaluatorClient, json, ratingOf, somebody } from './rights-support.js';

// What a person may know, take along, agree to, and have erased (PIPL chapter 4).

let system: OwnSystem;
let keys: Keys;
beforeAll(async () => {
  system = await startSystem({
    province: true,
    env: { DELETION_GRACE_HOURS: '0.0015', REVEAL_APPROVAL: 'off' },
  });
  keys = await besideServer(system);
}, 60_000);
afterAll(async () => {
  await disconnectDatabase();
  await system.stop();
});

const CURRENT = currentNotice(readNotices()).version;
const anonymously = (path: string, body: unknown) =>
  fetch(`${system.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('the notice and the answers to it', () => {
  test('everybody reads the notice and every version of it', async () => {
    const notice = await json<PrivacyNotice>(fetch(`${system.baseUrl}/api/v1/privacy-notice`), 200);
    expect(notice).toMatchObject({ current: true, version: notice.versions.at(-1)?.version });
    await json(fetch(`${system.baseUrl}/api/v1/privacy-notice/1`), 200);
    await json(fetch(`${system.baseUrl}/api/v1/privacy-notice/9999`), 404);
  });

  test('consent is asked, given, required, and withdrawn', async () => {
    const me = await evaluatorClient(system, keys, somebody());
    const notices = readNotices();
    const required = () => requireConsent(notices, me.accountId, 'real_name_check');
    await expect(required()).rejects.toMatchObject({ code: 'consent_needed' });
    const answer = (given: boolean, version = CURRENT) =>
      me.post('/api/v1/me/consents', { purpose: 'real_name_check', version, given });
    await json(answer(true), 201);
    await expect(required()).resolves.toBeUndefined();
    await json(answer(false), 201);
    await expect(required()).rejects.toMatchObject({ code: 'consent_needed' });
    const all = await json<ConsentsView>(me.get('/api/v1/me/consents'), 200);
    expect(all.records.map(({ given }) => given)).toEqual([false, true]);
    await json(answer(true, 9), 409);
  });

  test('a newer notice is asked about anew', async () => {
    const me = await evaluatorClient(system, keys, somebody());
    await json(
      me.post('/api/v1/me/consents', { purpose: 'privacy_notice', version: CURRENT, given: true }),
      201,
    );
    const known = readNotices();
    const newer = [...known, { ...currentNotice(known), version: CURRENT + 1 }];
    await expect(requireConsent(known, me.accountId, 'privacy_notice')).resolves.toBeUndefined();
    await expect(requireConsent(newer, me.accountId, 'privacy_notice')).rejects.toMatchObject({
      code: 'consent_needed',
    });
  });

  test('a third party is agreed to for one occasion only', async () => {
    const me = await evaluatorClient(system, keys, somebody());
    const third = { purpose: 'third_party:assessment', version: CURRENT, given: true };
    await json(me.post('/api/v1/me/consents', third), 400);
    await json(me.post('/api/v1/me/consents', { ...third, occasion: 'round-1' }), 201);
    const allowed = (occasion: string) =>
      requireConsent(readNotices(), me.accountId, third.purpose, occasion);
    await expect(allowed('round-1')).resolves.toBeUndefined();
    await expect(allowed('round-2')).rejects.toMatchObject({ code: 'consent_needed' });
  });

  test('withdrawing the use of sign-in data signs out', async () => {
    const me = await evaluatorClient(system, keys, somebody());
    await json(
      me.post('/api/v1/me/consents', { purpose: 'privacy_notice', version: CURRENT, given: false }),
      201,
    );
    await json(me.get('/api/v1/me/consents'), 401);
  });
});

describe('taking everything along', () => {
  test('the export holds account, applicant, ratings, consents, disclosures and sign-ins, and nobody else', async () => {
    const [person, other] = [somebody(), somebody()];
    const rating = await ratingOf(system, person, 4);
    await ratingOf(system, other, 5);
    const me = await evaluatorClient(system, keys, person);
    const response = await me.get('/api/v1/me/data/export.json');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="my-data.json"');
    const data = await json<DataExport>(Promise.resolve(response), 200);
    const text = JSON.stringify(data);
    expect(data.sections.map(({ name }) => name).sort()).toEqual(
      [
        'account',
        'applicants',
        'coercion',
        'complaints',
        'consents',
        'corrections',
        'disclosures',
        'message_permissions',
        'ratings',
        'sessions',
      ].sort(),
    );
    for (const own of [person.name, person.certNumber, person.phone, rating.number])
      expect(text).toContain(own);
    for (const foreign of [other.certNumber, other.phone]) expect(text).not.toContain(foreign);
  });

  test('the PDF is readable Chinese text on numbered pages', async () => {
    const person = somebody();
    const rating = await ratingOf(system, person, 4);
    const me = await evaluatorClient(system, keys, person);
    const response = await me.get('/api/v1/me/data/export.pdf');
    expect(response.headers.get('content-type')).toContain('application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    // The used characters alone: the whole font has ten megabytes.
    expect(pdf.length).toBeLessThan(400_000);
    expect((pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length).toBeGreaterThan(0);
    expect(rating.number).toMatch(/^HP/);
    const file = join(mkdtempSync(join(tmpdir(), 'export-')), 'my-data.pdf');
    writeFileSync(file, pdf);
    if (!hasPdftotext()) return;
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    for (const seen of ['我的信息', person.name, person.phone, rating.number, '第 1 页，共'])
      expect(text).toContain(seen);
  });

  test('an old sign-in is asked to sign in again', async () => {
    const me = await evaluatorClient(system, keys, somebody(), new Date(Date.now() - 11 * 60_000));
    await json(me.get('/api/v1/me/data/export.json'), 403);
    await json(me.post('/api/v1/me/data/deletion', { confirm: '注销账号' }), 403);
  });
});

function hasPdftotext(): boolean {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // poppler is not installed here; the structure was checked above
  }
}

describe('closing the account', () => {
  const progressOf = (undoCode: string) =>
    json<DeletionProgress>(anonymously('/api/v1/deletions/progress', { undoCode }), 200);

  test('nobody closes it by accident; undone in time, everything is as before', async () => {
    const me = await evaluatorClient(system, keys, somebody());
    const before = await AccountModel.findById(me.accountId).lean();
    const preview = await json<DeletionPreview>(me.get('/api/v1/me/data/deletion'), 200);
    expect(preview.kept.length).toBeGreaterThan(0);
    await json(me.post('/api/v1/me/data/deletion', { confirm: '好' }), 400);
    const { undoCode } = await json<DeletionAnswer>(
      me.post('/api/v1/me/data/deletion', { confirm: '注销账号' }),
      200,
    );
    await json(me.get('/api/v1/me/consents'), 401);
    expect((await AccountModel.findById(me.accountId).lean())?.identities).toEqual([]);
    await json(anonymously('/api/v1/deletions/undo', { undoCode }), 204);
    expect((await progressOf(undoCode)).state).toBe('undone');
    const after = await AccountModel.findById(me.accountId).lean();
    expect(after?.identities).toEqual(before?.identities);
    expect(after?.closedAt ?? null).toBeNull();
    await json(anonymously('/api/v1/deletions/undo', { undoCode: 'A'.repeat(32) }), 404);
  });

  test('of three requests at once one closes the account, and its code gives it back for good', async () => {
    const me = await evaluatorClient(system, keys, somebody());
    await AccountModel.updateOne({ _id: me.accountId }, { $unset: { evaluatorId: 1 } });
    const answers = await Promise.all(
      [1, 2, 3].map(() => me.post('/api/v1/me/data/deletion', { confirm: '注销账号' })),
    );
    const [closed, ...refused] = answers.sort((a, b) => a.status - b.status);
    for (const { status } of refused) expect([401, 409]).toContain(status);
    const { undoCode } = await json<DeletionAnswer>(Promise.resolve(closed!), 200);
    const [first, ...others] = await DeletionModel.find({ accountId: me.accountId }).lean();
    expect(others).toEqual([]);
    // One that an earlier version of the program let through is undone with it.
    const { _id, undoHash } = first!;
    await DeletionModel.create({
      ...first,
      _id: `${_id}-2`,
      undoHash: `${undoHash}-2`,
      openFor: undefined,
    });
    await json(anonymously('/api/v1/deletions/undo', { undoCode }), 204);
    const after = await DeletionModel.find({ accountId: me.accountId }).lean();
    expect(after.map(({ undoneAt, pending }) => [Boolean(undoneAt), pending])).toEqual([
      [true, []],
      [true, []],
    ]);
    expect((await AccountModel.findById(me.accountId).lean())?.closedAt ?? null).toBeNull();
  });

  test('past its time nothing leads to the person any more, and the rating stays as it was', async () => {
    const person = somebody();
    const rating = await ratingOf(system, person, 5);
    const fact = await RatingModel.findById(rating.id).lean();
    const me = await evaluatorClient(system, keys, person);
    const { undoCode } = await json<DeletionAnswer>(
      me.post('/api/v1/me/data/deletion', { confirm: '注销账号' }),
      200,
    );
    await eventually('the account is erased', async () =>
      (await AccountModel.findById(me.accountId).lean()) ? undefined : true,
    );
    const late = await anonymously('/api/v1/deletions/undo', { undoCode });
    expect(late.status).toBe(409);
    await eventually('the rating is sent, or the erasure says what it waits for', async () => {
      const { state, waitsFor } = await progressOf(undoCode);
      return state === 'done' || waitsFor.length > 0 ? true : undefined;
    });
    const { ratedAt, level, receipt } = fact ?? {};
    expect(await RatingModel.findById(rating.id).lean()).toMatchObject({ ratedAt, level, receipt });
  });

  test('a poor rating in hand keeps the applicant until it is over, and says so', async () => {
    const person = somebody();
    const rating = await ratingOf(system, person, 1);
    const me = await evaluatorClient(system, keys, person);
    const { certIndex } = (await AccountModel.findById(me.accountId).lean()) ?? {};
    const evaluatorId = (await EvaluatorModel.findOne({ documentIndex: certIndex }).lean())?._id;
    const { undoCode } = await json<DeletionAnswer>(
      me.post('/api/v1/me/data/deletion', { confirm: '注销账号' }),
      200,
    );
    const waiting = await eventually('the erasure waits', async () => {
      const progress = await progressOf(undoCode);
      return progress.state === 'waiting' && progress.looksAgainAt ? progress : undefined;
    });
    expect(waiting.waitsFor.join()).toContain('差评还在回访期限内');
    expect(await ApplicantModel.countDocuments({ evaluatorId })).toBe(1);
    // The case is over and the province has it; the worker looks again.
    await RatingModel.updateOne({ _id: rating.id }, { $set: { standing: 'offset', projectNo: null } });
    await DeletionModel.updateOne(
      { accountId: me.accountId },
      { $set: { 'pending.0.notBefore': new Date() } },
    );
    await eventually('everything is erased', async () =>
      (await progressOf(undoCode)).state === 'done' ? true : undefined,
    );
    expect(await ApplicantModel.countDocuments({ evaluatorId })).toBe(0);
    expect(await EvaluatorModel.findById(evaluatorId)).toBeNull();
  });
});
