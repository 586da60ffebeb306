import {
  handlerInvitationState,
  handlerState,
  mayAct,
  MAX_AUTHORISATION_DAYS,
  OWN_PATH,
  refusedToSpeakFor,
  refusedUntil,
  withQuery,
} from '@haochaping/shared/domain';

/** Who may act for a business, and until when (FA-3.3-a). */
const now = new Date('2026-11-25T08:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

test('a handler acts until the last instant of the authorisation, and not a moment after it was taken away', () => {
  expect(handlerState({}, now)).toBe('active');
  expect(handlerState({ until: now }, now)).toBe('active');
  expect(handlerState({ until: later(-1) }, now)).toBe('expired');
  expect(handlerState({ until: later(-1), removedAt: now }, now)).toBe('removed');
  expect(mayAct({ removedAt: now, until: later(1000) }, now)).toBe(false);
});

test('whoever has one authorisation in force speaks for the business; of an expired one is told what to do', () => {
  expect(refusedToSpeakFor([{ removedAt: now }, { until: now }], now)).toBeNull();
  expect(refusedToSpeakFor([{ until: later(-1) }], now)).toMatch(/已经到期.*再授权/);
  for (const none of [[], [{ removedAt: now }], [{ until: later(-1), removedAt: now }]])
    expect(refusedToSpeakFor(none, now)).toMatch(/现在不能.*请选“我自己的”再送出/);
});

test('an authorisation ends in the future, and within three years', () => {
  expect(refusedUntil(later(1), now)).toBeNull();
  expect(refusedUntil(now, now)).toMatch(/现在之后/);
  expect(refusedUntil(later(MAX_AUTHORISATION_DAYS * 86_400_000), now)).toBeNull();
  expect(refusedUntil(later(MAX_AUTHORISATION_DAYS * 86_400_000 + 1), now)).toMatch(/三年/);
});

test('an invitation to act is good once, and until it runs out or is withdrawn', () => {
  const expiresAt = later(1000);
  expect(handlerInvitationState({ expiresAt }, expiresAt)).toBe('open');
  expect(handlerInvitationState({ expiresAt }, later(1001))).toBe('expired');
  expect(handlerInvitationState({ expiresAt, acceptedAt: now }, later(1001))).toBe('accepted');
  expect(handlerInvitationState({ expiresAt, withdrawnAt: now }, now)).toBe('withdrawn');
});

test('after signing in elsewhere one comes back to our own pages alone', () => {
  for (const path of ['/', '/pages/mine/index', '/pages/rate/index?i=AbC&x=%E4%BD%A0', '/a//b'])
    expect(path).toMatch(OWN_PATH);
  for (const path of [
    '',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\r\nSet-Cookie: x=1',
    '/a#b',
    '/ a',
    `/${'a'.repeat(501)}`,
  ])
    expect(path).not.toMatch(OWN_PATH);
  expect(withQuery('/pages/mine/index', 'signIn', 'ok')).toBe('/pages/mine/index?signIn=ok');
  expect(withQuery('/p?a=1', 'signIn', 'ok')).toBe('/p?a=1&signIn=ok');
});
