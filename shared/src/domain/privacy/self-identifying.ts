/**
 * What in a text would tell the rated side who wrote it. It warns the author before anything is sent, and what stays is
 * masked for the rated side (方案 三(三)3 for FA-3.3-c). It looks for forms, not for meaning: better a warning too few than
 * one that nobody reads any more. Imports nothing and uses no look-behind: it ships in the mini-program.
 */
export type SelfIdentifyingKind =
  | 'phone'
  | 'identity'
  | 'card'
  | 'case'
  | 'email'
  | 'account'
  | 'plate'
  | 'address'
  | 'name'
  | 'time'
  | 'queue';

/** What each kind is called, to its author and in the place of what is masked. */
export const SELF_IDENTIFYING_NAMES: Readonly<Record<SelfIdentifyingKind, string>> = {
  phone: '电话',
  identity: '证件号码',
  card: '银行卡号',
  case: '办件编号',
  email: '邮箱',
  account: '微信或QQ号',
  plate: '车牌号',
  address: '住址',
  name: '姓名',
  time: '具体时刻',
  queue: '排队号',
};

export const SELF_IDENTIFYING_KINDS = Object.keys(SELF_IDENTIFYING_NAMES) as SelfIdentifyingKind[];

/** A piece of the text, from `start` up to but without `end` (UTF-16 units), and what it is. */
export interface SelfIdentifying {
  kind: SelfIdentifyingKind;
  start: number;
  end: number;
}

const SPELLED = '〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两';
const VALUES = '00123456789123456789' + '12';

/** The same text unit for unit, wide and dressed-up signs made plain and upper case, so that places stay where they are. */
function plain(text: string): string {
  let made = '';
  for (const sign of text.split('')) {
    const simple = sign > '\u007f' ? sign.normalize('NFKC') : sign;
    const upper = (simple.length === 1 ? simple : sign).toUpperCase();
    made += upper.length === 1 ? upper : sign;
  }
  return made;
}

/** Plain text with spelled digits (一三八) as digits. */
function withDigits(text: string): string {
  let made = '';
  for (const sign of text.split('')) made += VALUES[SPELLED.indexOf(sign)] ?? sign;
  return made;
}

/** Digits with at most two signs between neighbours; no run is longer than 40, so that a search stays linear. */
// eslint-disable-next-line no-misleading-character-class -- keycap signs are taken apart on purpose
const RUN = /\d(?:[ \t\-–—_.·/\ufe0f\u20e3]{0,2}\d){6,39}X?/g;

const NUMBERS: readonly [SelfIdentifyingKind, RegExp][] = [
  ['identity', /^[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]/],
  ['identity', /^[1-9]\d{5}[2-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}/],
  ['card', /^[3-6]\d{18}/],
  ['card', /^[3-6]\d{15}/],
  ['phone', /^(?:00)?(?:86)?1[3-9]\d{9}/],
  ['phone', /^0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}/],
];

/** What stands in one run of digits; a number begins and ends where a piece of the run does. */
function numbersIn(original: string, read: string, offset: number): SelfIdentifying[] {
  const at: number[] = [];
  for (let index = 0; index < read.length; index++) if (/[\dX]/.test(read[index]!)) at.push(index);
  const digits = at.map((index) => read[index]).join('');
  const spelled = (index: number) => SPELLED.indexOf(original[offset + index]!) >= 0;
  const breaks = (one: number) =>
    one === 0 ||
    one === at.length ||
    at[one]! - at[one - 1]! > 1 ||
    spelled(at[one]!) !== spelled(at[one - 1]!);
  const found: SelfIdentifying[] = [];
  for (let from = 0; from < at.length;) {
    let until = from + 1;
    while (!breaks(until)) until++;
    let kind: SelfIdentifyingKind | undefined;
    let size = until - from;
    for (const [named, form] of NUMBERS) {
      const length = form.exec(digits.slice(from, from + 19))?.[0].length ?? 0;
      if (kind || !length || !breaks(from + length)) continue;
      kind = named;
      size = length;
    }
    if (!kind && size >= 9) kind = 'case';
    if (
      !kind &&
      from === 0 &&
      (size === 7 || size === 8) &&
      /(?:电话|座机|手机|号码)\D{0,4}$/.test(original.slice(Math.max(0, offset - 8), offset))
    )
      kind = 'phone';
    if (kind) found.push({ kind, start: offset + at[from]!, end: offset + at[from + size - 1]! + 1 });
    from += size;
  }
  return found;
}

