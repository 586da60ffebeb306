import {
  firstUnproven,
  inHand,
  isOfficeTime,
  needsApproval,
  revealMoves,
  SEED_YEARS,
  stateNow,
  unusualAbout,
  workCalendar,
} from '@haochaping/shared/domain';
import { saidOfComplaint } from '@haochaping/shared/domain/complaints';

const now = new Date('2026-11-25T02:00:00Z'); // Wednesday, ten in Shanghai
const calendar = workCalendar(SEED_YEARS);
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const poor = { poor: true, standing: 'adopted', ratedAt: ago(1), hasContact: true } as const;

test('a case in hand is poor, counted, recent, and has somebody to call', () => {
  expect(inHand(poor, 60, now)).toEqual({ open: true, until: new Date('2027-01-24T01:00:00Z') });
  expect(inHand({ ...poor, poor: false }, 60, now)).toMatchObject({ because: 'not_poor' });
  expect(inHand({ ...poor, standing: 'offset' }, 60, now)).toMatchObject({ because: 'set_aside' });
  expect(inHand({ ...poor, ratedAt: ago(24 * 60) }, 60, now)).toMatchObject({ because: 'too_old' });
  expect(inHand({ ...poor, hasContact: false }, 60, now)).toMatchObject({ because: 'nobody' });
});

test.each([
  ['2026-11-25T00:00:00Z', true], // eight o'clock
  ['2026-11-24T23:59:59Z', false],
  ['2026-11-25T10:00:00Z', false], // six in the evening
  ['2026-11-28T02:00:00Z', false], // Saturday
  ['2026-10-01T02:00:00Z', false], // a Thursday, and National Day
  ['2026-02-14T02:00:00Z', true], // a Saturday that is worked
])('office time at %s: %s', (at, expected) => {
  expect(isOfficeTime(new Date(at), [8, 18], calendar)).toBe(expected);
});

test('unusual is: many, again, old, or outside office hours; each is said', () => {
  const rules = { perHour: 2, perDay: 3, olderThanDays: 30, officeHours: [8, 18], calendar } as const;
  const calm = { byAccount: [ago(0.5)], ofSubject: 0 };
  expect(unusualAbout(poor, calm, rules, now)).toEqual([]);
  const busy = { byAccount: [ago(0.1), ago(0.5), ago(5)], ofSubject: 1 };
  expect(unusualAbout({ ratedAt: ago(24 * 31) }, busy, rules, ago(-12))).toEqual([
    '一天内已经看过 3 人',
    '这条评价的联系方式已经被看过 1 次',
    '不在上班时间',
    '评价已经过去 30 天以上',
  ]);
  const words = unusualAbout({ ratedAt: ago(24 * 31) }, busy, rules, ago(-12)).join('；');
  expect(saidOfComplaint(firstUnproven([words]))).not.toMatch(/评/);
  expect(unusualAbout(poor, busy, rules, now)[0]).toBe('一小时内已经看过 2 人');
});

test('a second person is asked for never, when unusual, or always', () => {
  expect(needsApproval('off', ['x'])).toBe(false);
  expect(needsApproval('unusual', [])).toBe(false);
  expect(needsApproval('unusual', ['x'])).toBe(true);
  expect(needsApproval('always', [])).toBe(true);
});

test('one decides on a colleague of the same office in time, and opens what is one’s own', () => {
  const own = { accountId: 'a', institutionCode: 'X' };
  const colleague = { accountId: 'b', institutionCode: 'X' };
  const stranger = { accountId: 'c', institutionCode: 'Y' };
  const waiting = { state: 'waiting', askedBy: own, expiresAt: ago(-1) } as const;
  expect(revealMoves(waiting, own, now)).toEqual([]);
  expect(revealMoves(waiting, colleague, now)).toEqual(['decide']);
  expect(revealMoves(waiting, stranger, now)).toEqual([]);
  expect(revealMoves({ ...waiting, state: 'approved' }, own, now)).toEqual(['open']);
  expect(revealMoves({ ...waiting, state: 'approved' }, colleague, now)).toEqual([]);
  expect(stateNow({ ...waiting, expiresAt: now }, now)).toBe('expired');
  expect(revealMoves({ ...waiting, expiresAt: now }, colleague, now)).toEqual([]);
});
