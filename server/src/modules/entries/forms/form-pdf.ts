import QRCode from 'qrcode';
import { LEVEL_NAMES, NATIONAL_OPTIONS, type Level } from '@haochaping/shared/domain';
import { INK, printed, QUIET, writeWords, type Paper } from '../../../paper/paper.js';
import type { FormRecord } from './model.js';

type Printed = Pick<FormRecord, 'number' | 'title' | 'place'>;

const MARGIN = 30;
/** Good to bad, as people read. */
const LEVELS: readonly Level[] = [5, 4, 3, 2, 1];
/** Where the faces stand, and where the stub is torn off. */
const FACES = 118;
const OPTIONS = 206;
const WORDS = 336;
const TEAR = 488;
const RADIUS = 19;
/** How far the mouth of each level bends: down for a smile. */
const MOUTH: Readonly<Record<Level, number>> = { 5: 9, 4: 5, 3: 0, 2: -5, 1: -9 };
const LINE = '#9aa3af';

/** Forms to fill in by hand: one a page of A5, each with its number on the form and on the stub. */
export const formPdf = (forms: readonly Printed[], address: string, madeAt: Date): Promise<Buffer> =>
  printed(
    '评价表',
    madeAt,
    (paper) => {
      forms.forEach((form, index) => {
        if (index > 0) paper.addPage();
        paper.page.margins.bottom = 0;
        writeForm(paper, form, address);
      });
    },
    { size: 'A5', margin: MARGIN, numbered: false },
  );

const wide = (paper: Paper) => paper.page.width - 2 * MARGIN;

/** One line or more at a place; what is too long becomes smaller. */
function put(
  paper: Paper,
  words: string,
  [left, top, width]: readonly [number, number, number],
  size: number,
  { colour = INK, align = 'left' }: { colour?: string; align?: 'left' | 'center' | 'right' } = {},
): void {
  let fitting = size;
  while (fitting > 6 && paper.fontSize(fitting).widthOfString(words) > width * 2) fitting -= 0.5;
  paper.fontSize(fitting).fillColor(colour);
  writeWords(paper, words, left, top, width, { align });
}

function writeForm(paper: Paper, form: Printed, address: string): void {
  const all = wide(paper);
  put(paper, '办事评价表', [MARGIN, 28, all], 19, { align: 'center' });
  put(paper, form.title, [MARGIN, 58, all], 11.5, { align: 'center' });
  put(paper, form.place, [MARGIN, 75, all], 9, { align: 'center', colour: QUIET });
  put(paper, '① 这次办事您满意吗？在一个脸下面的方格里打勾。', [MARGIN, 96, all], 9.5);
  LEVELS.forEach((level, index) => drawFace(paper, level, MARGIN + (all / 5) * (index + 0.5)));
  writeOptions(paper);
  writeLines(paper);
  writeStub(paper, form, address);
}

function drawFace(paper: Paper, level: Level, middle: number): void {
  const centre = FACES + RADIUS;
  paper.lineWidth(1.2).strokeColor(INK).circle(middle, centre, RADIUS).stroke();
  for (const side of [-1, 1]) paper.circle(middle + side * 7, centre - 5, 1.8).fill(INK);
  const bend = MOUTH[level];
  const from = centre + 7 - bend / 3;
  paper
    .moveTo(middle - 9, from)
    .quadraticCurveTo(middle, from + bend * 1.6, middle + 9, from)
    .lineWidth(1.6)
    .strokeColor(INK)
    .stroke();
  const below = centre + RADIUS + 5;
  put(paper, LEVEL_NAMES[level], [middle - 34, below, 68], 9.5, { align: 'center' });
  box(paper, middle - 5.5, below + 17, 11);
}

const box = (paper: Paper, left: number, top: number, size: number) =>
  paper.rect(left, top, size, size).lineWidth(0.9).strokeColor(INK).stroke();

/** The reasons of the two poor levels, to tick; nobody has to. */
function writeOptions(paper: Paper): void {
  put(paper, '② 不满意的，可以勾原因，不勾也行。勾和上面同一栏的。', [MARGIN, OPTIONS, wide(paper)], 9.5);
  ([2, 1] as const).forEach((level, column) => {
    const left = MARGIN + (wide(paper) / 2) * column;
    put(paper, `选了“${LEVEL_NAMES[level]}”`, [left, OPTIONS + 17, 170], 8, { colour: QUIET });
    NATIONAL_OPTIONS.byLevel[level].forEach(({ code, label }, row) => {
      const top = OPTIONS + 30 + row * 11.8;
      box(paper, left, top + 1.6, 6.5);
      paper.fontSize(7);
      put(paper, `${label} ${code}`, [left + 10, top, wide(paper) / 2 - 10], 6.8);
    });
  });
}

function writeLines(paper: Paper): void {
  const { width } = paper.page;
  put(paper, '③ 想说的话（可以不写；不用写姓名、电话）', [MARGIN, WORDS, wide(paper)], 9.5);
  for (let line = 1; line <= 4; line++) {
    const top = WORDS + 14 + line * 22;
    paper
      .moveTo(MARGIN, top)
      .lineTo(width - MARGIN, top)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
  }
  put(paper, '哪天办的：________ 年 ____ 月 ____ 日', [MARGIN, WORDS + 112, 230], 9.5);
}

/** What the person tears off and keeps: the number, and where to look. */
function writeStub(paper: Paper, { number, title }: Printed, address: string): void {
  const { width } = paper.page;
  put(paper, `编号 ${number}`, [width - MARGIN - 150, WORDS + 112, 150], 9.5, { align: 'right' });
  put(
    paper,
    '填好投进意见箱，或交给服务点。中心录入，窗口的人不经手。',
    [MARGIN, WORDS + 131, wide(paper)],
    8,
    {
      colour: QUIET,
    },
  );
  paper.moveTo(0, TEAR).lineTo(width, TEAR).lineWidth(0.7).dash(4, { space: 3 }).strokeColor(LINE).stroke();
  paper.undash();
  put(paper, '✂ 从这里撕下，自己留着', [MARGIN, TEAR + 4, 200], 7.5, { colour: QUIET });
  const link = `${address}/f/${number}`;
  drawCode(paper, link, width - MARGIN - 78, TEAR + 14, 78);
  put(paper, `编号 ${number}`, [MARGIN, TEAR + 22, 260], 15);
  put(paper, title, [MARGIN, TEAR + 45, 260], 8, { colour: QUIET });
  put(paper, '扫码，或打开下面的地址，看录入没有、办到哪一步；不用登录。', [MARGIN, TEAR + 60, 260], 8);
  put(paper, link, [MARGIN, TEAR + 73, 260], 7.5, { colour: QUIET });
  put(paper, '编号只有您知道，请不要给别人。', [MARGIN, TEAR + 86, 260], 8);
}

/** As a drawing, not a picture: sharp at any size. */
function drawCode(paper: Paper, link: string, left: number, top: number, width: number): void {
  const { size, data } = QRCode.create(link, { errorCorrectionLevel: 'M' }).modules;
  const dot = width / size;
  data.forEach((dark, at) => {
    if (dark) paper.rect(left + (at % size) * dot, top + Math.floor(at / size) * dot, dot + 0.05, dot + 0.05);
  });
  paper.fill('#000000');
}
