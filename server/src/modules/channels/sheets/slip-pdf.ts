import PDFDocument from 'pdfkit';
import { FONTS, type FontName } from '../../../paper/glyphs.js';
import { writeWords, type Paper } from '../../../paper/paper.js';
import { drawCode } from './code-drawing.js';

/** What stands on a slip. */
export interface Slip {
  title: string;
  place: string;
  link: string;
  /** Until when it can be rated, in words. */
  until: string;
}

/** A roll of 80 mm, of which a printer reaches 72. */
const WIDTH = 227;
const MARGIN = 11;
const INNER = WIDTH - 2 * MARGIN;
/** 4.6 cm: thermal paper fades and creases, so the code is large. */
const PICTURE = 130;

/** A slip for a receipt printer: as long as its words are, in black alone. */
export async function slipPdf(slip: Slip, madeAt: Date): Promise<Buffer> {
  // Written twice: first to see how long it is.
  const { height } = await written(slip, madeAt, 800);
  return (await written(slip, madeAt, height)).pdf;
}

async function written(
  { title, place, link, until }: Slip,
  madeAt: Date,
  length: number,
): Promise<{ pdf: Buffer; height: number }> {
  const paper: Paper = new PDFDocument({
    size: [WIDTH, length],
    margins: { top: 0, bottom: 0, left: MARGIN, right: MARGIN },
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: '请您评价', CreationDate: madeAt, ModDate: madeAt },
  });
  const chunks: Buffer[] = [];
  paper.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => paper.on('end', resolve).on('error', reject));
  for (const [name, file] of Object.entries(FONTS)) paper.registerFont(name, file);
  paper.font('text' satisfies FontName);
  const line = (words: string, size: number, gap: number) => {
    // A thermal printer has no greys: it would print them as dots.
    paper.fontSize(size).fillColor('#000000');
    writeWords(paper, words, MARGIN, paper.y + gap, INNER, { align: 'center' });
  };
  paper.y = 10;
  line('请您评价这次服务', 15, 0);
  drawCode(paper, link, (WIDTH - PICTURE) / 2, paper.y + 2, PICTURE);
  paper.y += 2 + PICTURE;
  line('微信扫一扫，点一个表情就评好了', 10.5, 0);
  line(title, 10.5, 8);
  line(place, 9, 2);
  line(`${until}之前都能评，只能评一次`, 8.5, 6);
  line('评不评、怎么评，由您自己定', 8.5, 1);
  const height = paper.y + 14;
  paper.end();
  await ended;
  return { pdf: Buffer.concat(chunks), height };
}
