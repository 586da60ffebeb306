/**
 * Files that go with what is said in a case (附件): what they may be, judged by their bytes and never by their name.
 * Source: domain.md §4 (every step keeps its attachments); 方案 二(三)1.
 */

export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

export const ATTACHMENT_TYPE_NAMES: Readonly<Record<AttachmentType, string>> = {
  'image/jpeg': '照片（JPEG）',
  'image/png': '图片（PNG）',
  'application/pdf': 'PDF 文件',
};

export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;
/** So many may go with one move, and so many may one account put to one case. */
export const MOST_ATTACHMENTS = 9;
/** A file that is named in no move this long after it came is not taken any more; it is removed some hours later. */
export const ATTACHMENT_WAITS_HOURS = 23;

export const isPicture = (type: AttachmentType): boolean => type !== 'application/pdf';

/** What bytes are, or why they are not taken, in words that name the remedy. */
export type ContentVerdict = { type: AttachmentType } | { refused: string };

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
/** Kinds of ISO base media files that telephones write photos in. */
const HEIF_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'avif', 'avis'];

const starts = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, i) => bytes[i] === byte);

/** Bytes as Latin letters, one a byte: enough to find words of a format in them. */
function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (const byte of bytes.subarray(from, to)) text += String.fromCharCode(byte);
  return text;
}

/** What is said of a file of any other kind. */
export const OTHER_FILE = '只能传照片（JPEG、PNG）和 PDF。别的文件请另存为 PDF，或拍成照片再传';

/**
 * Judges a file by its bytes: JPEG, PNG and PDF are taken, a photo in HEIC and everything else is refused with its remedy.
 * A picture is only believed after it was drawn anew; this looks at the beginning.
 */
export function judgeContent(bytes: Uint8Array): ContentVerdict {
  if (bytes.length === 0) return { refused: '这个文件是空的，请重新选' };
  if (starts(bytes, JPEG)) return { type: 'image/jpeg' };
  if (starts(bytes, PNG)) return { type: 'image/png' };
  if (latin(bytes, 4, 8) === 'ftyp' && HEIF_BRANDS.includes(latin(bytes, 8, 12)))
    return {
      refused:
        '这是 HEIC 格式的照片，很多电脑打不开。请在手机“设置”→“相机”→“格式”里选“兼容性最佳”再拍，或者把照片截个屏、另存为 JPEG 再传',
    };
  if (latin(bytes, 0, 5) === '%PDF-') return judgePdf(bytes);
  return { refused: OTHER_FILE };
}

/** What in a PDF does something by itself when it is opened, as far as it stands there unpacked. */
const ACTIVE = ['/JavaScript', '/Launch', '/EmbeddedFile', '/RichMedia'];

function judgePdf(bytes: Uint8Array): ContentVerdict {
  if (!includes(bytes, '%%EOF', Math.max(0, bytes.length - 2048)))
    return { refused: '这个 PDF 没有传完或者坏了，请重新另存再传' };
  if (ACTIVE.some((word) => includes(bytes, word)))
    return { refused: '这个 PDF 里带着程序或别的文件，不能收。请打印成 PDF 再传' };
  return { type: 'application/pdf' };
}

function includes(bytes: Uint8Array, word: string, from = 0): boolean {
  const first = word.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1))
    if (latin(bytes, at, at + word.length) === word) return true;
  return false;
}

const ENDINGS: Readonly<Record<AttachmentType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
};
const LONGEST_NAME = 80;

const EDGE = /[.\s]/;

/** Without the dots and blanks at both ends. */
function withoutEdges(signs: string[]): string[] {
  let [from, to] = [0, signs.length];
  while (from < to && EDGE.test(signs[from] ?? '')) from += 1;
  while (from < to && EDGE.test(signs[to - 1] ?? '')) to -= 1;
  return signs.slice(from, to);
}

/**
 * The name a file is shown and saved under: what it was called, without folders and signs that mislead or that no disk takes,
 * with the ending of what it is.
 */
export function attachmentName(given: string, type: AttachmentType): string {
  const plain = given
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}"*:<>?|]/gu, '')
    .replace(/\.[a-z0-9]{1,5}$/i, '');
  const letters = withoutEdges([...plain])
    .slice(0, LONGEST_NAME)
    .join('');
  return `${letters || '附件'}.${ENDINGS[type]}`;
}

/** How large a file is, as people read it: `23 KB`, `1.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`;
}
