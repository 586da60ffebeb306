import QRCode from 'qrcode';
import type { Paper } from '../../../paper/paper.js';

/** As a drawing, not a picture: sharp at any size. The quiet zone is the white around it. */
export function drawCode(paper: Paper, link: string, left: number, top: number, picture: number): void {
  const { size, data } = QRCode.create(link, { errorCorrectionLevel: 'M' }).modules;
  const dot = picture / (size + 8);
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
