import fc from 'fast-check';
import { pairRefusal, type PersonBehind } from '@haochaping/shared/domain/people/two-people';

// Two accounts are two people once both are proven and different (domain.md §5, adr/020).

const person = fc.record<PersonBehind>({
  document: fc.constantFrom(null, 'a', 'b'),
  staffCode: fc.constantFrom(null, 'P1', 'P2'),
});

test('who is not proven agrees to nothing, and nobody agrees for somebody who is not', () => {
  const known = { document: 'a', staffCode: null };
  const unknown = { document: null, staffCode: 'P1' };
  expect(pairRefusal(known, unknown)).toBe('second_unproven');
  expect(pairRefusal(unknown, known)).toBe('first_unproven');
  expect(pairRefusal(unknown, { document: null, staffCode: 'P2' })).toBe('second_unproven');
});

test('one document, or one staff code, is one person', () => {
  const one = { document: 'a', staffCode: 'P1' };
  expect(pairRefusal(one, { document: 'a', staffCode: 'P2' })).toBe('same_person');
  expect(pairRefusal(one, { document: 'b', staffCode: 'P1' })).toBe('same_person');
  expect(pairRefusal(one, { document: 'b', staffCode: 'P2' })).toBeNull();
  expect(pairRefusal({ ...one, staffCode: null }, { document: 'b', staffCode: null })).toBeNull();
});

test('nobody makes a pair with themselves, and order does not decide whether two are a pair', () => {
  fc.assert(
    fc.property(person, person, (one, other) => {
      expect(pairRefusal(one, one)).not.toBeNull();
      expect(pairRefusal(one, other) === null).toBe(pairRefusal(other, one) === null);
    }),
  );
});
