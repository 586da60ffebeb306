import PDFDocument from 'pdfkit';
import type { DataExport, DataSection } from '@haochaping/shared/contracts';
import { beijingTime } from './export.js';
import { FONTS, runsOf, type FontName } from './glyphs.js';

const MARGIN = 56;
const INK = '#1f2937';
const QUIET = '#566070';
const LINE = '#d5dae1';
const LABEL_WIDTH = 120;

/** The export as pages a person reads and prints: A4, headings, page numbers, Beijing time. */
export async function exportPdf(data: DataExport): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: '我的信息', CreationDate: new Date(data.madeAt), ModDate: new Date(data.madeAt) },
  });
  const chunks: Buffer[] = [];
  page.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => page.on('end', resolve).on('error', reject));
  for (const [name, file] of Object.entries(FONTS)) page.registerFont(name, file);
  page.font('text' satisfies FontName);
  writeTitle(page, data);
  for (const section of data.sections) writeSection(page, section);
  writePageNumbers(page);
  page.end();
  await ended;
  return Buffer.concat(chunks);
}

type Page = PDFKit.PDFDocument;

function writeTitle(page: Page, data: DataExport): void {
  page.fontSize(22).fillColor(INK).text('我的信息');
  page
    .fontSize(10)
    .fillColor(QUIET)
    .moveDown(0.4)
    .text('三明市政务服务“好差评”持有的、关于您的全部信息。里面有您的证件号码和电话，请妥善保管。')
    .text(`导出时间：${beijingTime(new Date(data.madeAt))}（北京时间）；隐私告知：第${data.noticeVersion}版`);
}

function writeSection(page: Page, section: DataSection): void {
  keepTogether(page, 110);
  page.moveDown(1.4).fontSize(15).fillColor(INK).text(section.title);
  page.fontSize(9.5).fillColor(QUIET).moveDown(0.2).text(section.explanation);
  if (section.entries.length === 0) page.moveDown(0.4).fontSize(10.5).text('没有。');
  for (const entry of section.entries) writeEntry(page, entry);
}

function writeEntry(page: Page, entry: DataSection['entries'][number]): void {
  keepTogether(page, 70);
  page.moveDown(0.7);
  const { left, right } = { left: page.page.margins.left, right: page.page.width - page.page.margins.right };
  page.moveTo(left, page.y).lineTo(right, page.y).lineWidth(0.5).strokeColor(LINE).stroke();
  page.moveDown(0.4).fontSize(11.5).fillColor(INK);
  writeWords(page, entry.title, left, page.y, right - left);
  for (const { label, value } of entry.fields) writeField(page, label, value, left, right);
}

function writeField(page: Page, label: string, value: string, left: number, right: number): void {
  page.fontSize(10.5);
  const width = right - left - LABEL_WIDTH;
  const height = page.heightOfString(value || '—', { width });
  if (height < 400) keepTogether(page, height + 6);
  const top = page.y + 3;
  page.fillColor(QUIET).text(label, left, top, { width: LABEL_WIDTH - 12 });
  const below = page.y;
  const pages = page.bufferedPageRange().count;
  page.fillColor(INK);
  writeWords(page, value || '—', left + LABEL_WIDTH, top, width);
  // A value that went over to the next page ends there; the label stands on the page before.
  if (page.bufferedPageRange().count === pages) page.y = Math.max(page.y, below);
  page.x = left;
}

/** What a person may have written, each part in the font that has it, on the lines of the text. */
function writeWords(page: Page, words: string, left: number, top: number, width: number): void {
  const runs = runsOf(words);
  page.x = left;
  page.y = top;
  runs.forEach(({ font, text }, i) => {
    page.font(font).text(text, { width, continued: i < runs.length - 1 });
  });
  page.font('text' satisfies FontName);
}

/** Begins a new page when less than this height is left, so that a heading never stands alone at the foot. */
function keepTogether(page: Page, height: number): void {
  if (page.y + height > page.page.height - page.page.margins.bottom) page.addPage();
}

function writePageNumbers(page: Page): void {
  const { start, count } = page.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    page.switchToPage(index);
    // Below the text's margin a line would otherwise begin a page of its own.
    page.page.margins.bottom = 0;
    page
      .fontSize(9)
      .fillColor(QUIET)
      .text(`第 ${index - start + 1} 页，共 ${count} 页`, MARGIN, page.page.height - 38, {
        width: page.page.width - 2 * MARGIN,
        align: 'center',
        lineBreak: false,
      });
  }
}
