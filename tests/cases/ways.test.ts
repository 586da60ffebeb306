import { pressingClock, toldToStaff } from '@haochaping/shared/domain/cases/index';
import {
  at,
  answer,
  found,
  MONDAY,
  reached,
  reply,
  SAID,
  Story,
  unanswered,
  WAYS,
  WHY,
  type Step,
} from './support.js';

// Every way a case can go, told as given / when / then. Source: 方案 二(三)1; domain.md §4.

test('who is spoken to again and no longer agrees takes back that the department may be told', () => {
  const call = (outcome: 'reached' | 'no_answer', mayTell?: boolean): Step => [
    'center',
    { type: 'call', outcome, said: outcome === 'reached' ? SAID : '', mayTell },
  ];
  const story = new Story().given(call('reached', true), call('no_answer'));
  expect(story.state.mayTell).toBe(true);
  expect(story.given(call('reached', false)).state.mayTell).toBe(false);
  expect(story.given(call('reached', true), call('reached')).state.mayTell).toBe(false);
});

describe('the plain way', () => {
  test('called back, found true, put right, answered, satisfied: closed, and may be left out of the count (FA-2.3.1-k)', () => {
    const { state } = new Story().given(...WAYS.answered, ['evaluator', reply(true)]);
    expect(state).toMatchObject({ phase: 'closed', closing: { outcome: 'satisfied' }, standing: 'offset' });
  });

  test('dissatisfied: to the oversight offices, supervised, answered again; dissatisfied again: closed as that (FA-2.3.1-l)', () => {
    const story = new Story().given(...WAYS.supervised);
    expect(story.state).toMatchObject({ phase: 'supervised', supervision: true, standing: 'adopted' });
    story.given(
      ['efficiency', { type: 'supervise', instruction: '请重新核对材料清单', day: '2026-03-13' }],
      ['reform', { type: 'urge', text: '请抓紧重新办理' }],
      ['department', answer(), at('2026-03-10')],
      ['evaluator', reply(false)],
    );
    expect(story.state).toMatchObject({
      phase: 'closed',
      closing: { outcome: 'unsatisfied' },
      standing: 'adopted',
    });
  });

  test('satisfied with the second answer: closed as satisfied', () => {
    const story = new Story().given(...WAYS.supervised, ['department', answer()], ['evaluator', reply(true)]);
    expect(story.state.closing?.outcome).toBe('satisfied');
  });

  test('no reply in the time for it: closed as silent, never as satisfied, and it still counts', () => {
    const story = new Story().given(...WAYS.answered);
    expect(story.when('system', { type: 'lapse_reply' }, at('2026-03-16', '23:59:59'))).toBe('not_yet');
    story.given(['system', { type: 'lapse_reply' }, at('2026-03-17', '00:00:00')]);
    expect(story.state).toMatchObject({ closing: { outcome: 'silent' }, standing: 'adopted', replies: [] });
  });

  test('the evaluator says that the matter is settled: closed as that, and it still counts', () => {
    const story = new Story().given(reached, ['evaluator', { type: 'settle', said: '窗口已经给我办好了' }]);
    expect(story.state).toMatchObject({ closing: { outcome: 'settled' }, standing: 'adopted' });
  });
});

