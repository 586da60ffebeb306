import {
  AlignmentType,
  BorderStyle,
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { ReportView } from '@haochaping/shared/contracts';
import { blocksOf, headLines, type BarsBlock, type TableBlock } from './blocks.js';

/** Twentieths of a point: the line of an A4 page between margins of 2.5 cm. */
const LINE = 9072;
/** The fonts every Word and WPS in Chinese has; characters these lack are taken from another by the program. */
const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: 'Times New Roman' };
const INK = '1F2937';
const QUIET = '566070';

/** A report to go on writing in: words as paragraphs, tables as tables, bars as coloured cells. */
export const reportDocx = (view: ReportView): Promise<Buffer> => {
  const blocks = blocksOf(view);
  return Packer.toBuffer(
    new Document({
      title: view.title,
      creator: '三明市政务服务“好差评”系统',
      styles: {
        default: {
          document: { run: { font: FONT, size: 24, color: INK, language: { eastAsia: 'zh-CN' } } },
          title: { run: { font: FONT, size: 36, bold: true, color: INK } },
          heading1: {
            run: { font: FONT, size: 28, bold: true, color: INK },
            paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
          },
        },
      },
      sections: [
        {
          properties: {
            page: {
              size: { width: 11906, height: 16838 },
              margin: { top: 1417, right: 1417, bottom: 1417, left: 1417 },
            },
          },
          children: [
            new Paragraph({ text: view.title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER }),
            ...headLines(view).map((line) => small(line, AlignmentType.CENTER)),
            ...view.sections.flatMap(({ id, title, text }, index) => [
              new Paragraph({
                text: `${'一二三四五六'.charAt(index)}、${title}`,
                heading: HeadingLevel.HEADING_1,
              }),
              ...(text || '（还没有写）')
                .split('\n')
                .map(
                  (line) =>
                    new Paragraph({ spacing: { line: 360 }, children: [new TextRun({ text: line })] }),
                ),
              ...(blocks[id] ?? []).flatMap((block) => [
                small(block.title),
                block.type === 'table' ? tableOf(block) : barsOf(block),
              ]),
            ]),
          ],
        },
      ],
    }),
  );
};

const small = (
  text: string,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType] = AlignmentType.LEFT,
) =>
  new Paragraph({
    alignment,
    keepNext: true,
    spacing: { before: 120, after: 60 },
    children: [new TextRun({ text, size: 19, color: QUIET })],
  });

interface CellLook {
  width: number;
  fill?: string;
  bold?: boolean;
}

const cell = (text: string, { width, fill, bold = false }: CellLook) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    ...(fill ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill } } : {}),
    children: [new Paragraph({ children: [new TextRun({ text, size: 20, bold })] })],
  });

function tableOf({ head, widths, rows }: TableBlock): Table {
  const columns = widths.map((share) => Math.round((LINE * share) / 100));
  const row = (cells: readonly string[], heading: boolean) =>
    new TableRow({
      tableHeader: heading,
      cantSplit: true,
      children: cells.map((text, at) =>
        cell(text, { width: columns[at] ?? 0, bold: heading, ...(heading ? { fill: 'EEF1F0' } : {}) }),
      ),
    });
  return new Table({
    width: { size: LINE, type: WidthType.DXA },
    columnWidths: columns,
    layout: TableLayoutType.FIXED,
    margins: { left: 80, right: 80, top: 40, bottom: 40 },
    rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
  });
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const NO_LINES = {
  top: NO_LINE,
  bottom: NO_LINE,
  left: NO_LINE,
  right: NO_LINE,
  insideHorizontal: NO_LINE,
  insideVertical: NO_LINE,
};
const BAR = { label: 1900, text: 2700 } as const;

/** Each bar a table of its own in a cell, as long as its number: every program draws it, and it can be edited. */
function barsOf({ bars }: BarsBlock): Table {
  const room = LINE - BAR.label - BAR.text;
  const most = Math.max(1, ...bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)));
  const rows = bars.map(({ label, text, parts }) => {
    const drawn = parts.filter(({ value }) => value > 0);
    const widths = drawn.map(({ value }) => Math.max(30, Math.round((value / most) * room)));
    const bar = new Table({
      layout: TableLayoutType.FIXED,
      borders: NO_LINES,
      margins: { left: 0, right: 0 },
      columnWidths: widths,
      width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
      rows: [
        new TableRow({
          children: drawn.map(({ color }, at) => cell('', { width: widths[at] ?? 0, fill: color.slice(1) })),
        }),
      ],
    });
    // A cell ends with a paragraph.
    const end = new Paragraph({ spacing: { line: 40, lineRule: 'exact' }, children: [] });
    return new TableRow({
      cantSplit: true,
      children: [
        cell(label, { width: BAR.label }),
        new TableCell({
          width: { size: room, type: WidthType.DXA },
          verticalAlign: VerticalAlignTable.CENTER,
          children: drawn.length > 0 ? [bar, end] : [end],
        }),
        cell(text, { width: BAR.text }),
      ],
    });
  });
  return new Table({
    width: { size: LINE, type: WidthType.DXA },
    columnWidths: [BAR.label, room, BAR.text],
    layout: TableLayoutType.FIXED,
    borders: NO_LINES,
    margins: { left: 0, right: 60, top: 20, bottom: 20 },
    rows,
  });
}
