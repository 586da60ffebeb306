import { deedsOfOthers, holdOn, isUntold } from '@haochaping/shared/domain';

// What others did to a staff account, as its owner is told of it (adr/020).

const at = (hours: number) => new Date(Date.parse('2026-11-20T02:00:00Z') + hours * 3_600_000);
const staff = (id: string) => ({ kind: 'staff', id });

test('only what other people did is told, the latest first', () => {
  const trail = [
    { action: 'staff.account_created', at: at(0), actor: { kind: 'system', id: 'seed' } },
    { action: 'staff.rights_changed', at: at(1), actor: staff('admin') },
    { action: 'staff.change_disowned', at: at(2), actor: staff('owner') },
    { action: 'staff.password_reset', at: at(3), actor: staff('admin') },
    { action: 'staff.password_reset', at: at(4), actor: staff('owner') },
    { action: 'toString', at: at(5), actor: staff('admin') },
  ];
  expect(deedsOfOthers(trail, 'owner').map((deed) => deed.at)).toEqual([at(3), at(1)]);
});

test('what was done after the last look is untold; that the account was made never is', () => {
  const reset = { action: 'staff.password_reset', at: at(3) };
  expect(isUntold(reset, null)).toBe(true);
  expect(isUntold(reset, at(2))).toBe(true);
  expect(isUntold(reset, at(3))).toBe(false);
  expect(isUntold({ action: 'staff.account_created', at: at(3) }, null)).toBe(false);
});

test('a report of the owner holds the account like the change it reports', () => {
  expect(holdOn([{ action: 'staff.change_disowned', at: at(0) }], 24, at(23))?.until).toEqual(at(24));
});