const HAN = '\u4e00-\u9fa5';
const END = '\\s，。！？；：、,.!?;:';
const SURNAME =
  '(?:欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武贺赖龚文兰施陶洪翟安颜倪严牛温季伍尤柳邢梅莫庄管涂詹关纪欧项游席翁包柯华连巫揭池饶官吉])';
/** Signs that end no name, but many a word that begins like one: 林业局, 高中生, 文盲. */
const NO_END = `[^${END}\\d局所部厅委院校站司厂店社村镇乡县市区省组人员工师傅家者民户客盲匠女婿媳了的吗呢吧是在有也就都还要去来过着时候便兴上下里中外们多少件额功常后前天次种]`;
const GIVEN = `(?:[${HAN}]${NO_END}|${NO_END})`;
/** Words that begin like a name. */
const NO_NAME =
  '(?!高[中龄兴]|马上|方便|万不|白跑|常常|于[昨今上下本前去是]|金额|任何|安心|江[西苏]|孙子|华侨|连夜|何[时地]|向[来他]|龙岩)';
const NAME = `${NO_NAME}${SURNAME}${GIVEN}`;
const STOP = `(?=$|[${END}()\\d—-])`;
const ROLE = '(?:姓名|名字|(?:申请|投诉|联系|评价|反映|经办|当事|法)人|[户业]主|[署签]名|落款)';
const KIN = '(?:[爸妈哥弟姐妹]|[父母]亲|老[公婆]|丈夫|妻子|儿子|女儿|孩子)';
const HOME = '(?:[家我现]住|住在|住址|家在|家庭[地住]址)';
const NUMBER = '[\\d十百]{1,5}';
const CLOCK = '(?:[\\d十]{1,3}[点时](?:[\\d十]{1,3}分?|半|1刻)|\\d{1,2}:\\d{2})';
const PART = '(?:早上|上午|中午|下午|晚上|凌晨|傍晚)';

/** What a form reads: plain signs, or spelled digits as digits. */
const PLAIN = 0;
const DIGITS = 1;

/** Where two finds overlap the earlier form wins. */
const FORMS = (
  [
    ['email', PLAIN, /@[A-Z0-9-]{1,30}\.[A-Z0-9-]{2,20}(?:\.[A-Z]{2,6})?/g],
    ['account', DIGITS, /(?:QQ|扣扣|企鹅)(?:号码?|群)?[\s:是为]{0,3}[1-9]\d{4,11}/g],
    [
      'account',
      PLAIN,
      /(?:微信|薇信|威信|V信|VX|WX|WEIXIN|WECHAT)(?:号码?|账号)?[\s:是为,，]{0,3}[A-Z][-_A-Z0-9]{5,19}/g,
    ],
    [
      'plate',
      PLAIN,
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·\s-]?(?=[A-HJ-NP-Z]{0,4}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]/g,
    ],
    [
      'case',
      PLAIN,
      /(?:办件|受理|业务|申请|查询|流水|登记|收件|申报|预约|回执|不动产权?证?|执照|许可证|档案|案件)(?:编号|号码|单号|证号|号)[码为是\s:]{0,4}[A-Z\d][A-Z\d-]{4,39}/g,
    ],
    // The number of a transaction as systems print it: letters, a long number, parts behind hyphens.
    ['case', PLAIN, /[A-Z]{2,10}-?\d{8,20}(?:-\d{1,8}){0,3}/g],
    [
      'address',
      DIGITS,
      `[${HAN}\\d]{0,6}(?:大道|小区|花园|[路街巷弄苑寓府湾庭城村])(?:${NUMBER}(?:-\\d{1,4})?号)?[^${END}]{0,6}?${NUMBER}(?:栋|幢|座|号楼|单元|室|户)[\\dA-Z单元楼层-]{0,8}[室户号]?`,
    ],
    ['address', DIGITS, `[${HAN}]{1,5}村第?${NUMBER}(?:村民)?(?:小?组|队|号)(?:${NUMBER}号)?`],
    [
      'address',
      DIGITS,
      `${HOME}[\\s:是在]{0,2}[^${END}]{1,24}?(?:${NUMBER}号楼?|${NUMBER}[室栋幢组]|[^农乡山]村)(?:${NUMBER}[号室组])?`,
    ],
    ['address', DIGITS, `住(?![建房院宿户保所])[^${END}]{0,20}?[路街巷弄道]${NUMBER}(?:-\\d{1,4})?号`],
    ['name', PLAIN, `((?:我的名字[是叫]?|我名叫|我叫|本人叫|本人是|${ROLE}[:是为])\\s?)${NAME}`],
    ['name', PLAIN, `(我是|本人)${NAME}${STOP}`],
    ['name', PLAIN, `((?:我|本人)(?:是|(?:免贵)?姓))${SURNAME}(?:先生|女士|小姐|某|师傅)`],
    ['name', PLAIN, `((?:我|本人)(?:免贵)?姓)${SURNAME}`],
    ['name', PLAIN, `(我(?:家|的)?${KIN}(?:名字)?叫)${NAME}`],
    ['name', PLAIN, `(^|[。！？!?\\n—]\\s?)${SURNAME}(?:先生|女士|小姐|师傅)\\s?$`],
    ['name', PLAIN, `(—{1,2}\\s?|署名\\s?)${NAME}\\s?$`],
    ['time', DIGITS, `[\\d十]{1,3}月[\\d十]{1,3}[日号]?的?(?:${PART}的?)?(?:${CLOCK}|[\\d十]{1,3}[点时])`],
    [
      'time',
      DIGITS,
      `([^每到至~-]|^)(?:今天|昨天|前天|今早|昨晚|(?:周|星期|礼拜)[\\d日天末])(?:${PART})?(?:大概|大约|差不多)?${CLOCK}`,
    ],
    ['queue', DIGITS, /[A-Z]{1,2}-?\d{3,4}号(?![窗柜厅楼线])/g],
    [
      'queue',
      DIGITS,
      /(?:排队号码?|排号|取到?的?号码?|我的号码?|我是|排到|叫到|轮到)[是为了:\s]{0,2}[A-Z]{1,2}-?\d{2,4}号?(?![窗柜厅楼线\d])/g,
    ],
    ['queue', DIGITS, /(?:排队号码?|我的号码?是|取的号是)[是为:\s]{0,2}\d{2,4}号?(?![窗柜厅楼线\d])/g],
  ] as [SelfIdentifyingKind, 0 | 1, RegExp | string][]
).map(([kind, form, pattern]) => [kind, form, new RegExp(pattern, 'g')] as const);

