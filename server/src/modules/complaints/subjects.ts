import type { ComplaintSubjects } from '@haochaping/shared/contracts';
import { COMPLAINT_KIND_NAMES, COMPLAINT_KINDS } from '@haochaping/shared/domain/complaints';
import { describeIn, directoryNow, findPlaces } from '../directory/index.js';

/** Of each kind; who finds too many writes a little more of the name. */
const MOST_OF_A_KIND = 6;

/** Places, platforms and items found as for a rating, by name or first letters, the nearest first, as one may complain about them. */
export async function subjectsNamed(search: string, now: Date): Promise<ComplaintSubjects['items']> {
  const [directory, found] = await Promise.all([directoryNow(), findPlaces(search, now)]);
  return [...found].flatMap(([place, all]) => {
    const kind = COMPLAINT_KINDS.find((one) => one === place);
    if (!kind) return [];
    return all.slice(0, MOST_OF_A_KIND).flatMap(({ code }) => {
      const target = describeIn(directory, { kind, code }, now);
      if (!target) return [];
      const where = target.place === target.name ? target.regionName : target.place;
      return [{ kind, kindName: COMPLAINT_KIND_NAMES[kind], code, name: target.name, where }];
    });
  });
}
