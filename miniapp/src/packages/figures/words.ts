import { monthDay, monthName } from '@haochaping/shared/domain/calendar/days';
import type { PublicKind } from '@haochaping/shared/domain/figures/disclosure';

/** What the page of published figures says. */
export const figures = {
  title: '评价公示',
  invented: '演示数据：评价和办理都是编的，只有地名和单位名是真的',
  above: '上面一级',
  back: (name: string) => `回到${name}`,
  months: '哪个月的',
  monthName,
  monthShort: (month: string, newest: string) =>
    month.slice(0, 4) === newest.slice(0, 4) ? `${Number(month.slice(5))}月` : monthName(month),
  otherMonths: '别的月份',
  ratings: (all: number, adopted: number) =>
    all === adopted ? `收到${all}条评价，全部采信（计入）。` : `收到${all}条评价，采信（计入）${adopted}条。`,
  edition: (dataUntil: string, published: string, version: number) =>
    `数据到${monthDay(dataUntil)}，按整周算。${published}公布，第${version}版。`,
  corrected: (note: string) => `这一版更正过：${note}。`,
  of: (part: number, whole: number) => `${whole}条里${part}条`,
  how: '怎么算',
  dividend: '除以',
  equals: '等于',
  excluded: '哪些不算',
  formula: (id: string, version: number) => `算法编号 ${id}，第${version}版。`,
  few: '不到10个，写几中几，不写百分数。',
  hall: '大厅的数字只算评大厅、评窗口的；按办件评的，算在单位和事项里。',
  cut: '只留一位小数，后面的舍去，不往上进。',
  cutMean: '只留两位小数，后面的舍去，不往上进。',
  nothing: '这个月还没有可以算的，不写数。',
  levels: '五档各有几条',
  levelsHint: '实心是计入的；空心是收到了、按规定不计入的。',
  level: (all: number, adopted: number) =>
    all === adopted ? `${all}条` : adopted === 0 ? `${all}条，都不计入` : `${all}条，计入${adopted}条`,
  handling: '差评办得怎么样',
  best: '满分是5',
  trend: '这几个月',
  trendHint: '线的长短是收到多少条',
  inMonth: (all: number, satisfied: string, poor: string) => `${all}条，好评率 ${satisfied}，差评率 ${poor}`,
  table: '看表格',
  tableHead: { month: '月份', all: '收到', adopted: '计入', satisfied: '好评率', poor: '差评率' },
  below: { city: '各个区县', region: '各个单位和大厅', institution: '下面的事项、大厅和平台' } as Partial<
    Record<PublicKind, string>
  >,
  belowHint: '差评多的在前。一条评价可能算在几个下面，所以不能相加。',
  belowNone: '下面的没有单列：没有人评，或者评的人太少，还合在这里。',
  rates: (satisfied: string, poor: string) => `好评率 ${satisfied} · 差评率 ${poor}`,
  poor: (poor: number, adopted: number) => `计入${adopted}条，差评${poor}条`,
  more: (count: number) => `再看${count}个`,
  withheld: '哪些不公布，凭什么',
  ground: (why: string, ground: string) => `因为${why}。依据：${ground}`,
  data: '下载数据，自己算一遍',
  dataHint: '每个数的算法和用到的计数都在里面，地址不变。',
  files: [
    { end: 'json', name: '数据 JSON' },
    { end: 'csv', name: '表格 CSV' },
    { end: 'json.sha256', name: 'JSON 的校验和' },
    { end: 'csv.sha256', name: 'CSV 的校验和' },
  ],
  check: (month: string) =>
    `放在一个文件夹里，用本项目的 npm run recompute -- ${month}.json 重算：有一个数对不上，它就报错。`,
  copyHint: '点一个，复制它的地址，到电脑的浏览器里打开。',
  copied: (name: string) => `“${name}”的地址复制好了。`,
  copyFailed: '没有复制成，请再点一次。',
  answers: '大家的意见，和各单位的答复',
  bulletins: '公开案例：差评是怎样处理的',
  numbers: '回到数字',
  empty: '还没有公布过数字',
  emptyHint: '每个月的数字，在下个月上旬公布。',
  noneHere: '这个月没有单列它的数字',
  noneHereHint: '没有人评，或者评的人太少，还合在单位里。可以换一个月，或者看全市的。',
  whole: '看全市的',
};
