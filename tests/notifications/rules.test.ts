import { decide, evolve, signal, type CaseState } from '@haochaping/shared/domain/cases/index';
import {
  DEFAULT_TEMPLATES,
  progressOf,
  sendableFrom,
  smsText,
  staffNotices,
  templateProblems,
  timeField,
  type MessageTemplates,
} from '@haochaping/shared/domain/notifications/index';
import { at, Story, WAYS, WHY } from '../cases/support.js';

describe('quiet hours, 21:00 to 08:00 in Beijing', () => {
  test.each([
    ['2026-03-02', '07:59:59', '2026-03-02', '08:00:00'],
    ['2026-03-02', '08:00:00', '2026-03-02', '08:00:00'],
    ['2026-03-02', '20:59:59', '2026-03-02', '20:59:59'],
    ['2026-03-02', '21:00:00', '2026-03-03', '08:00:00'],
    ['2026-12-31', '23:30:00', '2027-01-01', '08:00:00'],
  ])('%s %s may go on %s at %s', (day, time, then, clock) => {
    expect(sendableFrom(at(day, time), [8, 21])).toEqual(at(then, clock));
  });
});

describe('templates', () => {
  const wechat = (fields: MessageTemplates['wechat']['fields']): MessageTemplates => ({
    ...DEFAULT_TEMPLATES,
    wechat: { ...DEFAULT_TEMPLATES.wechat, fields },
  });
  const sms = (change: Partial<MessageTemplates['sms']>): MessageTemplates => ({
    ...DEFAULT_TEMPLATES,
    sms: { ...DEFAULT_TEMPLATES.sms, ...change },
  });
  const field = (value: string) => ({ label: '进展', value });

  test('those of the sandboxes are in order, and say nothing of any rating', () => {
    expect(templateProblems(DEFAULT_TEMPLATES)).toEqual([]);
    expect(smsText(DEFAULT_TEMPLATES.sms, at('2026-03-02'))).toMatch(
      /^【三明好差评】您评价、投诉、提意见的事有进展.*“我的评价”“我的投诉”/,
    );
    expect(timeField(at('2026-03-02', '09:05:00'))).toBe('2026年3月2日 09:05');
  });

  test.each([
    [wechat({ thing1: field('您'.repeat(21)) }), '最多20个字'],
    [wechat({ phrase1: field('有进展了！') }), '最多5个汉字'],
    [wechat({ time2: field('昨天') }), '时间'],
    [wechat({ title: field('进展') }), '应像 thing1'],
    [wechat({ thing1: field('{title}有进展') }), '只能填 {time}'],
    [wechat({}), '一个字段也没有'],
    [sms({ text: '您的评价有进展' }), '【签名】'],
    [sms({ text: `【三明好差评】${'有进展'.repeat(30)}` }), '拆成几条'],
    [sms({ text: '【三明好差评】{when}有进展' }), '没有参数'],
  ])('what would be refused, or would tell something, is said at the start (%#)', (templates, words) => {
    expect(templateProblems(templates).join('；')).toContain(words);
  });
});

describe('who is told', () => {
  const told = (story: Story) => {
    const { state } = story;
    const [last] = story.events.slice(-1);
    return last ? staffNotices(last, state).map(({ to, kind }) => [to, kind]) : [];
  };
  /** What the clocks say on a day, as notices. */
  const clocksOn = (story: Story, day: string) => {
    const events = signal(story.state, story.context('system', at(day)));
    const state = events.reduce<CaseState | undefined>(evolve, story.state) ?? story.state;
    return events.flatMap((event) => staffNotices(event, state).map(({ to, kind }) => [to, kind]));
  };

  test('of a time that runs out: who is waited for, then the lead, then the efficiency office', () => {
    const story = new Story().given(
      ['center', { type: 'call', outcome: 'reached', said: '多跑了一趟' }],
      ['center', { type: 'verify', finding: 'true', facts: '情况已经查清楚了', attachments: [] }],
    );
    expect(told(story)).toEqual([['department', 'to_rectify']]);
    const seen = ['2026-03-19', '2026-03-20', '2026-03-23', '2026-03-27', '2026-04-10'].map((day) =>
      clocksOn(story, day),
    );
    expect(seen.flat()).toContainEqual(['department', 'late']);
    expect(seen.flat()).toContainEqual(['lead', 'late_elsewhere']);
    expect(seen.flat()).toContainEqual(['efficiency_office', 'escalated']);
    expect(seen.flat().some(([to]) => to === 'oversight')).toBe(false);
  });

  test.each([
    ['verifying', [['lead', 'urged']]],
    [
      'revoking',
      [
        ['lead', 'urged'],
        ['oversight', 'urged'],
      ],
    ],
    ['rectifying', [['department', 'urged']]],
    ['supervised', [['department', 'urged']]],
  ] as const)('urged while %s: whoever is waited for', (phase, notices) => {
    const story = new Story().given(...WAYS[phase], ['reform', { type: 'urge', text: '请快些办理' }]);
    expect(told(story)).toEqual(notices);
  });

  test('urged while it was sent back, or given to nobody at the department: the lead', () => {
    const urge = ['reform', { type: 'urge', text: '请快些办理' }] as const;
    const returned = new Story().given(['department', { type: 'return', reason: WHY }], [...urge]);
    expect(told(returned)).toEqual([['lead', 'urged']]);
    const nobody = new Story().given(
      ...WAYS.rectifying,
      ['center', { type: 'reassign', to: 'TAX', reason: WHY }],
      [...urge],
    );
    expect(told(nobody)).toEqual([['lead', 'urged']]);
    // So do the clocks.
    const seen = clocksOn(nobody, '2026-04-10').map(([to]) => to);
    expect(seen).toContain('lead');
    expect(seen).not.toContain('department');
  });

  test('the evaluator, of what they can act on and nothing else', () => {
    const types = [
      'opened',
      'called',
      'verified',
      'answered',
      'urged',
      'signalled',
      'revocation_confirmed',
    ] as const;
    expect(types.map((type) => progressOf({ type }))).toEqual([
      null,
      null,
      null,
      'answered',
      null,
      null,
      'revoked',
    ]);
    expect(progressOf({ type: 'contest_rejected' })).toBe('contest_decided');
    expect(progressOf({ type: 'reopened' })).toBe('reopened');
  });

  test('a refused move tells nobody: there is no event', () => {
    const story = new Story();
    expect(
      decide(story.state, { type: 'urge', text: '请快些办理' }, story.context('clerk')).refused,
    ).toBeDefined();
  });
});
