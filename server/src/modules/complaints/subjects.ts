import type { ComplaintSubjects } from '@haochaping/shared/contracts';
import {
  COMPLAINT_KIND_NAMES,
  COMPLAINT_KINDS,
  type ComplaintKind,
} from '@haochaping/shared/domain/complaints';
import { describeIn, directoryNow, KIND_OF, listRecords } from '../directory/index.js';

/** Of each kind; who finds too many writes a little more of the name. */
const MOST_OF_A_KIND = 6;

/** Places, platforms and items whose name holds these words, as one may complain about them. */
export async function subjectsNamed(search: string, now: Date): Promise<ComplaintSubjects['items']> {
  const directory = await directoryNow();
  const found = await Promise.all(
    COMPLAINT_KINDS.map(async (kind) => {
      const page = { skip: 0, limit: MOST_OF_A_KIND };
      const { items } = await listRecords(KIND_OF[kind], { search }, now, page);
      return items.map(({ code }) => describeIn(directory, { kind, code }, now));
    }),
  );
  return found.flat().flatMap((target) => {
    if (!target) return [];
    const kind = target.kind as ComplaintKind;
    const { code, name, place, regionName } = target;
    const where = place === name ? regionName : place;
    return [{ kind, kindName: COMPLAINT_KIND_NAMES[kind], code, name, where }];
  });
}
