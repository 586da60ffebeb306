import {
  answerProblems,
  askedQuestions,
  conditionWords,
  formChanges,
  formProblems,
  mostSpecific,
  narrowedForm,
  openQuestions,
  saidAnswers,
  versionInForce,
  type Answer,
  type Attribution,
  type Form,
  type Question,
} from '@haochaping/shared/domain';

// Questionnaires: what is asked, what an answer may be, which one is shown. FA-2.2.3-b FA-2.2.3-c.

const question = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  kind: 'single',
  title: `问题 ${id}`,
  hint: '',
  choices: [
    { id: 'y', label: '是' },
    { id: 'n', label: '不是' },
  ],
  rows: [],
  ends: null,
  required: false,
  when: [],
  ...more,
});
const about = { level: 2, channel: 'qr', itemCodes: ['I1'], kinds: ['window', 'institution'] } as const;
const chose = (id: string, ...chosen: string[]): Answer => ({ question: id, chosen, text: '' });
const ids = (questions: readonly { id: string }[]) => questions.map(({ id }) => id);

test('a question is asked when all its conditions hold, and an answer that is no longer asked opens none', () => {
  const questions = [
    question('a', { when: [{ about: 'level', question: null, in: ['1', '2'] }] }),
    question('b', { when: [{ about: 'answer', question: 'a', in: ['n'] }] }),
    question('c', { when: [{ about: 'answer', question: 'b', in: ['y'] }] }),
    question('d', { when: [{ about: 'channel', question: null, in: ['sms'] }] }),
  ];
  expect(ids(askedQuestions(questions, about, []))).toEqual(['a']);
  expect(ids(askedQuestions(questions, about, [chose('a', 'n'), chose('b', 'y')]))).toEqual(['a', 'b', 'c']);
  const changed = [chose('a', 'y'), chose('b', 'y'), chose('c', 'y')];
  expect(ids(askedQuestions(questions, about, changed))).toEqual(['a']);
  expect(saidAnswers(questions, about, changed)).toEqual([chose('a', 'y')]);
  expect(ids(askedQuestions(questions, { ...about, level: 5 }, [chose('a', 'n')]))).toEqual([]);
});

test('a page gets what can be asked there, without the conditions that hold already', () => {
  const form: Form = {
    title: '问卷',
    questions: [
      question('item', { when: [{ about: 'item', question: null, in: ['I1'] }] }),
      question('other', { when: [{ about: 'item', question: null, in: ['I2'] }] }),
      question('desk', {
        when: [
          { about: 'kind', question: null, in: ['window'] },
          { about: 'level', question: null, in: ['1'] },
        ],
      }),
    ],
  };
  const { questions } = narrowedForm(form, about);
  expect(questions.map(({ id, when }) => [id, when.map((one) => one.about)])).toEqual([
    ['item', []],
    ['desk', ['level']],
  ]);
});

test('answers that do not fit are named, each with what to do', () => {
  const questions = [
    question('one'),
    question('many', { kind: 'multiple' }),
    question('scale', { kind: 'scale', ends: { low: '差', high: '好' } }),
    question('words', { kind: 'text' }),
    question('grid', { kind: 'matrix', rows: [{ id: 'r', label: '行' }] }),
  ];
  const wrong = (answer: Partial<Answer> & { question: string }) =>
    answerProblems(questions, [{ chosen: [], text: '', ...answer }]).map(({ message }) => message);
  expect(wrong({ question: 'one', chosen: ['y'] })).toEqual([]);
  expect(wrong({ question: 'many', chosen: ['y', 'n'] })).toEqual([]);
  expect(wrong({ question: 'scale', chosen: ['5'] })).toEqual([]);
  expect(wrong({ question: 'grid', chosen: ['r=y'] })).toEqual([]);
  expect(wrong({ question: 'one', chosen: ['y', 'n'] })).toEqual(['只能选一个']);
  expect(wrong({ question: 'scale', chosen: ['6'] })).toEqual(['选的回答不在这个问题里，请重新打开页面']);
  expect(wrong({ question: 'many', chosen: ['y', 'y'] })).toEqual(['同一个回答选了两次']);
  expect(wrong({ question: 'grid', chosen: ['r=y', 'r=n'] })).toEqual(['每一项只能选一个']);
  expect(wrong({ question: 'words', text: '字'.repeat(301) })).toEqual(['最多300字']);
  expect(wrong({ question: 'words', chosen: ['y'] })).toEqual(['这个问题请用文字回答']);
  expect(wrong({ question: 'gone', chosen: ['y'] })).toEqual(['问卷里没有这个问题，请重新打开页面']);
});

