import type { PlaceKind } from './attribution.js';

/**
 * Whether somebody who was served can rate it at all: “任何事项、机构、平台和工作人员都能被评价” (FA-1-a) asks for more than
 * that a page exists. What lies before people's eyes (a printed code, a device, an invitation after a service) is told
 * apart from what they must look for themselves.
 */

/** A service that was reported longer ago says nothing of today. */
export const REPORTED_DAYS = 90;

/** What is known of something that can be rated. */
export interface Ways {
  kind: PlaceKind;
  /** A code was made for it, to be printed or shown on a device. */
  coded: boolean;
  /** A rating device is bound to it. */
  device: boolean;
  /** A service that names it was reported in the last `REPORTED_DAYS`. */
  reported: boolean;
  /** The pages of “选地方” know it: by its name, and staff by the number on their badge. */
  findable: boolean;
}

/** offered: lies before people's eyes; search: only for those who look for it; none: for nobody. */
export const REACHES = ['offered', 'search', 'none'] as const;
export type Reach = (typeof REACHES)[number];

export const REACH_NAMES: Readonly<Record<Reach, string>> = {
  offered: '看得到就能评',
  search: '要自己去找才评得到',
  none: '谁也评不到',
};

/** How something can be rated today. Only a code and an invitation reach where nobody searches; a name alone waits to be looked for. */
export function reachOf({ coded, device, reported, findable }: Ways): Reach {
  // A code of something that is no longer known leads nowhere, and neither does its device.
  if (!findable) return reported ? 'offered' : 'none';
  return coded || device || reported ? 'offered' : 'search';
}

/** Why it is not before people's eyes: what is missing, and could be done. */
export function lackingFor({ kind, coded, device, reported, findable }: Ways): string[] {
  return [
    ...(findable ? [] : [NOT_FOUND[kind]]),
    ...(coded ? [] : ['没有做过码']),
    ...(kind !== 'window' || device ? [] : ['没有绑评价器']),
    ...(reported ? [] : [`${REPORTED_DAYS}天里没有报来办件`]),
  ];
}

const NOT_FOUND: Readonly<Record<PlaceKind, string>> = {
  window: '找不到：它的大厅已停用',
  staff: '工号找不到：他的单位已停用',
  item: '找不到：它的部门已停用',
  hall: '找不到：管它的单位已停用',
  platform: '找不到：管它的单位已停用',
  institution: '找不到：它的区划已停用',
};
