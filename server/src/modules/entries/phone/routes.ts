import {
  PhoneImportQuery,
  PhoneImportReport,
  PhoneRatingInput,
  PhoneRatingKept,
} from '@haochaping/shared/contracts';
import { MOST_PHONE_RATINGS, PHONE_COLUMNS } from '@haochaping/shared/domain';
import { businessSystem, staff } from '../../../http/actor.js';
import { asDownload } from '../../../http/download.js';
import { AppError, wrongField } from '../../../http/errors.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { sheetOf, workbook, XLSX_ANSWER } from '../../../paper/workbook.js';
import { MAX_TABLE_BYTES, TABLE_TYPES } from '../../directory/index.js';
import { acceptRating, type RatingRecord } from '../../ratings/index.js';
import { rolesThatMay } from '../../staff/index.js';
import type { EntriesOptions } from '../options.js';
import { importPhoneRatings } from './import.js';
import { phoneIntake, placeRated, refusedInstant, type PhoneRating } from './intake.js';
import { otherThanBefore, otherwise } from './kept-before.js';

const BASE = '/api/v1/staff/phone-ratings';

/** What the hotline was told: tables that the centre imports, and single ones from its system. */
export function phoneRoutes(options: EntriesOptions): Route[] {
  const shared = { tags: ['staff', 'entries'], policy: staff(...rolesThatMay('entries.manage')) } as const;
  return [
    route({
      ...shared,
      limit: LIMITS.paper,
      method: 'get',
      path: `${BASE}/template.xlsx`,
      operationId: 'downloadPhoneRatingTemplate',
      summary: '电话评价的空白表（XLSX），第二页是填写说明',
      input: {},
      responses: XLSX_ANSWER,
      handler: async () => ({
        status: 200,
        body: await template(),
        headers: asDownload('电话评价.xlsx', 'phone-ratings.xlsx'),
      }),
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      method: 'post',
      path: `${BASE}/import`,
      operationId: 'importPhoneRatings',
      summary: `导入热线、回访的评价（CSV、XLSX，一次最多${MOST_PHONE_RATINGS}条）：先看逐行的结果，再全部记下；有一处错就一条也不记；记过的不再记，记过而内容不同的算错`,
      input: {
        query: PhoneImportQuery,
        raw: { contentTypes: Object.values(TABLE_TYPES), maxBytes: MAX_TABLE_BYTES },
      },
      responses: { 200: { description: '逐行的结果；committed 说明有没有记下', body: PhoneImportReport } },
      handler: async ({ actor, query, raw: bytes, contentType, network, now }) => {
        const by = { actor, network, commit: query.commit === 'true' };
        return { status: 200, body: await importPhoneRatings(options, { bytes, contentType }, by, now) };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/phone-ratings',
      operationId: 'acceptPhoneRating',
      summary: '热线系统送来一条电话评价；同一个记录编号只记一次，重发得到同一张回执号，内容不同的不收',
      tags: ['channels'],
      policy: businessSystem,
      limit: LIMITS.system,
      input: { body: PhoneRatingInput },
      responses: {
        201: { description: '记下了', body: PhoneRatingKept },
        200: { description: '之前已经记下', body: PhoneRatingKept },
      },
      handler: async ({ actor, body, network, now }) => {
        const ratedAt = new Date(body.ratedAt);
        const refused = refusedInstant(ratedAt, now);
        if (refused) throw wrongField('ratedAt', `评价时间${refused}，请核对`);
        const place = await placeRated(body.target, ratedAt, now, 'target.code');
        refuseOthers(actor.institutionCodes, place.attribution.targets[0]?.institutionCode ?? '');
        const writer = { by: { kind: 'businessSystem', id: actor.appKey } as const, network };
        const intake = phoneIntake(options, { ...body, ratedAt }, place, writer, now);
        const { rating, fresh } = await acceptRating(options.intake, intake, now);
        if (!fresh) refuseOther(rating, { ...body, ratedAt });
        return {
          status: fresh ? 201 : 200,
          body: { number: rating.number, recordNo: body.recordNo },
        };
      },
    }),
  ];
}

/** @throws AppError `conflict` for a record that was kept otherwise: nothing of it is changed */
function refuseOther(before: RatingRecord, told: PhoneRating): void {
  const other = otherThanBefore(before, told);
  if (other.length > 0)
    throw new AppError('conflict', {
      message: `${otherwise(other)}。以前的没有改；真是另一条，请用它自己的编号`,
    });
}

/** @throws AppError `not_allowed` for an institution the system was not registered for */
function refuseOthers(registered: readonly string[], institutionCode: string): void {
  if (registered.includes('*') || registered.includes(institutionCode)) return;
  throw new AppError('not_allowed', {
    message: `这个系统没有登记可以报 ${institutionCode} 的评价，请系统管理员核对`,
  });
}

function template(): Promise<Buffer> {
  const columns = Object.values(PHONE_COLUMNS);
  const empty = columns.map(({ headings: [heading] }) => ({ heading, width: 18, text: () => null }));
  const hints = sheetOf(
    '填写说明',
    [
      { heading: '列名', width: 16, text: ({ headings }) => headings[0] },
      { heading: '必填', width: 8, text: ({ required }) => (required ? '是' : '否') },
      { heading: '填什么', width: 60, text: ({ hint }) => hint },
      { heading: '也认得的列名', width: 40, text: ({ headings }) => headings.slice(1).join('、') },
    ],
    columns,
  );
  return workbook(sheetOf('电话评价', empty, []), hints);
}
