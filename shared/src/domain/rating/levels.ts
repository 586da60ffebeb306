/**
 * The five levels and the option codes behind each of them.
 * Source: 方案 二(一)2 (five levels, the last two are 差评) for FA-2.1.2-b; the option codes are the national set.
 * This file imports nothing, so that the mini-program can carry it in its package.
 */

export type Level = 1 | 2 | 3 | 4 | 5;

/** Best first, the order in which the faces stand. */
export const LEVELS: readonly Level[] = [5, 4, 3, 2, 1];

export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  5: '非常满意',
  4: '满意',
  3: '基本满意',
  2: '不满意',
  1: '非常不满意',
};

/** A poor rating (差评): the two lowest levels (方案 二(一)2). */
export function isPoor(level: Level): boolean {
  return level <= 2;
}

export const POOR_LEVELS: readonly Level[] = LEVELS.filter(isPoor);

export interface RatingOption {
  /** Three digits; the first is the level. */
  code: string;
  label: string;
}

export interface OptionSet {
  version: string;
  byLevel: Readonly<Record<Level, readonly RatingOption[]>>;
}

const option = (code: string, label: string): RatingOption => ({ code, label });

/** The national set in force. Retired sets stay in `OPTION_SETS`, so that old ratings stay readable. */
export const NATIONAL_OPTIONS: OptionSet = {
  version: 'national-2020',
  byLevel: {
    5: [
      option('510', '一窗受理一次办结'),
      option('511', '可以先受理后补材料'),
      option('512', '不用提交证明'),
      option('513', '可以全程网上办理'),
      option('514', '可以使用手机办理'),
      option('515', '可以就近办理'),
      option('516', '无需材料直接办理'),
      option('517', '服务热情效率高'),
    ],
    4: [
      option('406', '填写一张表单就可完成申报'),
      option('407', '在线提交材料窗口核验'),
      option('408', '一张清单告知全部申报材料'),
      option('409', '用告知承诺减免申报材料'),
      option('410', '可以在线预约办理'),
      option('411', '跑大厅一次办完'),
      option('412', '可以使用自助机办理'),
      option('413', '服务态度较好'),
    ],
    3: [
      option('307', '一次性告知需要补正的材料'),
      option('308', '提供申报材料样本'),
      option('309', '在承诺的时间内办结'),
      option('310', '办事指南指引准确'),
      option('311', '按办事指南要求的材料即可办理'),
      option('312', '可以快递送达'),
      option('313', '跑动次数与承诺的一致'),
      option('314', '服务态度一般'),
    ],
    2: [
      option('207', '没有提供材料样本'),
      option('208', '没有提供材料清单'),
      option('209', '未在承诺时间内办结'),
      option('210', '同样内容的证明材料被要求多次提交'),
      option('211', '承诺网办但无法在线办理'),
      option('212', '在线预约办理后到实体大厅重复取号排队'),
      option('213', '窗口人员业务不熟练'),
      option('214', '服务态度生硬'),
    ],
    1: [
      option('108', '在办事指南之外增加新的审批条件'),
      option('109', '需提供办事指南之外的申报材料'),
      option('110', '无理由超过法定办理时间'),
      option('111', '办事指南提供样本有错'),
      option('112', '承诺在线收取申报材料实际无法收取'),
      option('113', '多头跑窗口和部门'),
      option('114', '跑动次数与承诺的不一致'),
      option('115', '服务态度差效率低'),
    ],
  },
};

const OPTION_SETS: Readonly<Record<string, OptionSet>> = { [NATIONAL_OPTIONS.version]: NATIONAL_OPTIONS };

/** The option set a rating was given with; undefined for a version this system never had. */
export function optionSetOf(version: string): OptionSet | undefined {
  return OPTION_SETS[version];
}

/** The words of an option code in whichever set has it; the code itself where none has. */
export function optionLabel(code: string): string {
  const all = Object.keys(OPTION_SETS).flatMap((version) =>
    LEVELS.flatMap((level) => OPTION_SETS[version]?.byLevel[level] ?? []),
  );
  return all.find((entry) => entry.code === code)?.label ?? code;
}

/** The codes that do not belong to this level in this set; empty when all fit. Each is returned once, in the order given. */
export function foreignOptions(set: OptionSet, level: Level, codes: readonly string[]): string[] {
  const known = new Set(set.byLevel[level].map((entry) => entry.code));
  return [...new Set(codes)].filter((code) => !known.has(code));
}
