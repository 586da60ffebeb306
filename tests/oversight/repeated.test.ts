import { repeatedOf, type PoorService } from '@haochaping/shared/domain/cases/index';

// Repeated poor ratings of one window, person or item: three within thirty days.

const WINDOW = { kind: 'window', code: 'W1', name: '1号窗口', institutionCode: 'HOUSING' };
const PERSON = { kind: 'staff', code: 'S1', name: '张三', institutionCode: 'HOUSING' };
const HALL = { kind: 'hall', code: 'H1', name: '大厅', institutionCode: 'CENTER' };
const DAY_MS = 86_400_000;
const on = (day: number, ...targets: PoorService['targets']): PoorService => ({
  caseId: `case-${day}`,
  at: new Date(Date.UTC(2026, 0, 1) + day * DAY_MS),
  targets,
});

test('three of one window within thirty days stand out, with their cases in order', () => {
  const found = repeatedOf([on(29, WINDOW), on(0, WINDOW), on(10, WINDOW)]);
  expect(found).toMatchObject([{ kind: 'window', code: 'W1', caseIds: ['case-0', 'case-10', 'case-29'] }]);
});

test('the thirty-first day is one too many, and two are not three', () => {
  expect(repeatedOf([on(0, WINDOW), on(10, WINDOW), on(30, WINDOW)])).toEqual([]);
  expect(repeatedOf([on(0, WINDOW), on(1, WINDOW)])).toEqual([]);
});

test('one that lies far from the others is not among them', () => {
  const [found] = repeatedOf([on(0, WINDOW), on(100, WINDOW), on(101, WINDOW), on(102, WINDOW)]);
  expect(found?.caseIds).toEqual(['case-100', 'case-101', 'case-102']);
  expect(found?.from).toEqual(on(100).at);
});

test('window and person are told apart, a hall is none of them, and one rating counts once for a target', () => {
  const days = [0, 1, 2].map((day) => on(day, WINDOW, PERSON, PERSON, HALL));
  expect(repeatedOf(days).map(({ kind, caseIds }) => [kind, caseIds.length])).toEqual([
    ['staff', 3],
    ['window', 3],
  ]);
});
