import type { CaseRow } from '@haochaping/shared/contracts';

/** So many rows at most: more than a person works through, few enough to be written while others are served. */
export const MOST_ROWS = 5000;
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Column {
  heading: string;
  width: number;
  value: (row: CaseRow) => string;
}

const COLUMNS: readonly Column[] = [
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

/** A work list as a workbook: what stands on the page, every cell as text. */
export async function listXlsx(rows: readonly CaseRow[]): Promise<Buffer> {
  // Loaded when somebody asks for a list: loading it takes longer than starting the rest of the server.
  const { Workbook } = (await import('exceljs')).default;
  const book = new Workbook();
  const sheet = book.addWorksheet('差评');
  sheet.columns = COLUMNS.map(({ heading, width }) => ({ header: heading, width }));
  sheet.getRow(1).font = { bold: true };
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  for (const row of rows) sheet.addRow(COLUMNS.map(({ value }) => value(row)));
  return Buffer.from(await book.xlsx.writeBuffer());
}
