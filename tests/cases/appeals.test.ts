import fc from 'fast-check';
import {
  APPEAL_TIMES,
  appealableUntil,
  appealDeadline,
  appealMovesFor,
  appellantsFor,
  decideAppeal,
  evolveAppeal,
  OPEN_APPEAL_STATES,
  releasedTo,
  submitAppeal,
  type Appeal,
  type AppealCommand,
  type AppealContext,
  type AppealEvent,
  type Appellant,
} from '@haochaping/shared/domain/appeals';
import type { CaseEvent } from '@haochaping/shared/domain/cases/index';
import { at, calendar, PEOPLE, Story, WAYS, WHY, type Who } from './support.js';

// 申诉, told as given / when / then. Source: 方案 三(三); FA-3.3-f FA-3.3-g.

const RELEASED = at('2026-03-02');
const STATEMENT = '当时系统停机，不是窗口不办，有记录为证';
const REASON = '停机记录属实，评价说的不是窗口的责任';

const contextOf = (who: Who, now: Date, more: Partial<AppealContext> = {}): AppealContext => ({
  now,
  actor: PEOPLE[who],
  calendar,
  times: APPEAL_TIMES,
  standing: 'adopted',
  rated: { institutions: ['HOUSING'], staff: ['STAFF-1'] },
  recused: false,
  revokers: [],
  contestUpheld: false,
  ...more,
});

const submit = (
  who: Who,
  now = RELEASED,
  input: Partial<Parameters<typeof submitAppeal>[0]> = {},
  more: Partial<AppealContext> = {},
) =>
  submitAppeal(
    {
      institution: 'HOUSING',
      statement: STATEMENT,
      attachments: [],
      appellant: 'institution',
      releasedAt: RELEASED,
      open: false,
      seesPerson: true,
      ...input,
    },
    contextOf(who, now, more),
  );

/** The appeal the institution made. */
function appealOf(input: { appellant?: Appellant } = {}): Appeal {
  const decision = submit('department', RELEASED, input);
  if (decision.refused) throw new Error(decision.refused.message);
  return decision.events.reduce<Appeal | undefined>(evolveAppeal, undefined)!;
}
const after = (appeal: Appeal, events: readonly AppealEvent[]) =>
  events.reduce<Appeal | undefined>(evolveAppeal, appeal)!;

/** The appeal after the step, or the words of the refusal. */
function step(appeal: Appeal, who: Who, command: AppealCommand, now = RELEASED, more = {}): Appeal | string {
  const decision = decideAppeal(appeal, command, contextOf(who, now, more));
  return decision.refused ? decision.refused.message : after(appeal, decision.events);
}
const stateAfter = (...args: Parameters<typeof step>) => {
  const result = step(...args);
  return typeof result === 'string' ? result : result.state;
};

