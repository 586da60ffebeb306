import fc from 'fast-check';
import { HOLDING_CHANGES, holdOn } from '@haochaping/shared/domain/people/account-hold';

// An account somebody else has just changed looks at nobody's name for a day (domain.md §5, adr/020).

const T = Date.parse('2026-11-20T02:00:00Z');
const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(T + hours * HOUR_MS);

test('it is held for the hours that are set, from the change on, and not a moment longer', () => {
  const changes = [{ action: 'staff.password_reset', at: at(0) }];
  expect(holdOn(changes, 24, at(0))).toEqual({ because: 'staff.password_reset', until: at(24) });
  expect(holdOn(changes, 24, at(23.99))?.until).toEqual(at(24));
  expect(holdOn(changes, 24, at(24))).toBeNull();
  expect(holdOn(changes, 0, at(0))).toBeNull();
});

test('the latest change counts, whatever order they are told in; what the owner does holds nothing', () => {
  const made = { action: 'staff.account_created', at: at(0) };
  const promoted = { action: 'staff.rights_changed', at: at(5) };
  const own = { action: 'staff.password_changed', at: at(20) };
  for (const changes of [
    [made, promoted, own],
    [own, promoted, made],
  ])
    expect(holdOn(changes, 24, at(21))).toEqual({ because: 'staff.rights_changed', until: at(29) });
  expect(holdOn([own], 24, at(20))).toBeNull();
});

test('another change never lets an account look sooner', () => {
  const change = fc.record({
    action: fc.constantFrom(...Object.keys(HOLDING_CHANGES), 'staff.unlocked', 'toString'),
    at: fc.integer({ min: -100, max: 0 }).map(at),
  });
  fc.assert(
    fc.property(fc.array(change), change, fc.integer({ min: 0, max: 48 }), (changes, more, hours) => {
      const until = (all: typeof changes) => holdOn(all, hours, at(0))?.until.getTime() ?? 0;
      expect(until([...changes, more])).toBeGreaterThanOrEqual(until(changes));
    }),
  );
});