/** 11月3日一点都没办 names no hour. */
const NOT_A_TIME = /[日号]1点$/;

/** Where the name before an @ begins; looking back from the sign keeps the search linear. */
function mailboxStart(read: string, at: number): number {
  let start = at;
  while (start > 0 && /[A-Z0-9._%+-]/.test(read[start - 1]!)) start--;
  return start;
}

/** Every match of a global pattern; as a function of our own, since older phones have no `matchAll`. */
function matches(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let one = pattern.exec(text); one; one = pattern.exec(text)) found.push(one);
  return found;
}

/** All that is found, the earlier form first; pieces may overlap. */
function candidates(text: string): SelfIdentifying[] {
  const read = plain(text);
  const digits = withDigits(read);
  const numbers = matches(RUN, digits).flatMap(({ 0: run, index }) => numbersIn(read, run, index));
  const forms = FORMS.flatMap(([kind, form, pattern]) =>
    matches(pattern, form === PLAIN ? read : digits)
      .filter(([piece]) => kind !== 'time' || !NOT_A_TIME.test(piece))
      .map(({ 0: piece, 1: lead = '', index }) => ({
        kind,
        start: kind === 'email' ? mailboxStart(read, index) : index + lead.length,
        end: index + piece.replace(/\s$/, '').length,
      })),
  );
  return [...numbers.filter(({ kind }) => kind !== 'case'), ...forms, ...numbers];
}

/** What in the text tells who wrote it: pieces in order, none overlapping another. Works in time linear in the text. */
export function selfIdentifying(text: string): SelfIdentifying[] {
  const taken = new Set<number>();
  const kept: SelfIdentifying[] = [];
  for (const one of candidates(text)) {
    const places = Array.from({ length: one.end - one.start }, (_, step) => one.start + step);
    if (places.some((place) => taken.has(place))) continue;
    places.forEach((place) => taken.add(place));
    kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** The kinds found, each once, in the order in which they stand. */
export function selfIdentifyingKinds(text: string): SelfIdentifyingKind[] {
  return [...new Set(selfIdentifying(text).map(({ kind }) => kind))];
}

/** The text for eyes that must not learn who wrote it: each piece replaced by a bar and what it was. */
export function withoutSelfIdentifying(text: string): string {
  let made = '';
  let from = 0;
  for (const { kind, start, end } of selfIdentifying(text)) {
    made += `${text.slice(from, start)}▇▇▇（已隐去${SELF_IDENTIFYING_NAMES[kind]}）`;
    from = end;
  }
  return made + text.slice(from);
}
