import {
  actsAs,
  competentOffices,
  officesInWords,
  stepsAside,
  STAFF_ROLES,
  type Attribution,
  type RatedParty,
  type RatingTarget,
} from '@haochaping/shared/domain';

// Which office is competent: that of the same level, and where its centre is rated, those beside and above (domain.md §5). FA-2.3.1-d FA-3.3-b

const [CITY, YONGAN, DATIAN] = ['350400', '350481', '350425'];
const centerOf = (region: string) => `${region}-XZFW`;
const departmentOf = (region: string) => `${region}-FGJ`;
const target = (
  kind: RatingTarget['kind'],
  regionCode: string,
  institutionCode = departmentOf(regionCode),
  more: Partial<RatingTarget> = {},
): RatingTarget => ({ kind, code: `${kind}-1`, name: '某处', institutionCode, regionCode, ...more });
/** An item of a department, taken in at a window of the centre's hall. */
const itemOf = (region: string, ...more: RatingTarget[]): Attribution => ({
  scope: 'event',
  targets: [
    target('institution', region),
    target('item', region),
    target('window', region, centerOf(region)),
    ...more,
  ],
});
const placeOf = (kind: RatingTarget['kind'], region: string): Attribution => ({
  scope: 'place',
  targets: [target(kind, region, centerOf(region))],
});
const offices = (attribution: Attribution) =>
  competentOffices(attribution, (code) => code.endsWith('-XZFW')).map(
    ({ role, jurisdiction, insteadOf }) =>
      `${role} ${jurisdiction}${insteadOf ? ` instead of ${insteadOf}` : ''}`,
  );

test('what was rated in a county is for the centre of that county alone, in the city for that of the city', () => {
  expect(offices(itemOf(YONGAN))).toEqual([`center ${YONGAN}`]);
  expect(offices(itemOf(CITY))).toEqual([`center ${CITY}`]);
  expect(offices(placeOf('window', YONGAN))).toEqual([`center ${YONGAN}`]);
});

test('a platform, a window or a clerk of the city that a county’s matter ran through makes the city competent for nothing', () => {
  const through = ['platform', 'window', 'staff'] as const;
  for (const kind of through)
    expect(offices(itemOf(YONGAN, target(kind, CITY, centerOf(CITY))))).toEqual([`center ${YONGAN}`]);
});

test('a matter of several is for each, one with a lead department for the lead’s', () => {
  expect(offices(itemOf(YONGAN, target('institution', CITY)))).toEqual([
    `center ${YONGAN}`,
    `center ${CITY}`,
  ]);
  const led = itemOf(YONGAN, target('institution', CITY, departmentOf(CITY), { lead: true }));
  expect(offices(led)).toEqual([`center ${CITY}`]);
});

test('where a county’s centre is rated itself, the oversight offices beside it and the centre of the city above it', () => {
  const both = [
    `reform_office ${YONGAN}`,
    `efficiency_office ${YONGAN}`,
    `center ${CITY} instead of ${YONGAN}`,
  ];
  for (const kind of ['hall', 'platform', 'institution'] as const)
    expect(offices(placeOf(kind, YONGAN))).toEqual(both);
  expect(offices(itemOf(YONGAN, target('item', YONGAN, centerOf(YONGAN))))).toEqual(both);
  expect(offices(placeOf('hall', CITY))).toEqual([`reform_office ${CITY}`, `efficiency_office ${CITY}`]);
});

test('where one of a county’s centre’s people is rated, its colleagues, or the centre of the city; not for a department’s clerk', () => {
  expect(offices(itemOf(YONGAN, target('staff', YONGAN, centerOf(YONGAN))))).toEqual([
    `center ${YONGAN}`,
    `center ${CITY} instead of ${YONGAN}`,
  ]);
  expect(offices(itemOf(YONGAN, target('staff', YONGAN)))).toEqual([`center ${YONGAN}`]);
  expect(offices(itemOf(CITY, target('staff', CITY, centerOf(CITY))))).toEqual([`center ${CITY}`]);
});

test('regions that are no more belong to what became of them, and what lies in none of the twelve to the city', () => {
  expect(offices(itemOf('350427'))).toEqual(['center 350405']);
  expect(offices(itemOf('350100'))).toEqual([`center ${CITY}`]);
});

test('of everybody in every jurisdiction, only the centre of the county acts for what was rated there', () => {
  const competent = competentOffices(itemOf(YONGAN), (code) => code.endsWith('-XZFW'));
  const acting = STAFF_ROLES.flatMap((role) =>
    [CITY, YONGAN, DATIAN].flatMap((region) =>
      actsAs({ role, regionCodes: [region] }, competent) ? [`${role} ${region}`] : [],
    ),
  );
  expect(acting).toEqual([`center ${YONGAN}`]);
});

test('an office acts in its own jurisdiction before it acts in place of another', () => {
  const both = itemOf(YONGAN, target('institution', CITY), target('staff', YONGAN, centerOf(YONGAN)));
  const competent = competentOffices(both, (code) => code.endsWith('-XZFW'));
  expect(actsAs({ role: 'center', regionCodes: [CITY] }, competent)?.insteadOf).toBeNull();
});

test('whoever is rated steps aside first, then whoever is not competent, then whoever cannot be told from the rated', () => {
  const clerk = target('staff', YONGAN, centerOf(YONGAN));
  const aside = (
    attribution: Attribution,
    region: string,
    { role = 'center', offWindow = true, ...more }: Partial<RatedParty & { offWindow: boolean }>,
  ) =>
    stepsAside(
      {
        role,
        institutionCode: centerOf(region),
        staffCode: null,
        windowCode: null,
        ...more,
        offWindow,
        regionCodes: [region],
      },
      {
        ...attribution,
        institutionCodes: [],
        offices: competentOffices(attribution, (code) => code.endsWith('-XZFW')),
      },
    );
  expect(aside(itemOf(YONGAN), YONGAN, {})).toBeNull();
  expect(aside(itemOf(YONGAN), CITY, {})).toBe('not_competent');
  expect(aside(itemOf(YONGAN), DATIAN, {})).toBe('not_competent');
  expect(aside(itemOf(YONGAN), YONGAN, { role: 'reform_office', institutionCode: 'an-office' })).toBe(
    'not_competent',
  );
  expect(aside(itemOf(YONGAN), YONGAN, { offWindow: false })).toBe('unknown_place');
  expect(aside(itemOf(YONGAN), YONGAN, { offWindow: false, staffCode: 'P2' })).toBeNull();
  // Whoever serves is known by the code, whatever the account says of windows.
  expect(aside(itemOf(YONGAN, clerk), YONGAN, { staffCode: clerk.code })).toBe('own_service');
  expect(aside(itemOf(YONGAN, clerk), CITY, {})).toBeNull();
  expect(aside(placeOf('hall', YONGAN), YONGAN, {})).toBe('own_office');
  expect(aside(placeOf('hall', YONGAN), CITY, {})).toBeNull();
  expect(aside(placeOf('hall', CITY), CITY, {})).toBe('own_office');
});

test('a refusal names the competent offices as people call them', () => {
  const words = (attribution: Attribution) =>
    officesInWords(competentOffices(attribution, (code) => code.endsWith('-XZFW')));
  expect(words(itemOf(YONGAN))).toBe('永安市行政服务中心管委会');
  expect(words(placeOf('hall', YONGAN))).toBe('永安市审改办、永安市效能办、三明市行政服务中心管委会');
});
