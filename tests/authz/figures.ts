import { randomUUID } from 'node:crypto';
import { ImprovementModel } from '../../server/src/modules/statistics/improvements/model.js';
import { BulletinModel } from '../../server/src/modules/disclosure/bulletins/model.js';
import { EditionModel } from '../../server/src/modules/disclosure/model.js';
import { ListingModel } from '../../server/src/modules/statistics/listings/model.js';
import { closed, type Make, type RecordCase } from './record-case.js';

/** A task of an institution of the county, and of one of the city, answered by its unit. */
const answered: Make = async (_, side) => {
  const id = randomUUID();
  const at = new Date();
  const own = side === 'own';
  await ImprovementModel.create({
    _id: id,
    number: `ZG-${id.slice(0, 8)}`,
    version: 1,
    itemCode: 'item',
    itemName: '事项',
    reasonCode: '109',
    reason: '流程不合理',
    institutionCode: own ? '350481-FGJ' : '350400-FGW',
    regionCode: own ? '350481' : '350400',
    from: '2026-10-01',
    to: '2026-10-31',
    ratingIds: [],
    state: 'answered',
    dueDay: '2026-12-31',
    events: [{ at, by: 'somebody', type: 'asked', words: '请整改这个堵点' }],
  });
  return { id };
};

/** A bulletin of the county's centre, and of the city's, let out to nobody yet. */
const written: Make = async (_, side) => {
  const id = randomUUID();
  const at = new Date();
  await BulletinModel.create({
    _id: id,
    number: `TB-${id.slice(0, 8)}`,
    version: 1,
    audience: 'units',
    caseId: 'case',
    caseNumber: 'CP-1',
    office: side === 'own' ? '350481-XZFW' : '350400-XZFW',
    regionCode: side === 'own' ? '350481' : '350400',
    author: 'somebody',
    title: '一次性告知没有做到',
    facts: '材料分三次才说全，让人跑了三趟',
    handling: '窗口改用清单一次说全',
    units: [],
    reads: [],
    state: 'waiting',
    movedAt: at,
    events: [{ at, by: 'somebody', type: 'written', words: '' }],
  });
  return { id };
};

/** An entry of the county's efficiency office, and of the city's; about neither. */
const listed: Make = async (_, side) => {
  const id = randomUUID();
  const at = new Date();
  await ListingModel.create({
    _id: id,
    number: id,
    version: 1,
    list: 'questions',
    kind: 'month',
    period: '2026-01',
    from: '2026-01-01',
    to: '2026-01-31',
    subject: 'institution',
    code: '350481-FGJ',
    name: '单位',
    institutionCode: '350481-FGJ',
    regionCode: '350481',
    office: side === 'own' ? '350481-XNB' : '350400-XNB',
    facts: [{ id: 'late', part: 1, whole: null }],
    rated: 20,
    state: 'listed',
    answerBy: '2099-12-31',
    events: [{ at, by: 'somebody', type: 'listed', words: '' }],
    invented: false,
    listedAt: at,
    trail: [],
  });
  return { id };
};

/** A month that was published: it is everybody's, whoever asks. */
const published: Make = async () => {
  const month = '2019-01';
  await EditionModel.updateOne(
    { _id: `${month}#1` },
    { $setOnInsert: { month, version: 1, publishedAt: new Date(), dataUntil: '2019-01-27', rows: [] } },
    { upsert: true },
  );
  return { file: `${month}.json` };
};

/** The scheme of a class is the whole city's: everybody who may call reads it, and a county's centre changes none. */
const scheme = (answer: number, body?: unknown): RecordCase => ({
  by: 'center',
  answers: { own: answer, other: answer },
  named: (_, side) =>
    Promise.resolve({
      params: { unitClass: side === 'own' ? 'hall' : 'region' },
      ...(body ? { body } : {}),
    }),
});

/** Every operation about one record of the figures. */
export const FIGURE_RECORDS: Readonly<Record<string, RecordCase>> = {
  moveImprovement: closed('center', 200, answered, {
    body: { version: 1, command: { type: 'accept', changed: '改好了，不用再跑' } },
  }),
  readBulletin: closed('center', 200, written),
  moveBulletin: closed('center', 200, written, { body: { version: 1, command: { type: 'approve' } } }),
  readIndicatorScheme: scheme(200),
  moveIndicatorScheme: scheme(403, { revision: 0, command: { type: 'discard' } }),
  readListing: closed('efficiency', 200, listed),
  moveListing: closed('efficiency', 200, listed, {
    body: { version: 1, command: { type: 'take_back', words: '列错了，先收回' } },
  }),
  readOpenData: closed('anyone', 200, published, {}, 200),
};
