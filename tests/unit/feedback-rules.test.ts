import {
  evolveFeedback,
  feedbackMoves,
  feedbackWaitsFor,
  isPublicFeedback,
  receivedFeedback,
  refusedFeedbackMove,
  type FeedbackStanding,
  type FeedbackTold,
} from '@haochaping/shared/domain/feedback';

// Which moves a comprehensive feedback allows, and what becomes public. FA-2.2.3-a.

const OFFICE = { id: 'editor', side: 'office' } as const;
const ANSWERING = { id: 'answers', side: 'office' } as const;
const UNIT = { id: 'unit', side: 'unit' } as const;

const after = (told: readonly (FeedbackTold & { by?: string })[], agreed = true): FeedbackStanding =>
  told.reduce<FeedbackStanding>(
    (standing, one) =>
      evolveFeedback(standing, {
        by: 'answers',
        ...one,
        at: new Date('2026-11-30T01:00:00Z'),
      }),
    receivedFeedback('guidance', agreed),
  );
const SORTED = { type: 'sorted', topic: 'online', institution: null } as const;
const PASSED = { type: 'passed_on', institution: 'A', words: '请你们答复' } as const;
const ANSWERED = { type: 'answered', words: '已经改好了', from: 'A' } as const;
const PUBLISHED = { type: 'published', words: '意见', answer: '答复' } as const;

test('nothing is answered, passed on or made a complaint before somebody sorted it', () => {
  expect(feedbackMoves(after([]), OFFICE)).toEqual(['sort', 'duplicate']);
  expect(refusedFeedbackMove('answer', after([]), OFFICE)).toBe('请先分类，再办下一步');
  expect(feedbackMoves(after([SORTED]), OFFICE)).toEqual(
    expect.arrayContaining(['answer', 'pass_on', 'make_complaint']),
  );
});

test('the unit it was passed on to answers or hands it back, and does nothing before or after', () => {
  expect(feedbackMoves(after([SORTED]), UNIT)).toEqual([]);
  expect(feedbackMoves(after([SORTED, PASSED]), UNIT)).toEqual(['answer', 'hand_back']);
  expect(feedbackMoves(after([SORTED, PASSED, ANSWERED]), UNIT)).toEqual([]);
  const back = after([SORTED, PASSED, { type: 'handed_back', words: '不归我们管' }]);
  expect(back).toMatchObject({ state: 'sorted', unit: null });
});

test.each([
  ['made a complaint', { type: 'made_complaint', complaint: 'TS1', place: null }],
  ['joined to another', { type: 'duplicate', of: 'x' }],
] as const)('once %s it goes its way elsewhere: nothing more is done with it here', (_, event) => {
  const standing = after([SORTED, event]);
  expect(feedbackMoves(standing, OFFICE)).toEqual([]);
  expect(feedbackWaitsFor(standing, OFFICE)).toBe(false);
});

test('whoever answered does not let it into public; another does, and only where its author agreed', () => {
  const answered = after([SORTED, ANSWERED]);
  expect(feedbackMoves(answered, ANSWERING)).toEqual([]);
  expect(refusedFeedbackMove('publish', answered, ANSWERING)).toContain('另一位同事');
  expect(feedbackMoves(answered, OFFICE)).toEqual(['publish', 'keep_back']);
  expect(refusedFeedbackMove('publish', after([SORTED, ANSWERED], false), OFFICE)).toContain('没有同意');
  expect(isPublicFeedback(answered)).toBe(false);
  expect(isPublicFeedback(after([SORTED, ANSWERED, PUBLISHED]))).toBe(true);
});

test('an author who takes back what they agreed to is out of public at once, and comes back only through an editor', () => {
  const gone = after([SORTED, ANSWERED, PUBLISHED, { type: 'disagreed' }]);
  expect(gone).toMatchObject({ agreed: false, shown: null, publication: 'undecided' });
  expect(isPublicFeedback(gone)).toBe(false);
  const again = after([SORTED, ANSWERED, PUBLISHED, { type: 'disagreed' }, { type: 'agreed' }]);
  expect(isPublicFeedback(again)).toBe(false);
  expect(feedbackWaitsFor(again, OFFICE)).toBe(true);
});