describe('beginning', () => {
  test('within five working days after the release, on the last day until 24:00 (FA-3.3-f)', () => {
    expect(appealableUntil(RELEASED, calendar).day).toBe('2026-03-09');
    expect(submit('department', at('2026-03-09', '23:59:59')).refused).toBeUndefined();
    expect(submit('department', at('2026-03-10', '00:00:00')).refused?.message).toContain('5个工作日');
  });

  test.each(['institution', 'person'] as const)(
    'by the institution, for the %s: it lies before the centre at once (FA-3.3-f)',
    (appellant) => {
      const appeal = appealOf({ appellant });
      expect(appeal).toMatchObject({ state: 'reviewing', institution: 'HOUSING', appellant });
      expect(appealDeadline(appeal, calendar)?.day).toBe('2026-03-09');
    },
  );

  test('one that does not say for whom is the institution’s own', () => {
    const silent: AppealEvent = {
      type: 'submitted',
      institution: 'HOUSING',
      statement: STATEMENT,
      attachments: [],
      at: RELEASED,
      by: { id: 'housing-1', role: 'department' },
    };
    expect(evolveAppeal(undefined, silent)).toMatchObject({ appellant: 'institution' });
  });

  test('for a member of staff only where the records name one', () => {
    const nobody = { rated: { institutions: ['HOUSING'], staff: [] } };
    expect(submit('department', RELEASED, { appellant: 'person' }, nobody).refused).toMatchObject({
      field: 'appellant',
      message: expect.stringContaining('没有写明工作人员') as string,
    });
    expect(submit('department', RELEASED, {}, nobody).refused).toBeUndefined();
  });

  test('whoever may not know of whom a rating is about is refused in the same words, named or not', () => {
    const unseen = { appellant: 'person', seesPerson: false } as const;
    const refusals = [['STAFF-1'], []].map(
      (staff) =>
        submit('department', RELEASED, unseen, { rated: { institutions: ['HOUSING'], staff } }).refused,
    );
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]).toMatchObject({ field: 'appellant' });
    const context = contextOf('department', RELEASED);
    expect(appellantsFor({ seesPerson: false }, context)).toEqual(['institution']);
    expect(appellantsFor({ seesPerson: true }, context)).toEqual(['institution', 'person']);
  });

  test.each(['otherClerk', 'otherDepartment', 'center', 'reform', 'evaluator'] as const)(
    '%s may not',
    (who) => {
      expect(submit(who).refused?.message).toMatch(/单位/);
    },
  );

  test('the rated person does not by themselves: they are sent to their institution', () => {
    expect(submit('clerk', RELEASED, { appellant: 'person' }).refused).toMatchObject({
      message: expect.stringContaining('请告诉本单位') as string,
      notTheirs: true,
    });
  });

  test('nor an institution that was not rated, nor anybody through another one', () => {
    expect(submit('otherDepartment', RELEASED, { institution: 'TAX' }).refused?.message).toContain(
      '被评价的',
    );
    expect(submit('department', RELEASED, { institution: 'TAX' }).refused?.field).toBe('institution');
  });

  test('a centre that is itself rated appeals like a department, and never decides its own', () => {
    const rated = { institutions: ['CENTER'], staff: [] };
    const ofCenter = { institution: 'CENTER' };
    const filed = submit('center', RELEASED, ofCenter, { rated, recused: true });
    if (filed.refused) throw new Error(filed.refused.message);
    const appeal = filed.events.reduce<Appeal | undefined>(evolveAppeal, undefined)!;
    const moves = (who: Who, recused: boolean) =>
      appealMovesFor(appeal, contextOf(who, RELEASED, { rated, recused }));
    expect([moves('center', true), moves('colleague', false)]).toEqual([['withdraw'], ['withdraw']]);
    expect(moves('reform', true)).toEqual(['uphold', 'dismiss']);
    expect(submit('center', RELEASED, ofCenter).refused?.notTheirs).toBe(true);
  });

  test('not before the release, not twice, not about what was set aside, not without a statement', () => {
    expect(submit('department', RELEASED, { releasedAt: undefined }).refused?.message).toContain(
      '还没有送达',
    );
    expect(submit('department', RELEASED, { open: true }).refused?.message).toContain('已经有一份');
    expect(submit('department', RELEASED, {}, { standing: 'revoked' }).refused?.message).toContain(
      '已经撤销',
    );
    expect(submit('department', RELEASED, { statement: '冤枉' }).refused?.field).toBe('statement');
  });
});

describe('deciding', () => {
  test('by the centre of the same level, with a reason; never by the appealing institution (FA-3.3-g)', () => {
    const appeal = appealOf();
    expect(stateAfter(appeal, 'center', { type: 'uphold', reason: REASON })).toBe('upheld');
    expect(stateAfter(appeal, 'center', { type: 'dismiss', reason: REASON })).toBe('dismissed');
    expect(stateAfter(appeal, 'center', { type: 'uphold', reason: '属实' })).toContain('理由');
    for (const who of ['department', 'clerk', 'reform', 'evaluator', 'system'] as const)
      expect(stateAfter(appeal, who, { type: 'uphold', reason: REASON })).toContain('同级行政服务中心');
  });

  test('where the centre is a party the oversight offices decide', () => {
    const upheldBy = (who: Who, more = {}) =>
      stateAfter(appealOf(), who, { type: 'uphold', reason: REASON }, RELEASED, { recused: true, ...more });
    expect(upheldBy('center')).toContain('审改办、效能办');
    expect(upheldBy('efficiency')).toBe('upheld');
    const rated = { institutions: ['HOUSING', 'REFORM'], staff: [] };
    expect(upheldBy('reform', { rated })).toContain('不能自己决定');
  });

  test('whoever acts for the institution takes it back while it waits, not only who made it', () => {
    const appeal = appealOf({ appellant: 'person' });
    const colleague = { actor: { ...PEOPLE.department, id: 'housing-2' } };
    expect(stateAfter(appeal, 'department', { type: 'withdraw' }, RELEASED, colleague)).toBe('withdrawn');
    for (const who of ['clerk', 'otherDepartment', 'center', 'system'] as const)
      expect(stateAfter(appeal, who, { type: 'withdraw' })).toContain('只有提出的单位');
    const dismissed = { ...appeal, state: 'dismissed' } as const;
    expect(stateAfter(dismissed, 'department', { type: 'withdraw' })).toContain('已经有了结果');
  });

  test('a rating set aside by another way makes it moot, and nobody decides on it any more', () => {
    const gone = { standing: 'revoked' };
    const appeal = appealOf();
    expect(stateAfter(appeal, 'center', { type: 'uphold', reason: REASON }, RELEASED, gone)).toContain(
      '已经撤销',
    );
    expect(stateAfter(appeal, 'system', { type: 'drop' }, RELEASED, gone)).toBe('moot');
    expect(stateAfter(appeal, 'system', { type: 'drop' })).toContain('要有人决定');
  });
});

