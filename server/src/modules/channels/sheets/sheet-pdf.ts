import QRCode from 'qrcode';
import { INK, printed, QUIET, writeWords, type Paper } from '../../../paper/paper.js';

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
const PADDING = 10;
/** 3.7 cm: read from arm's length by any telephone. */
const PICTURE = 104;
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
  drawCode(paper, link, left + (width - PICTURE) / 2, top + PADDING);
  const line = (words: string, y: number, most: number, size: number, colour: string) => {
    const inner = width - 2 * PADDING;
    let fitting = size;
    while (
      fitting > 5 &&
      paper.fontSize(fitting).heightOfString(words, { width: inner, align: 'center' }) > most
    )
      fitting -= 0.5;
    paper.fontSize(fitting).fillColor(colour);
    writeWords(paper, words, left + PADDING, y, inner, { align: 'center' });
  };
  const below = top + PADDING + PICTURE;
  line(title, below + 2, 30, 11.5, INK);
  line(place, below + 33, 22, 8, QUIET);
  line(HOW, top + height - 29, 11, 7.5, INK);
  line(`码号 ${code}`, top + height - 17, 11, 7.5, QUIET);
}

/** As a drawing, not a picture: sharp at any size. The quiet zone is the white around it. */
function drawCode(paper: Paper, link: string, left: number, top: number): void {
  const { size, data } = QRCode.create(link, { errorCorrectionLevel: 'M' }).modules;
  const dot = PICTURE / (size + 8);
  data.forEach((dark, at) => {
    if (!dark) return;
    // A hair wider than its place, so that no white line shows between two of them.
    paper.rect(
      left + ((at % size) + 4) * dot,
      top + (Math.floor(at / size) + 4) * dot,
      dot + 0.05,
      dot + 0.05,
    );
  });
  paper.fill('#000000');
}
