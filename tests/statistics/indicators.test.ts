import {
  IndicatorFigures,
  IndicatorPage,
  IndicatorScheme,
  IndicatorUnit,
  StaffRatingPage,
  type IndicatorMoveInput,
  type ScoredIndicator,
} from '@haochaping/shared/contracts';
import { dayOf, dayPlus } from '@haochaping/shared/domain';
import {
  byQuestionnaire,
  questionnairesIn,
  scoreOf,
  sumCounts,
} from '@haochaping/shared/domain/figures/index';
import { disconnectDatabase } from '../../server/src/database.js';
import { versionsOfQuestionnaires } from '../../server/src/modules/questionnaires/index.js';
import { readEntries } from '../../server/src/modules/statistics/index.js';
import { besideServer } from '../identity/rights-support.js';
import { audited, collection } from '../support/evaluator.js';
import { expectStatus } from '../support/journey.js';
import { signInStaff, type StaffClient } from '../support/staff.js';
import { startSystem, type OwnSystem } from '../support/system.js';
import { rowsOf } from '../support/workbooks.js';

// FA-2.1.2-a FA-2.1.2-c 指标体系: scores of the records, opened down to them; schemes written by one, published by another. Its own: it has a city.

const BASE = '/api/v1/staff/indicators';
const today = dayOf(new Date());
const from = dayPlus(today, -89);
const period = `from=${from}&to=${today}`;

let system: OwnSystem;
let center: StaffClient;
let second: StaffClient;
let department: StaffClient;
beforeAll(async () => {
  system = await startSystem({ worker: false, env: { DEMO_DAYS: '60' } });
  await besideServer(system);
  [center, second, department] = await Promise.all([
    signInStaff(system, 'center'),
    signInStaff(system, 'center', 2),
    signInStaff(system, 'department'),
  ]);
}, 120_000);
afterAll(async () => {
  await disconnectDatabase();
  await system?.stop();
});

const pageOf = async (client: StaffClient, unitClass: string) =>
  IndicatorPage.parse(
    await expectStatus(await client.get(`${BASE}/scores?${period}&unitClass=${unitClass}&pageSize=100`), 200),
  );
const unitOf = async (client: StaffClient, unitClass: string, code: string) =>
  IndicatorUnit.parse(
    await expectStatus(await client.get(`${BASE}/unit?${period}&unitClass=${unitClass}&code=${code}`), 200),
  );
const schemeOf = async (client: StaffClient, unitClass: string) =>
  IndicatorScheme.parse(await expectStatus(await client.get(`${BASE}/schemes/${unitClass}`), 200));
const send = (
  client: StaffClient,
  { unitClass, revision }: IndicatorScheme,
  command: IndicatorMoveInput['command'],
) => client.send('POST', `${BASE}/schemes/${unitClass}/moves`, { revision, command });

type Figured = Pick<ScoredIndicator, 'code' | 'name' | 'score' | 'points' | 'figure'>;
const leavesOf = (nodes: ScoredIndicator[]): Figured[] =>
  nodes.flatMap(({ children }) => children.flatMap((one): Figured[] => (one.figure ? [one] : one.children)));

