import {
  CASE_TIMES,
  caseWay,
  nextStep,
  onTimeRates,
  rectificationRate,
  refusedToRateAgain,
  toldToEvaluator,
} from '@haochaping/shared/domain/cases/index';
import {
  answer,
  at,
  calendar,
  found,
  reached,
  Story,
  unanswered,
  WAYS,
  WHY,
  type Step,
} from '../cases/support.js';

// Where a poor rating stands, in one line, and when the same service may be rated again. Source: domain.md §2, §4.

const wayOf = ({ state, now }: Story, later = now) =>
  caseWay(state, '住建局', { now: later, calendar, times: CASE_TIMES });

test.each([
  ['verifying', '中心在回访核实，最晚3月5日', false],
  ['revoking', '中心在核实该不该撤销，最晚3月5日', false],
  ['rectifying', '住建局在整改，最晚3月16日', false],
  ['answered', '有答复了，请您看看，最晚3月16日', true],
  ['supervised', '住建局在重新办理，最晚3月16日', false],
  ['contested', '审改办、效能办在看您的异议，最晚3月5日', false],
  ['closed', '办结了，您说满意', false],
] as const)('while %s: %s', (phase, text, yours) => {
  expect(wayOf(new Story().given(...WAYS[phase]))).toEqual({ text, yours });
});

test('nobody is promised a call who left no number', () => {
  const story = new Story({ contactable: false, realName: false });
  expect(wayOf(story).text).toBe('中心在核实情况，最晚3月5日');
  const counting = { now: story.now, calendar, times: CASE_TIMES };
  expect(nextStep(story.state, '住建局', counting)?.text).toBe('行政服务中心会核实情况');
});

test('nobody is promised a call who had it; who was not reached still is', () => {
  const told = (...steps: Parameters<Story['given']>) => {
    const story = new Story().given(...steps);
    const counting = { now: story.now, calendar, times: CASE_TIMES };
    return [wayOf(story).text, nextStep(story.state, '住建局', counting)?.text];
  };
  const checking = ['中心在核实情况，最晚3月5日', '行政服务中心正在核实情况'];
  const calling = ['中心在回访核实，最晚3月5日', '行政服务中心会打电话回访您、核实情况'];
  expect(told(reached)).toEqual(checking);
  expect(told(['center', { type: 'call', outcome: 'declined', said: '' }])).toEqual(checking);
  expect(told(unanswered(at('2026-03-02', '11:00:00')))).toEqual(calling);
  // New facts, another call.
  expect(told(...WAYS.closed, ['center', { type: 'reopen', reason: WHY }])).toEqual(calling);
});

test('whoever was not reached reads why: a wrong number, or several calls', () => {
  const why = (...calls: Step[]) => {
    const { events } = new Story().given(...calls, ['center', found('not_reached')]);
    return toldToEvaluator(events.at(-1)!, String, events.slice(0, -1))?.what;
  };
  expect(why(['center', { type: 'call', outcome: 'wrong_number', said: '' }])).toBe(
    '留的号码不对，没有联系上您，按您反映的情况属实来整改',
  );
  const days = ['2026-03-02', '2026-03-02', '2026-03-03'];
  expect(why(...days.map((day) => unanswered(at(day))))).toBe('多次没有联系上您，按您反映的情况属实来整改');
});

test('a case without a number counts once it is answered, and is told beside: nobody could call', () => {
  const answered = new Story({ contactable: false }).given(
    ['center', found('true')],
    ['department', answer()],
  );
  const counting = { now: at('2026-04-01'), calendar, times: CASE_TIMES };
  const rate = (story: Story) => rectificationRate([story.state], counting);
  expect(rate(answered)).toEqual({ part: 1, whole: 1, settled: 0, uncalled: 1 });
  expect(rate(new Story({ contactable: false }))).toEqual({ part: 0, whole: 1, settled: 0, uncalled: 0 });
});

