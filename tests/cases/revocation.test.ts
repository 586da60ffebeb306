import { decide } from '@haochaping/shared/domain/cases/index';
import { at, found, reached, Story, WAYS, WHY } from './support.js';

// Setting a poor rating aside, and contesting it. Source: 方案 三(三); domain.md §4.

describe('revocation', () => {
  test('found mistaken by one, confirmed by another: not counted, closed (FA-2.3.1-c FA-3.3-g)', () => {
    const story = new Story().given(...WAYS.revoking);
    expect(story.when('center', { type: 'confirm_revocation', reason: WHY })).toBe('same_person');
    story.given(['colleague', { type: 'confirm_revocation', reason: WHY }]);
    expect(story.state).toMatchObject({ standing: 'revoked', closing: { outcome: 'revoked' } });
  });

  test('nobody of the rated side confirms, whatever their role', () => {
    const story = new Story({ rated: { institutions: ['HOUSING', 'REFORM'], staff: [] } }).given(
      ...WAYS.revoking,
    );
    expect(story.when('reform', { type: 'confirm_revocation', reason: WHY })).toBe('rated_side');
    expect(story.when('department', { type: 'confirm_revocation', reason: WHY })).toBe('wrong_role');
    expect(story.when('efficiency', { type: 'confirm_revocation', reason: WHY })).toBe(
      'revocation_confirmed',
    );
  });

  test('a centre whose own window is rated neither finds nor confirms it away, not even after giving the case on', () => {
    const own = { rated: { institutions: [], staff: [] }, assignedTo: 'CENTER' };
    const story = new Story(own).given(reached);
    expect(story.refusal('center', found('malicious'))).toContain('中心回避');
    expect(story.when('center', found('true'))).toBe('verified');
    const givenOn = new Story(own).given(reached, ['center', { type: 'reassign', to: 'TAX', reason: WHY }]);
    expect(givenOn.when('center', found('mistaken'))).toBe('rated_side');
    story.given(['center', { type: 'recuse', reason: WHY }], ['reform', found('mistaken')]);
    expect(story.when('colleague', { type: 'confirm_revocation', reason: WHY })).toBe('wrong_role');
    expect(story.when('efficiency', { type: 'confirm_revocation', reason: WHY })).toBe(
      'revocation_confirmed',
    );
  });

  test('where the centre above found it, the rated centre does not confirm, the oversight offices do', () => {
    const story = new Story({ assignedTo: 'COUNTY' }).given(...WAYS.revoking);
    const county = { id: 'county-1', role: 'center', institutions: ['COUNTY'] } as const;
    const confirm = { type: 'confirm_revocation', reason: WHY } as const;
    const { refused } = decide(story.state, confirm, { ...story.context('center'), actor: county });
    expect(refused?.code).toBe('rated_side');
    expect(story.when('reform', confirm)).toBe('revocation_confirmed');
  });

  test('not confirmed: back to rectification, and it counts', () => {
    const story = new Story().given(...WAYS.revoking, [
      'colleague',
      { type: 'reject_revocation', reason: WHY },
    ]);
    expect(story.state).toMatchObject({ phase: 'rectifying', standing: 'adopted', revocation: undefined });
  });

  test('contested and upheld: counts again and is put right', () => {
    const story = new Story().given(...WAYS.contested, ['reform', { type: 'uphold_contest', reason: WHY }]);
    expect(story.state).toMatchObject({ phase: 'rectifying', standing: 'adopted' });
  });

  test('contested in vain: closed again, and not a second time', () => {
    const story = new Story().given(...WAYS.contested, ['reform', { type: 'reject_contest', reason: WHY }]);
    expect(story.state).toMatchObject({ standing: 'revoked', closing: { outcome: 'revoked' } });
    expect(story.when('evaluator', { type: 'contest', reason: '我还是不同意撤销' })).toBe('already');
  });

  test('who confirmed does not decide on what is contested', () => {
    const story = new Story().given(
      ...WAYS.revoking,
      ['efficiency', { type: 'confirm_revocation', reason: WHY }],
      ['evaluator', { type: 'contest', reason: '我没有点错，就是不满意' }],
    );
    expect(story.when('efficiency', { type: 'reject_contest', reason: WHY })).toBe('same_person');
    expect(story.when('reform', { type: 'reject_contest', reason: WHY })).toBe('contest_rejected');
  });

  test('contested within five working days, by the evaluator alone', () => {
    const story = new Story().given(...WAYS.revoking, [
      'colleague',
      { type: 'confirm_revocation', reason: WHY },
    ]);
    const contest = { type: 'contest', reason: '我没有点错，就是不满意' } as const;
    expect(story.when('evaluator', contest, at('2026-03-09', '23:59:59'))).toBe('contested');
    expect(story.when('evaluator', contest, at('2026-03-10', '00:00:00'))).toBe('out_of_time');
    expect(story.when('center', contest)).toBe('wrong_role');
  });
});
