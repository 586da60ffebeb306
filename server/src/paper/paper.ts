import PDFDocument from 'pdfkit';
import { FONTS, runsOf, type FontName } from './glyphs.js';

/**
 * What is printed for people: A4, every character that was written, page numbers. Loads the PDF library and the Chinese font:
 * import it only when somebody asks for a paper.
 */
export type Paper = PDFKit.PDFDocument;

const MARGIN = 56;
export const INK = '#1f2937';
export const QUIET = '#566070';
const LINE = '#d5dae1';
const LABEL_WIDTH = 120;

/** What it is printed on. */
export interface Sheet {
  size: 'A4' | 'A5';
  margin: number;
  /** Whether the pages belong together and are counted. */
  numbered: boolean;
}
const A4: Sheet = { size: 'A4', margin: MARGIN, numbered: true };

/** A document with this title, made at this instant, written by `write`. */
export async function printed(
  title: string,
  madeAt: Date,
  write: (paper: Paper) => void,
  sheet: Sheet = A4,
): Promise<Buffer> {
  const paper = new PDFDocument({
    size: sheet.size,
    margin: sheet.margin,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: title, CreationDate: madeAt, ModDate: madeAt },
  });
  const chunks: Buffer[] = [];
  paper.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => paper.on('end', resolve).on('error', reject));
  for (const [name, file] of Object.entries(FONTS)) paper.registerFont(name, file);
  paper.font('text' satisfies FontName);
  write(paper);
  if (sheet.numbered) writePageNumbers(paper);
  paper.end();
  await ended;
  return Buffer.concat(chunks);
}

/** From the left margin to the right one. */
export function edges({ page }: Paper): { left: number; right: number } {
  return { left: page.margins.left, right: page.width - page.margins.right };
}

/** A thin line across the page. */
export function rule(paper: Paper): void {
  const { left, right } = edges(paper);
  paper.moveTo(left, paper.y).lineTo(right, paper.y).lineWidth(0.5).strokeColor(LINE).stroke();
}

/** A label and beside it what somebody may have written; the label stands with the first line. */
export function writeField(paper: Paper, label: string, value: string): void {
  const { left, right } = edges(paper);
  paper.fontSize(10.5);
  const width = right - left - LABEL_WIDTH;
  const height = paper.heightOfString(value || '—', { width });
  if (height < 400) keepTogether(paper, height + 6);
  const top = paper.y + 3;
  paper.fillColor(QUIET).text(label, left, top, { width: LABEL_WIDTH - 12 });
  const below = paper.y;
  const pages = paper.bufferedPageRange().count;
  paper.fillColor(INK);
  writeWords(paper, value || '—', left + LABEL_WIDTH, top, width);
  // A value that went over to the next page ends there; the label stands on the page before.
  if (paper.bufferedPageRange().count === pages) paper.y = Math.max(paper.y, below);
  paper.x = left;
}

/** What a person may have written, each part in the font that has it, on the lines of the text. */
export function writeWords(
  paper: Paper,
  words: string,
  left: number,
  top: number,
  width: number,
  options: { lineGap?: number; align?: 'left' | 'right' | 'center' } = {},
): void {
  const runs = runsOf(words);
  paper.x = left;
  paper.y = top;
  runs.forEach(({ font, text }, i) => {
    paper.font(font).text(text, { width, ...options, continued: i < runs.length - 1 });
  });
  paper.font('text' satisfies FontName);
}

/** Begins a new page when less than this height is left, so that a heading never stands alone at the foot. */
export function keepTogether(paper: Paper, height: number): void {
  if (paper.y + height > paper.page.height - paper.page.margins.bottom) paper.addPage();
}

function writePageNumbers(paper: Paper): void {
  const { start, count } = paper.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    paper.switchToPage(index);
    // Below the text's margin a line would otherwise begin a page of its own.
    paper.page.margins.bottom = 0;
    paper
      .fontSize(9)
      .fillColor(QUIET)
      .text(`第 ${index - start + 1} 页，共 ${count} 页`, MARGIN, paper.page.height - 38, {
        width: paper.page.width - 2 * MARGIN,
        align: 'center',
        lineBreak: false,
      });
  }
}
