import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConsentQuestion, type PrivacyNotice } from '@haochaping/shared/contracts';
import { z } from 'zod';
import { AppError } from '../../../http/errors.js';

/** One version of the privacy notice as it lies in `server/data/privacy`. */
const Notice = z.strictObject({
  version: z.int().min(1),
  publishedOn: z.iso.date(),
  title: z.string(),
  line: z.string(),
  sections: z.array(z.strictObject({ title: z.string(), paragraphs: z.array(z.string()).min(1) })).min(1),
  questions: z.array(ConsentQuestion).min(1),
});
export type Notice = z.infer<typeof Notice>;

/**
 * All versions of the privacy notice, oldest first. People agreed to exactly these words, so `published.json` keeps the SM3
 * digest of every version, and a version that reads otherwise stops the start.
 * @throws Error naming the version that was changed, is missing or not published
 */
export function readNotices(folder = privacyFolder()): Notice[] {
  const published = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(join(folder, 'published.json'), 'utf8')));
  const files = readdirSync(folder).filter((name) => /^notice-v\d+\.json$/.test(name));
  const notices = files.map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const notice = Notice.parse(JSON.parse(text));
    const digest = createHash('sm3').update(text).digest('hex');
    if (published[String(notice.version)] !== digest || name !== `notice-v${notice.version}.json`)
      throw new Error(
        `隐私告知 ${name} 与发布时不一样：发布过的版本不能改，请另写新的一版。这份的摘要是 ${digest}`,
      );
    return notice;
  });
  if (notices.length === 0 || notices.length !== Object.keys(published).length)
    throw new Error('隐私告知缺了发布过的版本：server/data/privacy 里每一版都要在');
  return notices.sort((a, b) => a.version - b.version);
}

export function currentNotice(notices: readonly Notice[]): Notice {
  return notices[notices.length - 1] as Notice;
}

/** The notice of a version, or the one in force. @throws AppError `not_found` */
export function presentNotice(notices: readonly Notice[], version?: number): PrivacyNotice {
  const current = currentNotice(notices);
  const notice = version === undefined ? current : notices.find((one) => one.version === version);
  if (!notice) throw new AppError('not_found', { message: '没有这一版隐私告知' });
  return {
    ...notice,
    current: notice === current,
    versions: notices.map(({ version, publishedOn }) => ({ version, publishedOn })),
  };
}

/** `server/data/privacy`, looked for upwards from this file: it runs from its source and from the bundle in `server/dist`. */
function privacyFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 5; up++) {
    const candidate = join(folder, 'data', 'privacy');
    try {
      readFileSync(join(candidate, 'published.json'));
      return candidate;
    } catch {
      folder = dirname(folder); // not here: one level up
    }
  }
  throw new Error('找不到隐私告知 server/data/privacy');
}
