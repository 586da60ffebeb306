import {
  IndicatorClass,
  IndicatorFigures,
  IndicatorListQuery,
  IndicatorMoveInput,
  IndicatorPage,
  IndicatorPageQuery,
  IndicatorScheme,
  IndicatorUnit,
  IndicatorUnitQuery,
  type IndicatorRow,
} from '@haochaping/shared/contracts';
import { UNIT_CLASS_NAMES } from '@haochaping/shared/domain/figures/index';
import { staff } from '../../../http/actor.js';
import { LIMITS, route, type Route } from '../../../http/route.js';
import { asWorkbook, refuseTooMany, sheetOf, XLSX_ANSWER, type Column } from '../../../paper/workbook.js';
import { recordAuditOfList } from '../../audit/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { inventedSheets } from '../table.js';
import { offeredFigures } from './offered.js';
import { presentScheme } from './present.js';
import { findScheme, moveScheme } from './schemes.js';
import { listScores, readUnit, scoreRule, toldOf, usedIn } from './scores.js';

const BASE = '/api/v1/staff/indicators';

const columnsFor = (rows: readonly IndicatorRow[]): Column<IndicatorRow>[] => [
  { heading: '名称', width: 36, text: ({ name }) => name },
  { heading: '编码', width: 22, text: ({ code }) => code },
  { heading: '单位', width: 30, text: ({ institutionName }) => institutionName },
  { heading: '区县', width: 12, text: ({ regionName }) => regionName },
  { heading: '总分', width: 10, text: ({ scoreText }) => scoreText },
  ...(rows[0]?.tops ?? []).map(({ code, name }): Column<IndicatorRow> => ({
    heading: name,
    width: 10,
    text: ({ tops }) => tops.find((one) => one.code === code)?.scoreText ?? '—',
  })),
  { heading: '计入了权重的', width: 12, text: ({ covered }) => `${Math.round(covered * 100)}%` },
  { heading: '采信的评价', width: 12, text: ({ adopted }) => String(adopted) },
  { heading: '没有计入（不足10条）', width: 60, text: ({ missing }) => missing.join('、') },
];

/** The indicators of the plan: schemes in versions, scores of units, each opened down to its figures (指标体系). FA-2.1.2-a FA-2.1.2-c */
export function indicatorRoutes(): Route[] {
  const shared = {
    tags: ['staff', 'statistics'],
    policy: staff(...rolesThatMay('indicators.read')),
    limit: LIMITS.staff,
  } as const;
  return [
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/scores`,
      operationId: 'listIndicatorScores',
      summary: '一类单位一段时间的指标得分，并排比；没有计入的写明',
      input: { query: IndicatorPageQuery },
      responses: { 200: { description: '分高的在前', body: IndicatorPage } },
      handler: async ({ actor, query: { page, pageSize, ...asked }, now }) => {
        const used = await usedIn(asked.unitClass, asked);
        const rows = await listScores(actor, asked, used, now);
        const items = rows.slice((page - 1) * pageSize, page * pageSize);
        const told = await toldOf(used);
        return {
          status: 200,
          body: { items, total: rows.length, page, pageSize, rule: scoreRule(actor), ...told },
        };
      },
    }),
    route({
      ...shared,
      limit: LIMITS.paper,
      method: 'get',
      path: `${BASE}/scores/export.xlsx`,
      operationId: 'exportIndicatorScoresXlsx',
      summary: '导出指标得分（XLSX）',
      input: { query: IndicatorListQuery },
      responses: XLSX_ANSWER,
      handler: async ({ actor, query, now }) => {
        const used = await usedIn(query.unitClass, query);
        const rows = await listScores(actor, query, used, now);
        refuseTooMany(rows.length, '行');
        const subject = { kind: 'statistics_list', id: `indicators_${query.unitClass}` };
        await recordAuditOfList(actor, { action: 'statistics.exported', subject, entries: rows.length }, now);
        const { invented } = await toldOf(used);
        const said = inventedSheets({ ...query, invented });
        const sheet = sheetOf(`${UNIT_CLASS_NAMES[query.unitClass]}指标`, columnsFor(rows), rows);
        return asWorkbook('指标得分', 'indicators', now, sheet, ...said);
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/unit`,
      operationId: 'readIndicatorUnit',
      summary: '一个单位的指标得分，一层一层打开到每个数：算法、两个数、权重、加了几分',
      input: { query: IndicatorUnitQuery },
      responses: { 200: { description: '得分', body: IndicatorUnit } },
      handler: async ({ actor, query, now }) => ({ status: 200, body: await readUnit(actor, query, now) }),
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/figures`,
      operationId: 'listIndicatorFigures',
      summary: '指标可以用哪些数：算法、差评原因、问卷的问题',
      input: {},
      responses: { 200: { description: '数', body: IndicatorFigures } },
      handler: async ({ now }) => ({
        status: 200,
        body: { items: await offeredFigures(now) },
      }),
    }),
    route({
      ...shared,
      method: 'get',
      path: `${BASE}/schemes/{unitClass}`,
      operationId: 'readIndicatorScheme',
      summary: '一类单位的指标体系：各版、正在写的、发布会改变什么',
      input: { params: IndicatorClass },
      responses: { 200: { description: '指标体系', body: IndicatorScheme } },
      handler: async ({ actor, params: { unitClass }, now }) => ({
        status: 200,
        body: await presentScheme(actor, await findScheme(unitClass), now),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${BASE}/schemes/{unitClass}/moves`,
      operationId: 'moveIndicatorScheme',
      summary: '存下草稿、丢掉草稿、发布（改过的人不能自己发布）',
      policy: staff(...rolesThatMay('indicators.edit')),
      input: { params: IndicatorClass, body: IndicatorMoveInput },
      responses: { 200: { description: '办了', body: IndicatorScheme } },
      handler: async ({ actor, params: { unitClass }, body, now }) => ({
        status: 200,
        body: await presentScheme(actor, await moveScheme(actor, unitClass, body, now), now),
      }),
    }),
  ];
}
