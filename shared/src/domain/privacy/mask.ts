/**
 * Personal data as their own owner is shown them: enough to recognise, too little to be of use to whoever looks over the
 * shoulder. Never a substitute for hiding them from others. Source: 方案 三(三); FA-3.3-b.
 */

const stars = (count: number) => '*'.repeat(Math.max(1, count));

/** First and last character of a name; of a short one the last alone. */
export function maskName(name: string): string {
  const characters = [...name];
  const last = characters.at(-1) ?? '';
  return characters.length <= 2 ? `*${last}` : `${characters[0] ?? ''}${stars(characters.length - 2)}${last}`;
}

/** `138****0000` */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** The region at the beginning of a document's number, and its last four characters. */
export function maskDocument(certNumber: string): string {
  const shown = certNumber.length >= 15 ? 4 : 1;
  return `${certNumber.slice(0, shown)}${stars(certNumber.length - 2 * shown)}${certNumber.slice(-shown)}`;
}
