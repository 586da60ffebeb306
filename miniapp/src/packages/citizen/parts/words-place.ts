/** What is said where somebody chooses what they speak of, and where they leave a telephone number. */
export const choosePlace = {
  hint: '写名称里的几个字或拼音首字母，如“不动产”“行政服务中心”，再从下面选。',
  find: '找一找',
  finding: '正在找…',
  none: '没有找到。换几个字再找，或拨打 12345。',
  change: '换一个',
};

export const byPhone = {
  agree: '我看过了，同意按它使用我的手机号',
  agreeFirst: '请先点一下上面的“我看过了，同意”。',
  notice: '我们怎么用您的信息',
};
