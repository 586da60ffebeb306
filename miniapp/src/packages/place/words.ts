import type { PlaceKind } from '@haochaping/shared/domain/rating/attribution';

/** What is said where one looks for what to rate; apart from the other words, which everybody fetches first. */
export const place = {
  region: '您在哪里办的事？',
  hall: '在哪个大厅？',
  window: '在哪个窗口？',
  windowHint: '窗口号在窗口的牌子上。',
  city: (name: string) => `${name}（市级大厅）`,
  windows: (count: number) => `${count}个窗口`,
  windowName: (number: string, name: string) => `${number} ${name}`,
  wholeHall: '评整个大厅',
  wholeHallHint: '不记得窗口，或者想说的是大厅',
  change: '重选',
  noHalls: '这里还没有登记大厅。可以拨打 12345 告诉我们。',
  noWindows: '这个大厅还没有登记窗口。可以拨打 12345 告诉我们。',
  failed: '没有取到名单。请看看网络，再试一次。',

  search: '找您要评的',
  searchHint: '写名称、拼音首字母，或者胸牌上的工号。',
  example: '如 不动产、bdc',
  clear: '清空',
  searching: '正在找…',
  found: '找到这些',
  notFetched: '还没有找到',
  more: (count: number) => `再看${count}个`,
  nothing: (typed: string) => `没有找到“${typed}”。`,
  nothingHint:
    '可以少写几个字，或者只写拼音首字母；工号要照胸牌写全。也可以按地方一步一步选，或者拨打 12345 告诉我们。',
  byPlace: '按地方选',
};

export const kinds: Readonly<Record<PlaceKind, string>> = {
  hall: '大厅',
  window: '窗口',
  institution: '单位',
  item: '办的事',
  platform: '网上和电话平台',
  staff: '工作人员',
};
