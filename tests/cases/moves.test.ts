import {
  CASE_COMMANDS,
  CASE_MOVES,
  CASE_PHASES,
  decide,
  movesFor,
  pressingFirst,
  type CaseCommand,
  type CaseCommandType,
  type CasePhase,
} from '@haochaping/shared/domain/cases/index';
import {
  answer,
  at,
  found,
  PEOPLE,
  reached,
  reply,
  SAID,
  Story,
  WAYS,
  WHY,
  type Step,
  type Who,
} from './support.js';

// Every phase × every command × everybody: allowed exactly where this table says, refused with a reason elsewhere.

const WORDS: { [T in CaseCommandType]: Extract<CaseCommand, { type: T }> } = {
  name_officer: { type: 'name_officer', officer: 'somebody', side: 'department' },
  recuse: { type: 'recuse', reason: WHY },
  call: { type: 'call', outcome: 'reached', said: SAID },
  explain: { type: 'explain', text: WHY, attachments: [] },
  return: { type: 'return', reason: WHY },
  reassign: { type: 'reassign', to: 'TAX', reason: WHY },
  refuse_return: { type: 'refuse_return', reason: WHY },
  verify: found('malicious') as Extract<CaseCommand, { type: 'verify' }>,
  confirm_revocation: { type: 'confirm_revocation', reason: WHY },
  reject_revocation: { type: 'reject_revocation', reason: WHY },
  contest: { type: 'contest', reason: WHY },
  uphold_contest: { type: 'uphold_contest', reason: WHY },
  reject_contest: { type: 'reject_contest', reason: WHY },
  request_ledger: { type: 'request_ledger', reason: WHY, day: '2026-05-08' },
  approve_ledger: { type: 'approve_ledger' },
  refuse_ledger: { type: 'refuse_ledger', reason: WHY },
  answer: answer() as Extract<CaseCommand, { type: 'answer' }>,
  reply: reply(true) as Extract<CaseCommand, { type: 'reply' }>,
  lapse_reply: { type: 'lapse_reply' },
  settle: { type: 'settle', said: '' },
  supervise: { type: 'supervise', instruction: WHY },
  urge: { type: 'urge', text: WHY },
  supplement: { type: 'supplement', rating: 'rating-2', level: 1 },
  merge: { type: 'merge', into: 'case-2', intoStartedAt: at('2026-01-05'), reason: WHY },
  reopen: { type: 'reopen', reason: WHY },
  file_appeal: { type: 'file_appeal', appeal: 'appeal-1' },
  uphold_appeal: { type: 'uphold_appeal', appeal: 'appeal-1', reason: WHY },
  dismiss_appeal: { type: 'dismiss_appeal', appeal: 'appeal-1', reason: WHY },
  end_appeal: { type: 'end_appeal', appeal: 'appeal-1', how: 'withdrawn' },
};

const LEAD = 'center colleague';
const OVERSIGHT = 'reform reformColleague efficiency';
const RATED = 'department clerk';
const EVERYWHERE = 'system';

/** Who may do what, phase by phase, in the plain case: the housing office is rated, the centre leads. */
const ALLOWED: Record<CasePhase, Partial<Record<CaseCommandType, string>>> = {
  verifying: {
    call: LEAD,
    explain: RATED,
    verify: LEAD,
    return: 'department',
    reassign: LEAD,
    name_officer: `${LEAD} department system`,
    recuse: `${LEAD} ${OVERSIGHT}`,
    settle: 'evaluator',
    // The centre is waited for itself.
    urge: OVERSIGHT,
    merge: LEAD,
    supplement: EVERYWHERE,
    file_appeal: EVERYWHERE,
  },
  revoking: {
    explain: RATED,
    // `center` proposed it.
    confirm_revocation: `colleague ${OVERSIGHT}`,
    reject_revocation: `colleague ${OVERSIGHT}`,
    name_officer: `${LEAD} department system`,
    recuse: `${LEAD} ${OVERSIGHT}`,
    urge: `${LEAD} ${OVERSIGHT}`,
    supplement: EVERYWHERE,
    file_appeal: EVERYWHERE,
  },
  rectifying: {
    call: LEAD,
    explain: RATED,
    return: 'department',
    reassign: LEAD,
    answer: 'department',
    request_ledger: 'department',
    name_officer: `${LEAD} department system`,
    recuse: `${LEAD} ${OVERSIGHT}`,
    settle: 'evaluator',
    urge: `${LEAD} ${OVERSIGHT}`,
    merge: LEAD,
    supplement: EVERYWHERE,
    file_appeal: EVERYWHERE,
  },
  answered: {
    reply: 'evaluator',
    lapse_reply: 'system',
    name_officer: `${LEAD} department system`,
    supplement: EVERYWHERE,
    file_appeal: EVERYWHERE,
  },
  supervised: {
    call: LEAD,
    return: 'department',
    reassign: LEAD,
    answer: 'department',
    supervise: OVERSIGHT,
    name_officer: `${LEAD} department system`,
    recuse: `${LEAD} ${OVERSIGHT}`,
    settle: 'evaluator',
    urge: `${LEAD} ${OVERSIGHT}`,
    supplement: EVERYWHERE,
    file_appeal: EVERYWHERE,
  },
  contested: {
    uphold_contest: OVERSIGHT,
    reject_contest: OVERSIGHT,
    name_officer: `${LEAD} department system`,
    supplement: EVERYWHERE,
    file_appeal: EVERYWHERE,
  },
  closed: { reopen: `${LEAD} ${OVERSIGHT}`, file_appeal: EVERYWHERE },
};

