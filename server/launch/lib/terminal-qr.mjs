import qrcode from 'qrcode';

const QUIET = 2;
/** Which halves of a character cell are dark: upper, lower. Black on white, as a scanner wants it. */
const CELLS = { '00': ' ', 10: '▀', '01': '▄', 11: '█' };

/**
 * Draws a QR code for the terminal, two rows a line, black on white whatever the terminal's own colours are.
 * @param {string} text what the code says
 * @returns {string} lines without a final line break
 */
export function terminalQr(text) {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'L' });
  const { size } = modules;
  const dark = (row, column) =>
    row >= 0 && column >= 0 && row < size && column < size && modules.get(row, column);
  const lines = [];
  for (let row = -QUIET; row < size + QUIET; row += 2) {
    let line = '';
    for (let column = -QUIET; column < size + QUIET; column += 1) {
      line += CELLS[`${dark(row, column) ? 1 : 0}${dark(row + 1, column) ? 1 : 0}`];
    }
    lines.push(`  \u001b[30;107m${line}\u001b[0m`);
  }
  return lines.join('\n');
}
