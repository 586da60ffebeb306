import type { FeedbackInput } from '@haochaping/shared/contracts';
import type { FeedbackTopic } from '@haochaping/shared/domain/feedback';

/** What an invented person writes beside the levels, and what became of it; none of it was ever said by anybody. */
export interface InventedFeedback {
  /** So many days ago. */
  back: number;
  topic: FeedbackTopic;
  about: FeedbackInput['about'];
  regionCode?: string;
  text: string;
  /** Whether its author agreed to its being public. */
  agreed: boolean;
  /** Answered three days later; without, it waits to be handled. */
  answer?: string;
  /** Let into public by a colleague the day after. */
  published?: boolean;
}

/** Not the centre's own hall: what is said of that goes to the offices of oversight. */
const HALL = { kind: 'place', place: { kind: 'hall', code: '350400-H02' } } as const;
const nothing = { kind: 'nothing' } as const;

export const TOLD: readonly InventedFeedback[] = [
  {
    back: 62,
    topic: 'facilities',
    about: HALL,
    text: '大厅里找不到给老人坐的地方，排号的时候只能站着等。',
    agreed: true,
    answer: '谢谢提醒。取号机旁已经加了二十把带扶手的椅子，导办员也会请年纪大的先坐。',
    published: true,
  },
  {
    back: 48,
    topic: 'online',
    about: nothing,
    text: '手机上传照片总说太大，又不告诉要多大的，试了一晚上。',
    agreed: true,
    answer: '上传页已经写明每张不超过5兆，超过的会自动缩小，不用您自己改。',
    published: true,
  },
  {
    back: 33,
    topic: 'policy',
    about: { kind: 'policy', name: '灵活就业人员参保' },
    text: '灵活就业参保要什么材料，几个窗口说的不一样，希望写成一张纸贴出来。',
    agreed: true,
    answer: '材料清单已经印成一张纸，放在社保窗口，也登在办事指南第一页，以后都照它说。',
    published: true,
  },
  {
    back: 21,
    topic: 'praise',
    about: HALL,
    text: '导办台的姑娘帮我爸填了三张表，一点没有不耐烦，谢谢她。',
    agreed: true,
    answer: '已经转告导办台的同事，也会在月会上说这件事。谢谢您写下来。',
  },
  {
    back: 13,
    topic: 'procedure',
    about: nothing,
    regionCode: '350481',
    text: '周末能不能开一个窗口，上班的人请假来办事不容易。',
    agreed: false,
  },
  {
    back: 6,
    topic: 'guidance',
    about: HALL,
    text: '办事指南的电话打过去是空号，请核对一下。',
    agreed: true,
  },
  {
    back: 2,
    topic: 'materials',
    about: nothing,
    text: '同一张身份证一天里复印了四次，能不能扫一次大家都用。',
    agreed: true,
  },
];