const everybody = Object.keys(PEOPLE) as Who[];

describe.each(CASE_PHASES)('while %s', (phase) => {
  // Called back already, so that a finding is possible.
  const story = new Story().given(...(phase === 'verifying' ? [reached] : WAYS[phase]));

  test.each(CASE_COMMANDS)('%s', (type) => {
    const allowed = (ALLOWED[phase][type] ?? '').split(' ').filter(Boolean);
    const may = everybody.filter((who) => movesFor(story.state, story.context(who)).includes(type));
    expect(may.sort()).toEqual(allowed.sort());
    for (const who of everybody) {
      // The time for the reply is not over: offered to the clocks, and refused until then.
      const early = type === 'lapse_reply' && phase === 'answered' && who === 'system';
      if (allowed.includes(who) && !early)
        expect({ who, allowed: story.allows(who, WORDS[type]) }).toEqual({ who, allowed: true });
      else expect(story.refusal(who, WORDS[type])).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('where the centre is itself rated', () => {
  test.each(['verifying', 'revoking', 'rectifying', 'supervised'] as const)(
    '%s: oversight leads, the centre does not',
    (phase) => {
      const story = new Story().given(...WAYS[phase], ['center', { type: 'recuse', reason: WHY }]);
      const led = CASE_COMMANDS.filter((type) => CASE_MOVES[type].in.includes(phase)).filter((type) =>
        ['call', 'verify', 'reassign', 'merge'].includes(type),
      );
      for (const type of led) {
        expect(movesFor(story.state, story.context('reform'))).toContain(type);
        expect(movesFor(story.state, story.context('center'))).not.toContain(type);
      }
      expect(movesFor(story.state, story.context('colleague'))).toEqual([]);
    },
  );
});

test('nobody of the rated side makes the centre step aside, who would choose who judges them', () => {
  const story = new Story({ rated: { institutions: ['COUNTY', 'REFORM'], staff: [] }, assignedTo: 'COUNTY' });
  const county = { id: 'county-1', role: 'center', institutions: ['COUNTY'] } as const;
  const { refused } = decide(story.state, WORDS.recuse, { ...story.context('center'), actor: county });
  expect(refused?.code).toBe('rated_side');
  expect(story.when('reform', WORDS.recuse)).toBe('rated_side');
  expect(story.when('department', WORDS.recuse)).toBe('wrong_role');
  for (const who of ['center', 'efficiency'] as const) expect(story.when(who, WORDS.recuse)).toBe('recused');
});

test('whom a supervised case is given to says within one working day that it is not theirs', () => {
  const story = new Story().given(...WAYS.supervised, ['center', WORDS.reassign, at('2026-03-16')]);
  expect(story.when('otherDepartment', WORDS.return, at('2026-03-18'))).toBe('out_of_time');
  story.given(['otherDepartment', WORDS.return, at('2026-03-17')]);
  expect(story.when('otherDepartment', answer())).toBe('not_yet');
  expect(story.when('center', { type: 'reassign', to: 'HOUSING', reason: WHY })).toBe('reassigned');
  story.given(['center', WORDS.refuse_return]);
  expect(story.when('otherDepartment', answer())).toBe('answered');
});

test('every command stands in the table somewhere, or needs something to have happened before', () => {
  const named = new Set(Object.values(ALLOWED).flatMap((one) => Object.keys(one)));
  const after = CASE_COMMANDS.filter((type) => !named.has(type));
  expect(after.sort()).toEqual(
    [
      'approve_ledger',
      'contest',
      'dismiss_appeal',
      'end_appeal',
      'refuse_ledger',
      'refuse_return',
      'uphold_appeal',
    ].sort(),
  );
});

describe('what the case waits for is offered first', () => {
  const ledger: Step = ['department', { type: 'request_ledger', reason: WHY, day: '2026-05-08' }];
  const returned: Step = ['department', { type: 'return', reason: WHY }];
  const FIRST: [what: string, Who, Step[], CaseCommandType][] = [
    ['a call', 'center', WAYS.verifying, 'call'],
    ['a second look at a revocation', 'colleague', WAYS.revoking, 'confirm_revocation'],
    ['an answer', 'department', WAYS.rectifying, 'answer'],
    ['a decision on the ledger', 'center', [...WAYS.rectifying, ledger], 'approve_ledger'],
    ['whose it is', 'center', [...WAYS.rectifying, returned], 'reassign'],
    ['the second answer', 'department', WAYS.supervised, 'answer'],
    ['an order to do it again', 'efficiency', WAYS.supervised, 'supervise'],
    ['a decision on what is contested', 'reform', WAYS.contested, 'uphold_contest'],
  ];
  test.each(FIRST)('%s, of %s', (_what, who, steps, first) => {
    const { state } = new Story().given(...steps);
    const may = movesFor(state, new Story().given(...steps).context(who));
    const offered = pressingFirst(state, may);
    expect(offered[0]).toBe(first);
    expect([...offered].sort()).toEqual([...may].sort());
  });
});
