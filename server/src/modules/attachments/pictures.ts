import type sharp from 'sharp';
import type { AttachmentType } from '@haochaping/shared/domain/attachments';
import { AppError } from '../../http/errors.js';

/** Larger than what telephones take (108 million points), far smaller than what a few kilobytes can claim to be. */
const MOST_POINTS = 120_000_000;
/** Enough to read every letter of a page that was photographed. */
const LONGEST_SIDE = 4096;
const SECONDS = 30;

let last: Promise<unknown> = Promise.resolve();

/**
 * Draws a photo anew, one at a time: the right way up, and without anything that is not picture, such as where and with what it
 * was taken, or a program behind its end.
 * @throws AppError `invalid_input` when there is no picture in it
 */
export function redrawn(bytes: Buffer, type: AttachmentType): Promise<Buffer> {
  const turn = last.then(() => redraw(bytes, type));
  last = turn.catch(() => undefined);
  return turn;
}

async function redraw(bytes: Buffer, type: AttachmentType): Promise<Buffer> {
  const draw = await drawer();
  const picture = draw(bytes, { limitInputPixels: MOST_POINTS, failOn: 'error' })
    .autoOrient()
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: SECONDS });
  try {
    return await (type === 'image/png' ? picture.png() : picture.jpeg({ quality: 85 })).toBuffer();
  } catch (error) {
    throw new AppError('invalid_input', {
      message: '这张照片打不开：可能没有传完、坏了，或者太大。请重新拍一张，或另存为 JPEG 再传',
      cause: error,
    });
  }
}

let loaded: Promise<typeof sharp> | undefined;

/** Loaded when the first photo comes: most processes never see one. Its other formats stay shut. */
function drawer(): Promise<typeof sharp> {
  loaded ??= import('sharp').then(({ default: library }) => {
    library.cache(false);
    library.concurrency(1);
    library.block({ operation: ['VipsForeignLoad'] });
    library.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });
    return library;
  });
  return loaded;
}
