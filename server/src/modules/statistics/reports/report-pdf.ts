import type { ReportView } from '@haochaping/shared/contracts';
import { runsOf } from '../../../paper/glyphs.js';
import { edges, INK, keepTogether, printed, QUIET, writeWords, type Paper } from '../../../paper/paper.js';
import { blocksOf, headLines, type BarsBlock, type TableBlock } from './blocks.js';

/** A report on A4: its words, tables and bars drawn as lines and areas, so that they stay sharp at any size. */
export const reportPdf = (view: ReportView, now: Date): Promise<Buffer> =>
  printed(view.title, now, (paper) => {
    const { left, right } = edges(paper);
    const width = right - left;
    paper.fontSize(19).fillColor(INK);
    writeWords(paper, view.title, left, paper.y, width, { align: 'center' });
    paper.moveDown(0.4).fontSize(9.5).fillColor(QUIET);
    for (const line of headLines(view)) writeWords(paper, line, left, paper.y, width, { align: 'center' });
    const blocks = blocksOf(view);
    view.sections.forEach(({ id, title, text }, index) => {
      keepTogether(paper, 90);
      paper.moveDown(1).fontSize(14).fillColor(INK);
      writeWords(paper, `${'一二三四五六'.charAt(index)}、${title}`, left, paper.y, width);
      paper.moveDown(0.25);
      for (const line of (text || '（还没有写）').split('\n')) {
        paper.fontSize(11).fillColor(text ? INK : QUIET);
        writeWords(paper, line || ' ', left, paper.y, width, { lineGap: 4 });
      }
      for (const block of blocks[id] ?? [])
        if (block.type === 'table') writeTable(paper, block);
        else writeBars(paper, block);
    });
  });

function writeBlockTitle(paper: Paper, title: string): void {
  const { left, right } = edges(paper);
  paper.y += 8;
  paper.fontSize(10).fillColor(QUIET);
  writeWords(paper, title, left, paper.y, right - left);
  paper.y += 3;
}

/** What will stand there: a sign the font has not is written as its number, and is longer. */
const written = (cell: string): string =>
  runsOf(cell || ' ')
    .map(({ text }) => text)
    .join('');

const PAD = 4;
const LINE = '#c3cad3';
const HEAD = '#eef1f0';

/** A row is never cut by the end of a page; the heads stand again on the next. */
function writeTable(paper: Paper, { title, head, widths, rows }: TableBlock): void {
  const { left, right } = edges(paper);
  const columns = widths.map((share) => ((right - left) * share) / 100);
  keepTogether(paper, 75);
  writeBlockTitle(paper, title);
  const heightOf = (cells: readonly string[]) =>
    Math.max(
      ...cells.map((cell, at) =>
        paper.heightOfString(written(cell), { width: (columns[at] ?? 0) - 2 * PAD }),
      ),
    ) +
    2 * PAD;
  const writeRow = (cells: readonly string[], heading: boolean) => {
    paper.fontSize(9.5);
    const height = heightOf(cells);
    const top = paper.y;
    if (heading) paper.rect(left, top, right - left, height).fill(HEAD);
    let x = left;
    cells.forEach((cell, at) => {
      const width = columns[at] ?? 0;
      paper.fillColor(INK);
      writeWords(paper, cell || ' ', x + PAD, top + PAD, width - 2 * PAD);
      paper.rect(x, top, width, height).lineWidth(0.5).strokeColor(LINE).stroke();
      x += width;
    });
    paper.x = left;
    paper.y = top + height;
  };
  writeRow(head, true);
  for (const row of rows) {
    paper.fontSize(9.5);
    if (paper.y + heightOf(row) > paper.page.height - paper.page.margins.bottom) {
      paper.addPage();
      writeRow(head, true);
    }
    writeRow(row, false);
  }
  paper.y += 4;
}

const BAR = { label: 96, text: 132, height: 13, step: 20 } as const;

function writeBars(paper: Paper, { title, bars }: BarsBlock): void {
  const { left, right } = edges(paper);
  const room = right - left - BAR.label - BAR.text;
  const most = Math.max(1, ...bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)));
  keepTogether(paper, 30 + bars.length * BAR.step);
  writeBlockTitle(paper, title);
  for (const { label, text, parts } of bars) {
    const top = paper.y;
    paper.fontSize(9.5).fillColor(INK);
    writeWords(paper, label, left, top, BAR.label - 6);
    let x = left + BAR.label;
    for (const { value, color } of parts) {
      const width = (value / most) * room;
      if (value > 0) paper.rect(x, top, width, BAR.height).fill(color);
      x += width;
    }
    paper.fillColor(INK);
    writeWords(paper, text, x + 6, top, BAR.text);
    paper.x = left;
    paper.y = top + BAR.step;
  }
  paper
    .moveTo(left + BAR.label, paper.y - bars.length * BAR.step - 2)
    .lineTo(left + BAR.label, paper.y - 4)
    .lineWidth(0.7)
    .strokeColor(QUIET)
    .stroke();
}
