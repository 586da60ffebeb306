import { runsOf, type FontName } from '../../../paper/glyphs.js';
import { INK, printed, QUIET, writeWords, type Paper } from '../../../paper/paper.js';
import { drawCode } from './code-drawing.js';

/** What stands on one label. */
export interface Label {
  title: string;
  place: string;
  /** The number of the code, for whoever cannot scan. */
  code: string;
  /** What the code holds. */
  link: string;
}

/** Three beside each other, four below: 6 cm wide, to be cut along the dotted lines. */
const COLUMNS = 3;
const ROWS = 4;
export const A_SHEET = COLUMNS * ROWS;

const EDGE = 28;
const FOOT = 48;
const PADDING = 8;
/** 3.7 cm: read from arm's length by any telephone. */
const PICTURE = 100;
const HOW = '微信扫一扫，点一个表情就评好了';

/** Labels on sheets of twelve. Title and place become smaller until they fit; nothing of them is left out. */
export const sheetPdf = (labels: readonly Label[], madeAt: Date): Promise<Buffer> =>
  printed('评价二维码', madeAt, (paper) => {
    labels.forEach((label, index) => {
      const within = index % A_SHEET;
      if (within === 0) {
        if (index > 0) paper.addPage();
        // Labels go further down than text does; a new page begins where we say.
        paper.page.margins.bottom = 0;
      }
      const width = (paper.page.width - 2 * EDGE) / COLUMNS;
      const height = (paper.page.height - EDGE - FOOT) / ROWS;
      const left = EDGE + (within % COLUMNS) * width;
      const top = EDGE + Math.floor(within / COLUMNS) * height;
      writeLabel(paper, label, { left, top, width, height });
    });
  });

interface Room {
  left: number;
  top: number;
  width: number;
  height: number;
}

function writeLabel(paper: Paper, { title, place, code, link }: Label, room: Room): void {
  const { left, top, width, height } = room;
  paper
    .rect(left, top, width, height)
    .lineWidth(0.5)
    .dash(2, { space: 3 })
    .strokeColor(QUIET)
    .stroke()
    .undash();
  drawCode(paper, link, left + (width - PICTURE) / 2, top + PADDING, PICTURE);
  const inner = { left: left + PADDING, width: width - 2 * PADDING };
  const below = top + PADDING + PICTURE;
  writeCentred(paper, title, { ...inner, top: below + 1, height: 28 }, 11.5, INK);
  writeCentred(paper, place, { ...inner, top: below + 30, height: 23 }, 8, QUIET);
  writeCentred(paper, HOW, { ...inner, top: top + height - 29, height: 11 }, 7.5, INK);
  writeCentred(paper, `码号 ${code}`, { ...inner, top: top + height - 17, height: 11 }, 7.5, QUIET);
}

/** Words in the middle of their room, smaller until they fit it. */
function writeCentred(paper: Paper, words: string, room: Room, size: number, colour: string): void {
  const { left, top, width, height } = room;
  let fitting = size;
  while (fitting > 5 && paper.fontSize(fitting).heightOfString(words, { width }) > height) fitting -= 0.5;
  paper.fontSize(fitting).fillColor(colour);
  const runs = runsOf(words);
  if (runs.length === 1) return writeWords(paper, words, left, top, width, { align: 'center' });
  // The library cannot centre a line of several fonts: it is measured here, and where it is too long it begins at the left.
  const long = runs.reduce((sum, { font, text }) => sum + paper.font(font).widthOfString(text), 0);
  paper.font('text' satisfies FontName);
  writeWords(
    paper,
    words,
    left + Math.max(0, (width - long) / 2),
    top,
    width - Math.max(0, (width - long) / 2) + 1,
  );
}
