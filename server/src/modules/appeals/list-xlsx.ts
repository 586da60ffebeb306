import type { AppealRow } from '@haochaping/shared/contracts';
import { sheetOf, type Column, type Sheet } from '../../paper/workbook.js';

const COLUMNS: readonly Column<AppealRow>[] = [
  { heading: '申诉编号', width: 16, text: ({ number }) => number },
  { heading: '申诉的结果', width: 14, text: ({ stateName }) => stateName },
  { heading: '等级', width: 12, text: ({ levelName }) => levelName },
  { heading: '评的什么事', width: 44, text: ({ title }) => title },
  { heading: '申诉的单位', width: 32, text: ({ institutionName }) => institutionName },
  { heading: '为谁提出', width: 18, text: ({ appellantName }) => appellantName },
  { heading: '提出时间', width: 18, time: ({ submittedAt }) => submittedAt },
  { heading: '期限', width: 12, day: ({ due }) => due?.day ?? null },
  { heading: '期限暂定', width: 10, text: ({ due }) => (due?.provisional ? '是' : '') },
  { heading: '超期', width: 8, text: ({ due }) => (due?.late ? '是' : '') },
  { heading: '等您决定', width: 10, text: ({ mine }) => (mine ? '是' : '') },
];

/** Appeals as a sheet: what stands on the page that lists them. */
export const appealSheet = (rows: readonly AppealRow[]): Sheet => sheetOf('申诉', COLUMNS, rows);
