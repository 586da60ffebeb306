import type { BusinessCaseRow, CaseRow } from '@haochaping/shared/contracts';
import { dayOf, dayPlus, weekStart } from '@haochaping/shared/domain';
import { sheetOf, type Column, type Sheet } from '../../../paper/workbook.js';

/** 2026-W48 as the days it has. */
function daysOf(week: string): string {
  const first = dayOf(weekStart(week));
  return `${first}至${dayPlus(first, 6)}`;
}

const COLUMNS: readonly Column<CaseRow>[] = [
  { heading: '差评编号', width: 16, text: ({ number }) => number },
  { heading: '等级', width: 12, text: ({ levelName }) => levelName },
  { heading: '什么事', width: 44, text: ({ title }) => title },
  { heading: '办到哪一步', width: 16, text: ({ phaseName }) => phaseName },
  { heading: '怎么办结的', width: 18, text: ({ outcomeName }) => outcomeName },
  { heading: '承办部门', width: 32, text: ({ institutionName }) => institutionName },
  { heading: '经办人', width: 14, text: ({ officerName }) => officerName },
  { heading: '期限', width: 12, day: ({ due }) => due?.day ?? null },
  { heading: '期限暂定', width: 10, text: ({ due }) => (due?.provisional ? '是' : '') },
  { heading: '超期', width: 8, text: ({ due }) => (due?.late ? '是' : '') },
  { heading: '等谁', width: 16, text: ({ due }) => due?.waitsFor ?? '' },
  { heading: '评价的那一周', width: 24, text: ({ week }) => daysOf(week) },
];

const BUSINESS_COLUMNS: readonly Column<BusinessCaseRow>[] = [
  { heading: '回执号', width: 24, text: ({ number }) => number },
  { heading: '评价时间', width: 18, time: ({ ratedAt }) => ratedAt },
  { heading: '等级', width: 12, text: ({ levelName }) => levelName },
  { heading: '什么事', width: 44, text: ({ title }) => title },
  { heading: '在哪里', width: 32, text: ({ place }) => place },
  { heading: '谁评的', width: 12, text: ({ handlerName }) => handlerName },
  { heading: '办到哪一步', width: 40, text: ({ way }) => way.text },
  { heading: '等企业回复', width: 12, text: ({ way }) => (way.yours ? '是' : '') },
  { heading: '有答复函', width: 10, text: ({ letter }) => (letter ? '有' : '') },
];

/** Cases as a sheet: what stands on the pages that list them. */
export const caseSheet = (name: string, rows: readonly CaseRow[]): Sheet => sheetOf(name, COLUMNS, rows);

/** The same for a business, of the poor ratings given for it. */
export const businessCaseSheet = (rows: readonly BusinessCaseRow[]): Sheet =>
  sheetOf('差评', BUSINESS_COLUMNS, rows);
