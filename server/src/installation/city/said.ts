import type { Level } from '@haochaping/shared/domain';

/** What the invented people say, by level; none of it was ever said by anybody. */
export const SAID: Readonly<Record<Level, readonly string[]>> = {
  5: [
    '很快，几分钟就办好了',
    '工作人员很耐心，讲得清楚',
    '没想到不用再跑一趟',
    '老人家也照顾到了，谢谢',
    '网上填好，到窗口就取',
  ],
  4: ['挺好的', '排队稍微久一点，办得快', '材料一次说清楚了', '服务态度好'],
  3: ['还可以，就是停车不方便', '等了四十分钟', '叫号屏看不清'],
  2: [
    '排队太久，中午只开一个窗口',
    '网上说可以办，来了说要再补材料',
    '电话打了几次没人接',
    '自助机坏了，没有人管',
  ],
  1: [
    '跑了三趟才办好',
    '窗口说法和网上写的不一样',
    '工作人员一直看手机，问了也不理',
    '说系统坏了让明天再来，没有说几点',
  ],
};

/** A sore point: an item at which the same goes wrong again and again, more often of late. */
export interface SorePoint {
  /** A part of the item's name. */
  item: string;
  options: Readonly<Partial<Record<Level, string>>>;
  /** What they answer in the questionnaire. */
  answer: readonly [question: string, choice: string];
  words: readonly string[];
  /** How often somebody is unhappy: two months ago, and now. */
  before: number;
  lately: number;
}

export const SORE_POINTS: readonly SorePoint[] = [
  {
    item: '不动产',
    options: { 1: '109', 2: '208' },
    answer: ['materials', '4'],
    words: [
      '办事指南没写要婚姻证明，到了窗口又要',
      '多要一份单位证明，指南上没有',
      '指南和窗口要的材料不一样，又回去拿',
    ],
    before: 0.06,
    lately: 0.4,
  },
  {
    item: '医疗保险费用手工',
    options: { 1: '110', 2: '209' },
    answer: ['process', '3'],
    words: ['报销等了两个月还没到账', '说十个工作日，一个月了没有消息'],
    before: 0.2,
    lately: 0.12,
  },
  {
    item: '食品经营',
    options: { 1: '114', 2: '211' },
    answer: ['process', '3'],
    words: ['说只跑一次，跑了三次', '现场核查改了两次时间'],
    before: 0.08,
    lately: 0.3,
  },
];

/** What the others answer in the first questionnaire, most often the first. */
export const ANSWERED: Readonly<Record<string, readonly (readonly [choice: string, weight: number])[]>> = {
  guide: [
    ['1', 70],
    ['2', 20],
    ['4', 10],
  ],
  process: [
    ['1', 72],
    ['2', 24],
    ['3', 4],
  ],
  materials: [
    ['1', 74],
    ['2', 20],
    ['3', 6],
  ],
  interface: [
    ['1', 45],
    ['2', 15],
    ['4', 40],
  ],
};

/** What is found, answered and replied in the invented handling of poor ratings. */
export const HANDLED = {
  called: '评价人说了当时的经过，愿意让部门知道是哪件事',
  true: '和评价人核对过，情况属实',
  mistaken: '评价人说点错了，本来想点满意',
  malicious: '同一天对没有办过事的窗口连评多次，查无办件',
  confirmed: '核对了回访记录和办件，同意撤销',
  answered: '已向您说明情况并道歉。办事指南补写了要带的材料，窗口也重新培训了，以后不会再让您多跑。',
  unmoved: '只道歉没有解决问题',
  ordered: '请和评价人当面沟通，把问题解决以后再答复',
  again: '负责人上门说明并当场补办，材料要求已经从指南里删掉。',
  happy: '解决了，谢谢',
} as const;