test('while its evaluator contests a revocation a case is not over, and counts neither way', () => {
  const rate = (story: Story) =>
    rectificationRate([story.state], { now: at('2026-04-01'), calendar, times: CASE_TIMES });
  const contested = new Story().given(...WAYS.contested);
  expect(rate(contested)).toMatchObject({ part: 0, whole: 0 });
  contested.given(['reform', { type: 'reject_contest', reason: WHY }]);
  expect(rate(contested)).toMatchObject({ part: 1, whole: 1 });
});

test.each([
  ['the evaluator said that it is settled', [['evaluator', { type: 'settle', said: '' }]]],
  ['merged', [['center', { type: 'merge', into: 'case-2', intoStartedAt: at('2026-01-05'), reason: WHY }]]],
  [
    'an appeal was upheld',
    [
      ['system', { type: 'file_appeal', appeal: 'appeal-1' }],
      ['system', { type: 'uphold_appeal', appeal: 'appeal-1', reason: WHY }],
    ],
  ],
] as [string, Step[]][])(
  'a clock that was only stopped, as %s, was not met: late if it was late, else neither',
  (_, steps) => {
    const verification = (day: string) => {
      const story = new Story({}, at(day)).given(...steps);
      return onTimeRates([story.state], { now: at('2026-06-01'), calendar, times: CASE_TIMES }).verification;
    };
    expect(verification('2026-03-03')).toEqual({ part: 0, whole: 0 });
    expect(verification('2026-03-10')).toEqual({ part: 0, whole: 1 });
  },
);

test('a day of another year is told with its year', () => {
  const reason = '要改系统，年底前做不完';
  const put = new Story({}, at('2026-12-21')).given(
    reached,
    ['center', found('true')],
    ['department', { type: 'request_ledger', reason, day: '2027-03-01' }],
    ['center', { type: 'approve_ledger' }],
  );
  expect(wayOf(put).text).toBe('住建局在整改，最晚2027年3月1日');
  const last = put.events.at(-1)!;
  expect(toldToEvaluator(last, String)?.what).toBe('情况比较复杂，整改期限延到2027年3月1日');
});

test('what is late says so; an answer that waits for its reader does not press', () => {
  expect(wayOf(new Story(), at('2026-03-09')).text).toBe('中心在回访核实，过了期限，正在催办');
  const answered = new Story().given(...WAYS.answered);
  expect(wayOf(answered, at('2026-03-30'))).toEqual({ text: '有答复了，请您看看', yours: true });
});

test('a case that was sent back is told of by its own step, not by whose it is', () => {
  const returned = new Story().given(['department', { type: 'return', reason: '这件事归税务局办' }]);
  expect(wayOf(returned).text).toBe('中心在回访核实，最晚3月5日');
});

test('a revocation waits for its evaluator while it may be contested', () => {
  const revoked = new Story().given(...WAYS.revoking, [
    'colleague',
    { type: 'confirm_revocation', reason: WHY },
  ]);
  expect(wayOf(revoked)).toEqual({
    text: '这条评价撤销了，不同意可以提异议，最晚3月9日',
    yours: true,
  });
  expect(wayOf(revoked, at('2026-03-10'))).toEqual({ text: '这条评价撤销了，不计入', yours: false });
});

test('rated again once, after an answer or an end, and never past a revocation', () => {
  const again = (story: Story, given = false) => refusedToRateAgain(story.state, given)?.code;
  expect(again(new Story().given(reached, ['center', found('true')]))).toBe('not_yet');
  for (const phase of ['answered', 'supervised', 'closed'] as const)
    expect(again(new Story().given(...WAYS[phase]))).toBeUndefined();
  expect(again(new Story().given(['evaluator', { type: 'settle', said: '' }]))).toBeUndefined();
  expect(again(new Story().given(...WAYS.closed), true)).toBe('already');
  expect(again(new Story().given(...WAYS.contested))).toBe('already');
});