describe('calling back', () => {
  test('nothing is found true before somebody was asked', () => {
    expect(new Story().when('center', found('true'))).toBe('missing');
    expect(new Story().given(reached).when('center', found('true'))).toBe('verified');
  });

  test('not reached: only after three calls on two days, and then it goes on as if true', () => {
    const story = new Story().given(
      unanswered(at('2026-03-02', '10:00:00')),
      unanswered(at('2026-03-02', '15:00:00')),
      unanswered(at('2026-03-02', '17:00:00')),
    );
    expect(story.refusal('center', found('not_reached'))).toContain('至少打3次，分在2天');
    story.given(unanswered(at('2026-03-03')), ['center', found('not_reached')]);
    expect(story.state).toMatchObject({ phase: 'rectifying', verification: { finding: 'not_reached' } });
  });

  test('a wrong number ends the trying at once', () => {
    const story = new Story().given(['center', { type: 'call', outcome: 'wrong_number', said: '' }]);
    expect(story.when('center', found('not_reached'))).toBe('verified');
  });

  test('who was reached is not “not reached”; who declined was asked', () => {
    expect(new Story().given(reached).when('center', found('not_reached'))).toBe('missing');
    const declined = new Story().given(['center', { type: 'call', outcome: 'declined', said: '' }]);
    expect(declined.when('center', found('true'))).toBe('verified');
    expect(declined.when('center', found('mistaken'))).toBe('missing');
  });

  test('an anonymous rating without a number is judged by the facts, and nobody may claim it was a mistake', () => {
    const story = new Story({ contactable: false, realName: false });
    expect(story.when('center', { type: 'call', outcome: 'no_answer', said: '' })).toBe('missing');
    expect(story.when('center', found('true'))).toBe('verified');
    expect(story.refusal('center', found('not_reached'))).toContain('没有留联系方式');
    expect(story.when('center', found('mistaken'))).toBe('missing');
    expect(story.when('center', found('malicious'))).toBe('verified');
  });

  test('nothing is found malicious before the evaluator was heard or sought', () => {
    expect(new Story().when('center', found('malicious'))).toBe('missing');
  });

  test('what was said is written down, not a dot', () => {
    expect(new Story().when('center', { type: 'call', outcome: 'reached', said: '。' })).toBe('missing');
  });
});

describe('rectification', () => {
  test('by the department it is assigned to alone (FA-2.3.1-e)', () => {
    const story = new Story().given(...WAYS.rectifying);
    expect(story.when('otherDepartment', answer())).toBe('wrong_role');
    expect(story.when('center', answer())).toBe('wrong_role');
    expect(story.when('department', answer())).toBe('answered');
  });

  test('the ledger: asked for with a reason and a later working day, granted by the centre (FA-2.3.1-f)', () => {
    const story = new Story().given(...WAYS.rectifying);
    const ask = (day: string) => ({ type: 'request_ledger', reason: '要等省里改系统', day }) as const;
    expect(story.when('department', ask('2026-03-16'))).toBe('missing');
    expect(story.when('department', ask('2026-05-01'))).toBe('missing');
    expect(story.when('department', ask('2027-03-02'))).toBe('ledger_requested');
    expect(story.refusal('department', ask('2027-03-03'))).toContain('2027-03-02或以前');
    story.given(['department', ask('2026-05-08')], ['center', { type: 'approve_ledger' }]);
    expect(story.state).toMatchObject({ phase: 'rectifying', ledger: { approved: '2026-05-08' } });
    const told = story.events.slice(-2).map((event) => toldToStaff(event, String)?.what);
    expect(told).toEqual(['申请进台账，限期5月8日', '同意进台账，限期5月8日']);
  });

  test('a ledger is not granted when its own day has come: it is asked for again', () => {
    const story = new Story().given(...WAYS.rectifying, [
      'department',
      { type: 'request_ledger', reason: '要等省里改系统', day: '2026-03-20' },
    ]);
    expect(story.when('center', { type: 'approve_ledger' }, at('2026-03-19', '23:59:59'))).toBe(
      'ledger_approved',
    );
    expect(story.when('center', { type: 'approve_ledger' }, at('2026-03-20', '00:00:00'))).toBe(
      'out_of_time',
    );
  });

  test('a ledger that was refused can be asked for again', () => {
    const story = new Story().given(
      ...WAYS.rectifying,
      ['department', { type: 'request_ledger', reason: '要等省里改系统', day: '2026-05-08' }],
      ['center', { type: 'refuse_ledger', reason: '清单自己就能改' }],
    );
    expect(story.state.ledger).toEqual({ approved: undefined });
    expect(story.when('center', { type: 'approve_ledger' })).toBe('missing');
    const again = { type: 'request_ledger', reason: '补充了省里的通知', day: '2026-05-08' } as const;
    expect(story.when('department', again)).toBe('ledger_requested');
  });

  test('reasons in place of rectification only from the ledger (FA-2.3.1-g); an explanation of the law at once (FA-2.3.1-h)', () => {
    const story = new Story().given(...WAYS.rectifying);
    expect(story.when('department', answer('reasons_stated'))).toBe('not_yet');
    expect(story.when('department', answer('no_legal_basis'))).toBe('answered');
    story.given(
      ['department', { type: 'request_ledger', reason: '要等省里改系统', day: '2026-05-08' }],
      ['center', { type: 'approve_ledger' }],
    );
    expect(story.when('department', answer('reasons_stated'))).toBe('answered');
  });

  test('not ours: returned within a working day, reassigned; the evaluator’s clock does not start again', () => {
    const story = new Story();
    const back = { type: 'return', reason: '这件事归税务办理' } as const;
    expect(story.when('department', back, at('2026-03-04', '00:00:00'))).toBe('out_of_time');
    story.given(reached, ['department', back, at('2026-03-03')]);
    expect(story.when('center', found('true'))).toBe('not_yet');
    story.given(['center', { type: 'reassign', to: 'TAX', reason: '材料由税务收取' }]);
    expect(story.state).toMatchObject({ assignedTo: 'TAX', returned: undefined });
    expect(story.state.clocks.filter(({ kind }) => kind === 'verification')).toHaveLength(1);
    expect(story.state.clocks[0]?.startedAt).toEqual(MONDAY);
    story.given(['center', found('true')]);
    expect(story.when('department', answer())).toBe('wrong_role');
    expect(story.when('otherDepartment', answer())).toBe('answered');
  });

  test('the centre refuses the return with reasons', () => {
    const story = new Story().given(
      ['department', { type: 'return', reason: '这件事归税务办理' }],
      ['center', { type: 'refuse_return', reason: '受理的是你们窗口' }],
    );
    expect(story.state).toMatchObject({ assignedTo: 'HOUSING', returned: undefined });
  });

  test('nobody assigns a case to their own house and goes on leading it', () => {
    const story = new Story();
    expect(story.when('center', { type: 'reassign', to: 'CENTER', reason: '大厅的事情归中心' })).toBe(
      'rated_side',
    );
    story.given(
      ['center', { type: 'recuse', reason: '大厅引导是中心的人' }],
      ['reform', { type: 'reassign', to: 'CENTER', reason: '大厅的事情归中心' }],
      ['reform', { type: 'call', outcome: 'reached', said: SAID }],
      ['reform', found('true')],
    );
    expect(story.when('center', answer())).toBe('answered');
    expect(story.when('colleague', { type: 'urge', text: '请抓紧一点' })).toBe('wrong_role');
  });
});

