import type { BusinessCaseRow, CaseRow } from '@haochaping/shared/contracts';
import { beijingTime } from '../../../paper/beijing.js';

/** So many rows at most: more than a person works through, few enough to be written while others are served. */
export const MOST_ROWS = 5000;
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Column<Row> {
  heading: string;
  width: number;
  value: (row: Row) => string;
}

const COLUMNS: readonly Column<CaseRow>[] = [
  { heading: '差评编号', width: 16, value: ({ number }) => number },
  { heading: '等级', width: 12, value: ({ levelName }) => levelName },
  { heading: '什么事', width: 44, value: ({ title }) => title },
  { heading: '办到哪一步', width: 16, value: ({ phaseName }) => phaseName },
  { heading: '怎么办结的', width: 18, value: ({ outcomeName }) => outcomeName ?? '' },
  { heading: '承办部门', width: 32, value: ({ institutionName }) => institutionName },
  { heading: '经办人', width: 14, value: ({ officerName }) => officerName ?? '' },
  {
    heading: '期限',
    width: 14,
    value: ({ due }) => (due ? `${due.day}${due.provisional ? '（暂定）' : ''}` : ''),
  },
  { heading: '超期', width: 8, value: ({ due }) => (due?.late ? '是' : '') },
  { heading: '等谁', width: 16, value: ({ due }) => due?.waitsFor ?? '' },
  { heading: '评价的那一周', width: 14, value: ({ week }) => week },
];

const BUSINESS_COLUMNS: readonly Column<BusinessCaseRow>[] = [
  { heading: '回执号', width: 24, value: ({ number }) => number },
  { heading: '评价时间', width: 20, value: ({ ratedAt }) => beijingTime(new Date(ratedAt)) },
  { heading: '等级', width: 12, value: ({ levelName }) => levelName },
  { heading: '什么事', width: 44, value: ({ title }) => title },
  { heading: '在哪里', width: 32, value: ({ place }) => place },
  { heading: '谁评的', width: 12, value: ({ handlerName }) => handlerName ?? '' },
  { heading: '办到哪一步', width: 40, value: ({ way }) => way.text },
  { heading: '等企业回复', width: 12, value: ({ way }) => (way.yours ? '是' : '') },
  { heading: '有答复函', width: 10, value: ({ letter }) => (letter ? '有' : '') },
];

/** A work list as a workbook: what stands on the page, every cell as text. */
export const listXlsx = (rows: readonly CaseRow[]): Promise<Buffer> => workbook(COLUMNS, rows);

/** The same for a business, of the poor ratings given for it. */
export const businessCasesXlsx = (rows: readonly BusinessCaseRow[]): Promise<Buffer> =>
  workbook(BUSINESS_COLUMNS, rows);

async function workbook<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Promise<Buffer> {
  // Loaded when somebody asks for a list: loading it takes longer than starting the rest of the server.
  const { Workbook } = (await import('exceljs')).default;
  const book = new Workbook();
  const sheet = book.addWorksheet('差评');
  sheet.columns = columns.map(({ heading, width }) => ({ header: heading, width }));
  sheet.getRow(1).font = { bold: true };
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  for (const row of rows) sheet.addRow(columns.map(({ value }) => value(row)));
  return Buffer.from(await book.xlsx.writeBuffer());
}
