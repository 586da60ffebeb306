import fc from 'fast-check';
import {
  regionFor,
  regionStands,
  withPredecessors,
  type RegionRecord,
} from '@haochaping/shared/domain/regions';

const changed = new Date('2021-02-02T00:00:00+08:00');
const before = new Date(changed.getTime() - 1);
const region = (code: string, name: string, part: Partial<RegionRecord> = {}): RegionRecord => ({
  code,
  name,
  parentCode: '350400',
  successorCode: null,
  validFrom: new Date('2019-01-01T00:00:00+08:00'),
  validTo: null,
  ...part,
});
const REGIONS = [
  region('350400', '三明市', { parentCode: null }),
  region('350402', '梅列区', { validTo: changed, successorCode: '350404' }),
  region('350403', '三元区', { validTo: changed, successorCode: '350404' }),
  region('350427', '沙县', { validTo: changed, successorCode: '350405' }),
  region('350404', '三元区', { validFrom: changed }),
  region('350405', '沙县区', { validFrom: changed }),
  region('350428', '将乐县'),
];

test('an old code stands until the instant of the change, and leads to its successor from then on', () => {
  expect(regionFor(REGIONS, '350402', before)?.name).toBe('梅列区');
  expect(regionFor(REGIONS, '350402', changed)?.code).toBe('350404');
  expect(regionFor(REGIONS, '350427', changed)?.name).toBe('沙县区');
});

test('a new code stands for nothing before the change, and an unknown one never does', () => {
  expect(regionFor(REGIONS, '350404', before)).toBeNull();
  expect(regionFor(REGIONS, '350499', changed)).toBeNull();
});

test('a question about today’s region asks for every code its territory has had', () => {
  expect(withPredecessors(REGIONS, '350404').sort()).toEqual(['350402', '350403', '350404']);
  expect(withPredecessors(REGIONS, '350428')).toEqual(['350428']);
});

test('wherever a code leads, that region stands at the instant asked for', () => {
  const instants = fc.date({ min: new Date('2019-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...REGIONS.map(({ code }) => code)), instants, (code, at) => {
      const found = regionFor(REGIONS, code, at);
      if (found === null) expect(['350404', '350405']).toContain(code);
      else {
        expect(regionStands(found, at)).toBe(true);
        expect(withPredecessors(REGIONS, found.code)).toContain(code);
      }
    }),
  );
});

test('successors that lead in a circle end in nothing, not in a hang', () => {
  const circle = [
    region('1', '甲', { validTo: changed, successorCode: '2' }),
    region('2', '乙', { validTo: changed, successorCode: '1' }),
  ];
  expect(regionFor(circle, '1', changed)).toBeNull();
  expect(withPredecessors(circle, '1').sort()).toEqual(['1', '2']);
});