describe('from outside', () => {
  test('the rated person and institution explain, others do not', () => {
    const words = { type: 'explain', text: '当时系统停了半小时', attachments: [] } as const;
    for (const who of ['clerk', 'department'] as const)
      expect(new Story().when(who, words)).toBe('explained');
    for (const who of ['otherClerk', 'otherDepartment', 'center', 'evaluator'] as const)
      expect(new Story().when(who, words)).toBe('wrong_role');
  });

  test('merged only into an earlier case: the evaluator does not wait longer', () => {
    const merge = (day: string) =>
      ({ type: 'merge', into: 'case-2', intoStartedAt: at(day), reason: '同一个人同一件事' }) as const;
    expect(new Story().when('center', merge('2026-03-03'))).toBe('missing');
    const { state } = new Story().given(['center', merge('2026-02-27')]);
    expect(state.closing).toMatchObject({ outcome: 'merged', into: 'case-2' });
  });

  test('a good supplementary rating does not close a case', () => {
    const story = new Story().given(...WAYS.rectifying, [
      'system',
      { type: 'supplement', rating: 'rating-2', level: 5 },
    ]);
    expect(story.state.phase).toBe('rectifying');
  });

  test('reopened on new facts: verified anew; one that was revoked by oversight alone', () => {
    const again = { type: 'reopen', reason: '又有新的材料' } as const;
    const closed = new Story().given(...WAYS.closed);
    closed.given(['center', again, at('2026-04-01')]);
    expect(closed.state).toMatchObject({
      phase: 'verifying',
      standing: 'adopted',
      calls: [],
      closing: undefined,
    });
    const revoked = new Story().given(...WAYS.revoking, [
      'colleague',
      { type: 'confirm_revocation', reason: WHY },
    ]);
    expect(revoked.when('center', again)).toBe('wrong_role');
    expect(revoked.when('efficiency', again)).toBe('reopened');
  });

  test.each(Object.keys(WAYS) as (keyof typeof WAYS)[])(
    'an appeal upheld while %s sets the rating aside',
    (phase) => {
      const story = new Story().given(
        ...WAYS[phase],
        ['system', { type: 'file_appeal', appeal: 'appeal-1' }],
        ['system', { type: 'uphold_appeal', appeal: 'appeal-1', reason: '监控证明当时没有这回事' }],
      );
      expect(story.state).toMatchObject({
        phase: 'closed',
        standing: 'revoked',
        closing: { outcome: 'revoked' },
      });
      expect(story.state.clocks.every(({ endedAt }) => endedAt)).toBe(true);
      expect(story.when('efficiency', { type: 'reopen', reason: '又有新的材料' })).toBe('already');
    },
  );

  test('restored after an appeal: by somebody else than who upheld it, and it may be reopened like any other', () => {
    const story = new Story({ recused: true }).given(
      ['system', { type: 'file_appeal', appeal: 'appeal-1' }],
      ['system', { type: 'uphold_appeal', appeal: 'appeal-1', reason: WHY, decidedBy: 'reform-1' }],
      ['evaluator', { type: 'contest', reason: '监控里看不到柜台里面' }],
    );
    expect(story.when('reform', { type: 'uphold_contest', reason: WHY })).toBe('same_person');
    story.given(
      ['efficiency', { type: 'uphold_contest', reason: WHY }],
      ['department', answer()],
      ['evaluator', reply(true)],
    );
    expect(story.when('efficiency', { type: 'reopen', reason: '又有新的材料' })).toBe('reopened');
  });

  test('an evaluator who is late with a move reads what to do, without the names of phases', () => {
    const late = new Story().given(...WAYS.closed);
    const words = late.refusal('evaluator', { type: 'settle', said: '' });
    expect(words).toContain('请刷新看看');
    expect(words).not.toMatch(/[“”]/);
    expect(late.refusal('center', found('true'))).toContain('“办结”');
  });

  test('an appeal dismissed changes nothing but the record', () => {
    const story = new Story().given(...WAYS.rectifying, [
      'system',
      { type: 'file_appeal', appeal: 'appeal-1' },
    ]);
    const before = story.state;
    story.given(['system', { type: 'dismiss_appeal', appeal: 'appeal-1', reason: '说的和记录不符合' }]);
    expect(story.state).toEqual({ ...before, appeal: { id: 'appeal-1', decided: 'dismissed' } });
  });

  test('given to nobody at the department yet, it waits for the lead to give it to somebody', () => {
    const story = new Story().given(...WAYS.rectifying, [
      'center',
      { type: 'reassign', to: 'TAX', reason: WHY },
    ]);
    const waitsFor = () => pressingClock(story.state, story.context('center'))?.waitedFor;
    expect(waitsFor()).toBe('lead');
    story.given(['center', { type: 'name_officer', officer: 'tax-1', side: 'department', served: 3 }]);
    expect(waitsFor()).toBe('department');
  });

  test('on leave: the officer is changed by their own side, and the record says instead of whom', () => {
    const story = new Story().given(
      ['center', { type: 'name_officer', officer: 'center-1', side: 'lead' }],
      ['colleague', { type: 'name_officer', officer: 'center-2', side: 'lead' }],
      ['department', { type: 'name_officer', officer: 'housing-2', side: 'department' }],
    );
    expect(story.state.officers).toEqual({ lead: 'center-2', department: 'housing-2' });
    expect(story.events.at(-2)).toMatchObject({ officer: 'center-2', insteadOf: 'center-1' });
    expect(story.when('department', { type: 'name_officer', officer: 'center-3', side: 'lead' })).toBe(
      'wrong_role',
    );
    expect(
      story.when('otherDepartment', { type: 'name_officer', officer: 'tax-1', side: 'department' }),
    ).toBe('wrong_role');
  });
});