test('every class has its units; a score is that of the counted records, and its parts make it', async () => {
  for (const unitClass of ['region', 'department', 'hall', 'window']) {
    const { items, version, invented } = await pageOf(center, unitClass);
    expect(items.length).toBeGreaterThan(3);
    expect(version.number).toBe(1);
    expect(invented).not.toBeNull();
    const [row] = items as [(typeof items)[number]];
    const unit = await unitOf(center, unitClass, row.code);
    expect([unit.score, unit.adopted, unit.book]).toEqual([row.score, row.adopted, 'full']);
    const kind = unitClass === 'department' ? 'institution' : (unitClass as 'region');
    const entries = await readEntries({ book: 'full', kind, from, to: today, codes: [row.code] });
    const nodes = (await schemeOf(center, unitClass)).versions[0]?.nodes ?? [];
    const asked = await versionsOfQuestionnaires(questionnairesIn(nodes));
    const counts = byQuestionnaire(sumCounts(entries.map((entry) => entry.counts)), asked);
    expect(unit.score).toBeCloseTo(scoreOf(nodes, counts).score ?? -1, 8);
    const leaves = leavesOf(unit.nodes);
    expect(leaves.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(unit.score ?? -1, 6);
    for (const { score, figure } of leaves) expect(figure?.missing === null).toBe(score !== null);
    expect(row.missing).toEqual(leaves.filter(({ score }) => score === null).map(({ name }) => name));
  }
  const scores = (await pageOf(center, 'department')).items.map(({ score }) => score ?? -1);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
});

test('a figure leads to the ratings it is made of, and to no others', async () => {
  const region = await unitOf(center, 'region', '350400');
  const reasons = leavesOf(region.nodes).find(({ code }) => code === 'reason_guidance');
  const behind = async (query: string) =>
    StaffRatingPage.parse(
      await expectStatus(await center.get(`/api/v1/staff/ratings?from=${from}&to=${today}&${query}`), 200),
    );
  const among = await behind('regionCode=350400&standing=adopted&option=111,207,208&pageSize=100');
  // A rating may have chosen several; the region's list leaves out what is about the centre itself.
  expect(among.total).toBeLessThanOrEqual(reasons?.figure?.part ?? 0);
  const { items } = await pageOf(center, 'window');
  const window = items[0]!;
  const rated = await behind(`target=window:${window.code}&standing=adopted`);
  expect(rated.total).toBe(window.adopted);
  expect((await center.get('/api/v1/staff/ratings?target=staff:1')).status).toBe(400);
});

test('a department reads its own alone, as it was opened; a county its own units', async () => {
  const own = await pageOf(department, 'department');
  const code = department.session.institutionCode;
  expect(own.items.map((one) => one.code).filter((one) => one !== code)).toEqual([]);
  expect((await pageOf(department, 'window')).items).toEqual([]);
  const unit = await unitOf(department, 'department', code);
  expect(unit.book).toBe('shown');
  const invited = leavesOf(unit.nodes).find(({ code: one }) => one === 'invited_rated_share');
  expect(invited?.figure?.missing).toContain('开放给单位看的数字里没有');
  expect((await department.get(`${BASE}/unit?${period}&unitClass=region&code=350400`)).status).toBe(404);
  const yongan = await signInStaff(system, 'center', 1);
  const theirs = (await pageOf(yongan, 'department')).items;
  expect(new Set(theirs.map(({ regionName }) => regionName))).toEqual(new Set(['永安市']));
  expect((await pageOf(yongan, 'region')).items.map((one) => one.code)).toEqual(['350481']);
  const hall = await schemeOf(yongan, 'hall');
  expect(hall.moves).toEqual([]);
  const nodes = hall.versions[0]!.nodes;
  expect((await send(yongan, hall, { type: 'save', nodes })).status).toBe(403);
  expect((await pageOf(center, 'center')).items.map((one) => one.code)).not.toContain(
    center.session.institutionCode,
  );
});

test('a scheme is written by one and published by another, from a day on, and stays as it was published', async () => {
  const first = await schemeOf(center, 'hall');
  expect((await send(department, first, { type: 'discard' })).status).toBe(403);
  expect((await send(center, first, { type: 'discard' })).status).toBe(409);
  const nodes = structuredClone(first.versions[0]!.nodes);
  nodes[0]!.weight += 5;
  let scheme = IndicatorScheme.parse(
    await expectStatus(await send(center, first, { type: 'save', nodes }), 200),
  );
  expect(scheme.problems[0]?.message).toContain('105');
  expect((await send(second, first, { type: 'save', nodes })).status).toBe(409);
  const refused = await send(second, scheme, { type: 'publish', from: today });
  expect(JSON.stringify(await refused.json())).toContain('最上面六项的权重合起来是105，要正好是100');

  nodes[1]!.weight -= 5;
  scheme = IndicatorScheme.parse(
    await expectStatus(await send(center, scheme, { type: 'save', nodes }), 200),
  );
  expect(scheme.problems).toEqual([]);
  expect((await send(center, scheme, { type: 'publish', from: today })).status).toBe(409);
  expect((await send(second, scheme, { type: 'publish', from: dayPlus(today, -1) })).status).toBe(400);
  const later = dayPlus(today, 3);
  scheme = IndicatorScheme.parse(
    await expectStatus(await send(second, scheme, { type: 'publish', from: later }), 200),
  );
  expect(scheme).toMatchObject({ inForce: 1, draft: null });
  expect(scheme.versions[0]).toMatchObject({
    number: 2,
    changes: ['“事项管理”的权重从15改为20', '“办事流程”的权重从20改为15'],
  });
  expect(scheme.versions[1]).toEqual(first.versions[0]);
  expect((await pageOf(center, 'hall')).version.number).toBe(1);
  const after = await center.get(`${BASE}/scores?from=${today}&to=${later}&unitClass=hall`);
  expect(IndicatorPage.parse(await expectStatus(after, 200))).toMatchObject({
    version: { number: 2 },
    changedWithin: true,
  });
  const kept = await collection(system, 'indicator_schemes', (all) => all.findOne({ _id: 'hall' as never }));
  const trail = kept?.['trail'] as { detail: { move: string } }[];
  expect(trail.map(({ detail }) => detail.move)).toEqual(['publish', 'save', 'save', 'publish']);
});

test('what is asked of people can be a figure; what was never asked cannot; scores are taken along and that is audited', async () => {
  const { items } = IndicatorFigures.parse(await expectStatus(await center.get(`${BASE}/figures`), 200));
  const question = items.find(({ leaf }) => leaf.measured.kind === 'share_answer')!;
  const scheme = await schemeOf(center, 'platform');
  const nodes = structuredClone(scheme.versions[0]!.nodes);
  const made = (measured: object) => {
    const leaf = { ...question.leaf, measured } as typeof question.leaf;
    return [
      { ...nodes[0]!, children: [{ code: 'asked', name: '问了的', weight: 100, leaf, children: [] }] },
      ...nodes.slice(1),
    ];
  };
  const wrong = made({ ...question.leaf.measured, question: 'never' });
  expect((await send(center, scheme, { type: 'save', nodes: wrong })).status).toBe(400);
  const lied = made({ ...question.leaf.measured, asked: '别的话' });
  const saved = IndicatorScheme.parse(
    await expectStatus(await send(center, scheme, { type: 'save', nodes: lied }), 200),
  );
  expect(saved.draft?.nodes[0]?.children[0]?.leaf?.measured).toEqual(question.leaf.measured);

  const rows = await rowsOf(await center.get(`${BASE}/scores/export.xlsx?${period}&unitClass=region`));
  const listed = (await pageOf(center, 'region')).items;
  expect(rows.map((row) => row['总分'])).toEqual(listed.map(({ scoreText }) => scoreText));
  const told = await audited(system, { action: 'statistics.exported', 'subject.id': 'indicators_region' });
  expect(told).toHaveLength(1);
});
