import { randomUUID } from 'node:crypto';
import { CASE_LISTS, type StaffRole } from '@haochaping/shared/contracts';
import { disconnectDatabase } from '../../server/src/database.js';
import type { StaffActor } from '../../server/src/http/actor.js';
import { CaseModel } from '../../server/src/modules/cases/model.js';
import { listedUnder } from '../../server/src/modules/cases/policy.js';
import { listFilter, listOrder } from '../../server/src/modules/cases/queries.js';
import { besideServer } from '../identity/rights-support.js';
import { sharedSystem } from '../support/system.js';
import { OFFICER, Story, WAYS } from './support.js';

// Every list of every role is a stretch of an index: it opens alike with 500 cases and with 50 000. The times: npm run bench.

beforeAll(async () => {
  await besideServer(await sharedSystem());
});
afterAll(() => disconnectDatabase());

const actorOf = (role: StaffRole, regionCodes: string[]): StaffActor => ({
  kind: 'staff',
  accountId: randomUUID(),
  sessionId: randomUUID(),
  username: role,
  displayName: role,
  secondFactor: false,
  role,
  institutionCode: '350400-FGW',
  regionCodes,
  staffCode: null,
  windowCode: null,
  offWindow: false,
});

interface Stage {
  stage: string;
  inputStage?: Stage;
  inputStages?: Stage[];
}
const stagesOf = ({ stage, inputStage, inputStages = [] }: Stage): string[] => [
  stage,
  ...[inputStage, ...inputStages].flatMap((inner) => (inner ? stagesOf(inner) : [])),
];

const READERS: [string, StaffActor, stages: string[]][] = [
  ['an officer', actorOf('department', ['350400']), ['FETCH', 'IXSCAN']],
  ['an oversight office of a county', actorOf('reform_office', ['350481']), ['FETCH', 'IXSCAN']],
  ['the city’s oversight office', actorOf('efficiency_office', ['350400']), ['FETCH', 'IXSCAN']],
  // Under two marks, what the office leads and what the account is the officer of.
  ['a centre', actorOf('center', ['350481']), ['FETCH', 'SORT_MERGE', 'IXSCAN', 'IXSCAN']],
];

test.each(READERS)('%s: no list looks at every case, or sorts it', async (_name, actor, wanted) => {
  for (const list of CASE_LISTS) {
    const told = (await CaseModel.find(listFilter(actor, list, new Date()))
      .sort(listOrder(list))
      .explain('queryPlanner')) as unknown as { queryPlanner: { winningPlan: Stage } };
    const stages = stagesOf(told.queryPlanner.winningPlan);
    expect({ list, stages }).toEqual({ list, stages: wanted });
  }
});

test('a request for the ledger waits for the centre as well, until it is answered', () => {
  const offices = [{ role: 'center', jurisdiction: '350400', insteadOf: null }] as const;
  const story = new Story().given(...WAYS.rectifying);
  const mine = () =>
    listedUnder({ offices, state: story.state }, 'department').filter((one) => one.startsWith('mine:'));
  const officers = `mine:officer:HOUSING:${OFFICER}`;
  expect(mine()).toEqual([officers]);
  story.given(['department', { type: 'request_ledger', reason: '要等省里改系统', day: '2026-05-08' }]);
  expect(mine()).toEqual([officers, 'mine:center:350400']);
  story.given(['center', { type: 'approve_ledger' }]);
  expect(mine()).toEqual([officers]);
});
