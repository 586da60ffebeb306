import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import type { Directory } from '../directory/index.js';

/** Words of service halls that the general dictionary would cut in two. */
const OF_HALLS = [
  '取号',
  '叫号',
  '排长队',
  '多跑路',
  '跑几趟',
  '跑三趟',
  '补材料',
  '退件',
  '没人接',
  '打不通',
  '打不开',
  '自助机',
  '不耐烦',
];
/** Said of any service, good or poor: such a word tells nothing. */
const EMPTY = new Set(
  '办理 办事 办件 办公 事情 事项 服务 政务 窗口 大厅 中心 部门 单位 人员 时候 时间 工作 工作人员 问题 小时 分钟 工作日 上午 下午 中午 情况 地方 东西 感觉 觉得 认为 希望 建议 没有 不能 不是 可以 应该 需要 知道 进行 最后 结果 评价 满意 不满意 差评 老百姓 群众 百姓'.split(
    ' ',
  ),
);
/** Things, deeds and qualities, and set phrases; names of people and places say who and where, not why. */
const TELLING = /^(?:n|nz|v|vn|vd|a|an|ad|i|l|z)$/;
/** The tag of a name from the directory: one word, and not one that tells. */
const LOCAL_NAME = 'nt';
/** So often that no other way of cutting is likelier. */
const CERTAIN = 100_000;

/** Where the names of the city are known from. */
type Names = Pick<Directory, 'regions' | 'standing'>;

let known: { directory: Names; jieba: Jieba } | null = null;

/** The dictionary with the names of this city; made anew when the directory has changed. */
function cutterFor(directory: Names, at: Date): Jieba {
  if (known?.directory === directory) return known.jieba;
  const jieba = Jieba.withDict(dict);
  const names = [
    ...directory.regions.map(({ name }) => name),
    ...directory.standing('halls', at).map(({ data }) => data.name),
    ...directory.standing('institutions', at).map(({ data }) => data.name),
  ].filter((name) => /^[\u4e00-\u9fff]{2,20}$/.test(name));
  const lines = [
    ...[...new Set(names)].map((name) => `${name} ${CERTAIN} ${LOCAL_NAME}`),
    ...OF_HALLS.map((word) => `${word} ${CERTAIN} l`),
  ];
  jieba.loadDict(Buffer.from(`${lines.join('\n')}\n`));
  known = { directory, jieba };
  return jieba;
}

/**
 * The words of what somebody wrote that may say why, each once.
 * @param texts as whoever counts may read them: without what tells who wrote them
 */
export function wordsIn(texts: readonly string[], directory: Names, at: Date): string[] {
  if (texts.every((text) => text === '')) return [];
  const jieba = cutterFor(directory, at);
  const words = texts
    .flatMap((text) => jieba.tag(text))
    .filter(({ word, tag }) => TELLING.test(tag) && /^[\u4e00-\u9fff]{2,8}$/.test(word) && !EMPTY.has(word))
    .map(({ word }) => word);
  return [...new Set(words)];
}