test('what oversight found for the evaluator no appeal undoes, and nobody judges who tried to set the rating aside', () => {
  const { state } = new Story().given(...WAYS.contested, ['reform', { type: 'uphold_contest', reason: WHY }]);
  const words = expect.stringContaining('审改办、效能办已经认定异议成立，这条评价不再撤销') as string;
  expect(submit('department', RELEASED, {}, state).refused?.message).toEqual(words);
  const appeal = appealOf();
  const judge = { ...PEOPLE.center, id: 'center-3' };
  const command = { type: 'uphold', reason: REASON } as const;
  expect(step(appeal, 'center', command, RELEASED, { ...state, actor: judge })).toEqual(words);
  expect(appealMovesFor(appeal, contextOf('center', RELEASED, { ...state, actor: judge }))).toEqual([
    'dismiss',
  ]);
  // `center` proposed it, `colleague` confirmed it, whatever became of it.
  for (const who of ['center', 'colleague'] as const)
    for (const type of ['uphold', 'dismiss'] as const)
      expect(step(appeal, who, { type, reason: REASON }, RELEASED, state)).toContain('由另一个人决定');
  const pending = new Story().given(
    ...WAYS.contested,
    ['system', { type: 'file_appeal', appeal: 'appeal-1' }],
    ['reform', { type: 'uphold_contest', reason: WHY }],
  );
  expect(pending.when('system', { type: 'uphold_appeal', appeal: 'appeal-1', reason: REASON })).toBe(
    'already',
  );
  expect(pending.when('system', { type: 'dismiss_appeal', appeal: 'appeal-1', reason: REASON })).toBe(
    'appeal_dismissed',
  );
});

test('whatever is tried in whatever order: it ends at most once, and an open one has a deadline', () => {
  const commands: AppealCommand[] = [
    { type: 'withdraw' },
    { type: 'uphold', reason: REASON },
    { type: 'dismiss', reason: REASON },
    { type: 'drop' },
  ];
  const tries = fc.array(
    fc.tuple(fc.constantFrom(...(Object.keys(PEOPLE) as Who[])), fc.constantFrom(...commands), fc.boolean()),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(tries, fc.constantFrom('institution' as const, 'person' as const), (steps, appellant) => {
      let appeal = appealOf({ appellant });
      let ended = 0;
      for (const [actor, command, revoked] of steps) {
        const standing = revoked ? 'revoked' : 'adopted';
        const next = step(appeal, actor, command, at('2026-03-06'), { standing });
        if (typeof next === 'string') continue;
        if (!OPEN_APPEAL_STATES.includes(next.state)) ended += 1;
        appeal = next;
      }
      expect(ended).toBeLessThanOrEqual(1);
      expect(appealDeadline(appeal, calendar) !== undefined).toBe(OPEN_APPEAL_STATES.includes(appeal.state));
    }),
  );
});

describe('送达: when the time for an appeal begins', () => {
  const opened = {
    type: 'opened',
    assignedTo: 'HOUSING',
    at: at('2026-03-02'),
  } as unknown as CaseEvent;
  const named = {
    type: 'officer_named',
    side: 'department',
    at: at('2026-03-03'),
  } as unknown as CaseEvent;
  const shown = { shownAt: at('2026-04-01') };

  test('with the case, or with the rating, whichever was first', () => {
    const now = at('2026-05-01');
    expect(releasedTo('HOUSING', [opened, named], shown, now, calendar)).toEqual(named.at);
    // Assigned to the house, and given to nobody there yet.
    expect(releasedTo('HOUSING', [opened], shown, now, calendar)).toEqual(at('2026-04-01'));
    expect(releasedTo('TAX', [opened, named], shown, now, calendar)).toEqual(at('2026-04-01'));
  });

  test('a case that was taken away before the time was over does not count: later the rating does', () => {
    const now = at('2026-05-01');
    const taken = (day: string) => ({ type: 'reassigned', to: 'TAX', at: at(day) }) as unknown as CaseEvent;
    const after = (day: string) => releasedTo('HOUSING', [opened, named, taken(day)], shown, now, calendar);
    expect(after('2026-03-04')).toEqual(at('2026-04-01'));
    expect(after('2026-03-11')).toEqual(named.at);
  });

  test('not before it was shown at all', () => {
    expect(releasedTo('TAX', [opened], shown, at('2026-03-31'), calendar)).toBeUndefined();
  });
});

test('what a page offers is what is not refused: the institution takes back, the centre decides', () => {
  const appeal = appealOf();
  expect(appealMovesFor(appeal, contextOf('department', RELEASED))).toEqual(['withdraw']);
  expect(appealMovesFor(appeal, contextOf('center', RELEASED))).toEqual(['uphold', 'dismiss']);
  expect(appealMovesFor(appeal, contextOf('center', RELEASED, { standing: 'revoked' }))).toEqual([]);
  expect(appealMovesFor(appeal, contextOf('reform', RELEASED))).toEqual([]);
});