test('only a survey may insist on an answer; what is unfinished or points at a later question is not published', () => {
  const required: Form = { title: '问卷', questions: [question('a', { required: true })] };
  expect(formProblems(required, 'survey')).toEqual([]);
  expect(formProblems(required, 'rating')).toEqual([
    { question: 'a', message: '评价里的问题都是自愿回答的，不能设为必答' },
  ]);
  expect(ids(openQuestions(required.questions, about, []))).toEqual(['a']);
  expect(openQuestions(required.questions, about, [chose('a', 'y')])).toEqual([]);
  const broken: Form = {
    title: '',
    questions: [
      question('a', { title: ' ', when: [{ about: 'answer', question: 'b', in: ['y'] }] }),
      question('b', { choices: [{ id: 'y', label: '是' }] }),
      question('c', { kind: 'scale' }),
    ],
  };
  expect(formProblems(broken, 'rating').map(({ message }) => message)).toEqual([
    '请给问卷写个名称',
    '请写出要问的话',
    '条件里的问题要排在这个问题前面',
    '请至少给两个可选的回答',
    '请写明 1 分和 5 分各是什么意思',
  ]);
});

test('of those that fit, the most specific is shown: item, institution, class, all', () => {
  const scopes = [
    { kind: 'all', code: '' },
    { kind: 'class', code: 'service' },
    { kind: 'class', code: 'platform' },
    { kind: 'institution', code: 'ORG' },
    { kind: 'item', code: 'I1' },
  ] as const;
  const all = scopes.map((scope) => ({ scope }));
  const target = (kind: 'item' | 'window' | 'platform', code: string, institutionCode: string) =>
    ({ kind, code, name: code, institutionCode, regionCode: '350400' }) as const;
  const event: Attribution = { scope: 'event', targets: [target('item', 'I1', 'ORG')] };
  const place: Attribution = { scope: 'place', targets: [target('platform', 'P1', 'ELSE')] };
  const without = (...kinds: string[]) => all.filter(({ scope }) => !kinds.includes(scope.kind));
  expect(mostSpecific(all, event)?.scope.kind).toBe('item');
  expect(mostSpecific(without('item'), event)?.scope.kind).toBe('institution');
  expect(mostSpecific(without('item', 'institution'), event)?.scope.code).toBe('service');
  expect(mostSpecific(without('item', 'institution', 'class'), event)?.scope.kind).toBe('all');
  expect(mostSpecific(all, place)?.scope.code).toBe('platform');
  expect(mostSpecific([], place)).toBeNull();
});

test('a scheduled version waits for its instant', () => {
  const versions = [
    { number: 1, from: new Date('2026-10-01T00:00:00Z') },
    { number: 2, from: new Date('2026-12-01T00:00:00Z') },
  ];
  expect(versionInForce(versions, new Date('2026-09-30T00:00:00Z'))).toBeNull();
  expect(versionInForce(versions, new Date('2026-11-30T00:00:00Z'))?.number).toBe(1);
  expect(versionInForce(versions, new Date('2026-12-01T00:00:00Z'))?.number).toBe(2);
});

test('what publishing changes is said in words, and so are conditions', () => {
  const before: Form = { title: '问卷', questions: [question('a'), question('b'), question('c')] };
  const after: Form = {
    title: '办事问卷',
    questions: [
      question('b', { title: '新的问法', choices: [{ id: 'y', label: '对' }] }),
      question('a'),
      question('d', { kind: 'text' }),
    ],
  };
  expect(formChanges(before, after)).toEqual([
    '名称改为“办事问卷”',
    '去掉：问题 c',
    '“问题 b”改问“新的问法”',
    '“新的问法”去掉回答“不是”',
    '“新的问法”的“是”改为“对”',
    '新加：问题 d',
    '问题的次序变了',
  ]);
  expect(formChanges(after, after)).toEqual([]);
  const named = (code: string) => code;
  expect(conditionWords({ about: 'level', question: null, in: ['1', '2'] }, [], named)).toBe(
    '评的是“非常不满意”或“不满意”',
  );
  expect(conditionWords({ about: 'answer', question: 'a', in: ['n'] }, before.questions, named)).toBe(
    '“问题 a”答了“不是”',
  );
});
