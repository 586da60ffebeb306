import type { PlaceKind } from '@haochaping/shared/domain';
import { describeIn, type TargetDescription } from './describe.js';
import type { Directory } from './kept.js';

/** How it is called to whoever may rate it, and where it is. */
export interface Place {
  title: string;
  place: string;
  target: TargetDescription;
}

/** What stands for a person: the number on their badge. A page or a printed code never shows the name. */
export const badgeTitle = (staffCode: string): string => `工号 ${staffCode}`;

/** A place as it stood at `at`, in words for everybody; null when the directory does not know it then. Pure. */
export function placeIn(directory: Directory, kind: PlaceKind, code: string, at: Date): Place | null {
  const target = describeIn(directory, { kind, code }, at);
  if (!target) return null;
  switch (kind) {
    case 'window': {
      const window = directory.lookUp('windows', code, at);
      const hall = window && directory.lookUp('halls', window.data.hallCode, at);
      if (!window || !hall) return null;
      return { title: `${window.data.number} ${window.data.name}`, place: hall.data.name, target };
    }
    case 'staff':
      return { title: badgeTitle(code), place: target.institutionName, target };
    case 'institution':
      return { title: target.name, place: target.regionName, target };
    case 'hall':
    case 'item':
    case 'platform':
      return { title: target.name, place: target.institutionName, target };
  }
}
