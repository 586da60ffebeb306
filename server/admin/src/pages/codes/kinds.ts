import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
import type { PlaceKind } from '@haochaping/shared/domain/rating/attribution';
import { TARGET_KIND_NAMES } from '../../ui/target-kinds.js';

/** What a printed code may stand for, the most usual first, and where the directory keeps it. */
export const DIRECTORY_KINDS: Readonly<Record<PlaceKind, DirectoryKind>> = {
  window: 'windows',
  hall: 'halls',
  staff: 'staff',
  institution: 'institutions',
  item: 'items',
  platform: 'platforms',
};

export const KIND_OPTIONS = (Object.keys(DIRECTORY_KINDS) as PlaceKind[]).map((value) => ({
  value,
  label: TARGET_KIND_NAMES[value],
}));

/** On the paper and on the page stands the number: a name would be shown to whoever comes by. */
export const BADGE_NOTE = '码上和评价页上只写工号和单位，不写姓名。';
