import { ratedAs, readsVeiled, type RatedObject, type RatedParty } from '@haochaping/shared/domain';

// Who is of the rated side of a rating (domain.md §4 §5; adr/019). FA-3.3-b FA-3.3-c

const CENTER = 'center-of-the-city';
const DEPARTMENT = 'a-department';

const target = (kind: RatedObject['targets'][number]['kind'], code: string, institutionCode: string) => ({
  kind,
  code,
  institutionCode,
});
/** A department's item, taken in at a window of the centre's hall by one of the centre's people. */
const atTheHall: RatedObject = {
  scope: 'event',
  institutionCodes: [DEPARTMENT, CENTER],
  targets: [
    target('institution', DEPARTMENT, DEPARTMENT),
    target('item', 'item-1', DEPARTMENT),
    target('window', 'W1', CENTER),
    target('staff', 'P1', CENTER),
    target('platform', 'PT1', CENTER),
  ],
};
const ofPlace = (kind: 'hall' | 'window' | 'platform' | 'institution'): RatedObject => ({
  scope: 'place',
  institutionCodes: [CENTER],
  targets: [target(kind, kind === 'window' ? 'W1' : 'place-1', CENTER)],
});
const party = (role: RatedParty['role'], changes: Partial<RatedParty> = {}): RatedParty => ({
  role,
  institutionCode: role === 'department' || role === 'window_clerk' ? DEPARTMENT : CENTER,
  staffCode: null,
  windowCode: null,
  ...changes,
});

test('the centre is not rated by what is rated at its windows, but the person and the window are', () => {
  expect(ratedAs(party('center'), atTheHall)).toBeNull();
  expect(ratedAs(party('center', { staffCode: 'P2', windowCode: 'W2' }), atTheHall)).toBeNull();
  expect(ratedAs(party('center', { staffCode: 'P1' }), atTheHall)).toBe('person');
  expect(ratedAs(party('center', { staffCode: 'P2', windowCode: 'W1' }), atTheHall)).toBe('person');
  expect(ratedAs(party('center'), ofPlace('window'))).toBeNull();
});

test('the centre is rated by its hall, its platform, itself and its own items', () => {
  for (const kind of ['hall', 'platform', 'institution'] as const)
    expect(ratedAs(party('center'), ofPlace(kind))).toBe('institution');
  const itsItem = { ...atTheHall, targets: [...atTheHall.targets, target('item', 'item-2', CENTER)] };
  expect(ratedAs(party('center'), itsItem)).toBe('institution');
  expect(ratedAs(party('center', { institutionCode: 'another-center' }), itsItem)).toBeNull();
});

test('a department is rated with its institution, and reads nothing in full', () => {
  expect(ratedAs(party('department'), atTheHall)).toBe('institution');
  expect(ratedAs(party('department', { institutionCode: 'another' }), atTheHall)).toBeNull();
  expect(readsVeiled(party('department', { institutionCode: 'another' }), atTheHall)).toBe(true);
  expect(readsVeiled(party('window_clerk'), ofPlace('hall'))).toBe(true);
  expect(readsVeiled(party('center'), atTheHall)).toBe(false);
});

test('those who run the system are rated for what they served themselves alone', () => {
  expect(ratedAs(party('system_admin'), ofPlace('hall'))).toBeNull();
  expect(ratedAs(party('system_admin', { staffCode: 'P1' }), atTheHall)).toBe('person');
});
