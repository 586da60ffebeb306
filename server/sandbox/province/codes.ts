/** The interface's code lists, shown at `/__sandbox/config`. */
export const CODE_LISTS = {
  proStatus: { '1': '待受理', '2': '已受理', '3': '已办结' },
  userProp: {
    '1': '自然人',
    '2': '企业法人',
    '3': '事业法人',
    '4': '社会组织法人',
    '5': '非法人企业',
    '6': '行政机关',
    '9': '其他组织',
  },
  evaluateType: { '1': '首次评价', '2': '追加评价' },
  pf: {
    '1': '电脑网页',
    '2': '移动端',
    '3': '二维码',
    '4': '窗口平板',
    '5': '自助终端',
    '6': '电话',
    '7': '短信',
  },
  type: { '1': '互联网', '2': '政务信息网', '3': '政务外网' },
  alternate: { '5': '非常满意', '4': '满意', '3': '基本满意', '2': '不满意', '1': '非常不满意' },
} as const satisfies Record<string, Record<string, string>>;

/** Options a level may carry: its first digit is the level, the rest a running number of the national set. */
export const OPTION_CODES: Readonly<Record<string, { from: number; to: number }>> = {
  '5': { from: 510, to: 517 },
  '4': { from: 406, to: 413 },
  '3': { from: 307, to: 314 },
  '2': { from: 207, to: 214 },
  '1': { from: 108, to: 115 },
};
