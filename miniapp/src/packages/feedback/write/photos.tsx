import { useRef, useState } from 'react';
import type { CaseFile } from '@haochaping/shared/contracts';
import { MAX_ATTACHMENT_BYTES, MOST_ATTACHMENTS } from '@haochaping/shared/domain/attachments';
import type { Picture } from '../../../kit/contract.js';
import { Box, Words } from '../../../kit/elements.js';
import { Pictures } from '../../../kit/face/pictures.js';
import { bytesOf } from '../../../kit/form/picking.js';
import { ask } from '../../../lib/request.js';
import { Part, Problem } from '../../citizen/parts/frame.js';
import { sentenceOf } from '../../citizen/parts/use-mine.js';
import { feedback as words } from '../parts/words.js';

/** A photo over a slow line takes its time. */
const TIMEOUT_MS = 120_000;

/** Sends one photo. @returns its id, or why it did not get there */
async function sendPhoto(
  intakeId: string,
  picture: Picture,
  number: number,
): Promise<{ id: string } | { why: string }> {
  const data = await bytesOf(picture);
  if (!data) return { why: words.photoGone };
  const answer = await ask<CaseFile>(`/feedback-photos?name=${encodeURIComponent(`照片${number}`)}`, {
    method: 'POST',
    data,
    header: { 'Content-Type': 'application/octet-stream', 'X-Intake-Id': intakeId },
    timeoutMs: TIMEOUT_MS,
  });
  return answer.ok ? { id: answer.data.id } : { why: sentenceOf(answer) };
}

/**
 * Photos that go with what is written. They leave the telephone only when it is sent, one by one; after a failure those that are
 * there already are not sent again.
 */
export function usePhotos() {
  const [pictures, setPictures] = useState<Picture[]>([]);
  const [at, setAt] = useState(0);
  const [problem, setProblem] = useState('');
  const there = useRef({ intakeId: '', ids: new Map<string, string>() });
  const running = useRef(false);
  const change = (all: Picture[]) => {
    const small = all.filter(({ bytes }) => bytes <= MAX_ATTACHMENT_BYTES);
    setProblem(small.length < all.length ? words.photoTooLarge : '');
    setPictures(small);
  };
  /** @returns their ids; null when one did not get there, which is said */
  const upload = async (intakeId: string): Promise<string[] | null> => {
    if (running.current) return null;
    running.current = true;
    setProblem('');
    if (there.current.intakeId !== intakeId) there.current = { intakeId, ids: new Map() };
    const { ids } = there.current;
    let failed = '';
    for (const [index, picture] of pictures.entries()) {
      if (ids.has(picture.path)) continue;
      setAt(index + 1);
      const sent = await sendPhoto(intakeId, picture, index + 1);
      if ('why' in sent) {
        failed = words.photoFailed(index + 1, sent.why);
        break;
      }
      ids.set(picture.path, sent.id);
    }
    setAt(0);
    setProblem(failed);
    running.current = false;
    return failed ? null : pictures.flatMap(({ path }) => ids.get(path) ?? []);
  };
  return {
    pictures,
    change,
    upload,
    problem,
    /** What is on its way, in words; empty when nothing is. */
    going: at > 0 ? words.uploading(at, pictures.length) : '',
  };
}

/** Picks photos, each can be taken out again; says which one is on its way. */
export function Photos({
  photos: { pictures, change, problem, going },
  onChange,
}: {
  photos: ReturnType<typeof usePhotos>;
  onChange: () => void;
}) {
  return (
    <Part title={words.photos}>
      <Words className="hint">{words.photosHint}</Words>
      <Pictures
        pictures={pictures}
        most={MOST_ATTACHMENTS}
        onChange={(all) => {
          onChange();
          change(all);
        }}
      />
      <Box role="status">{going ? <Words className="hint">{going}</Words> : null}</Box>
      <Problem text={problem} />
    </Part>
  );
}
