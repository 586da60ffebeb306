import { DEVICE } from '../../../lib/device.js';

/** Every sentence of the pages behind the sign-in, in the words one would say aloud. */

export const trouble = {
  offline: '没有网络。连上网后再试一次。',
  unreachable: '暂时连不上。请过一会儿再试一次。',
  timeout: '网络太慢，没有等到回答。请再试一次。',
  server: '我们这边出了点问题，请过一会儿再试一次。',
};

export const shared = {
  signIn: '登录',
  signInFirst: '这一页是您自己的，请先登录。',
  signInWhy: '评价不用登录。登录后，换了手机也能看到自己的评价，还能管好自己的信息。',
  more: '再看几条',
};

export const me = {
  title: '我的',
  unnamed: '已登录',
  assurance: (name: string) => `身份：${name}`,
  ratings: { title: '我的评价', hint: '在哪台手机上评的都看得到' },
  realName: { title: '实名核对', todo: '还没有核对。不核对也能评价', done: (at: string) => `${at}核对过` },
  phone: { title: '手机号', todo: '还没有绑定', done: (masked: string) => masked },
  disclosures: { title: '谁查看过我的信息', hint: '每看一次都有一条' },
  consents: { title: '同意过什么', hint: '可以撤回' },
  notice: { title: '我们怎么用您的信息', hint: '隐私告知全文' },
  devices: { title: '在哪些地方登录着', hint: '不认得的可以让它退出' },
  signOut: '退出登录',
  signedOut: '已退出。评价照样可以评。',
};

export const signIn = {
  title: '登录',
  lead: '登录后，换了手机也能看到自己的评价和进度。评价本身不用登录。',
  notice: '我们怎么用您的信息',
  agree: '我看过了，同意按它使用我的登录信息',
  agreeFirst: '请先点一下上面的“我看过了，同意”。',
  weapp: '用微信登录',
  official: '用微信登录',
  sso: '用省统一身份认证登录',
  byPhone: '用手机号登录',
  phone: '手机号',
  phoneHint: '只用来登录，别人看不到。',
  phoneWrong: '手机号应是1开头的11位数字，请看看有没有漏。',
  sendCode: '发验证码',
  code: '短信里的6位验证码',
  codeWrong: '验证码是6位数字。',
  again: (seconds: number) => `${seconds}秒后可以再发`,
  resend: '没收到？再发一次',
  go: '登录',
  going: '正在登录…',
  outcomes: {
    ok: '',
    expired: '等得太久，登录没有完成。请再点一次。',
    refused: '您没有同意，或对方没有认可，所以没有登录。可以再试一次，或换一种方式。',
    unavailable: '那边现在打不开，没有登录成。请过一会儿再试，或换一种方式。',
  },
  none: '这里暂时没有可用的登录方式。评价不用登录，进度可以凭回执看。',
  weappFailed: '微信没有让我们登录。请再点一次。',
};

export const realName = {
  title: '实名核对',
  lead: '核对后，您办的事对应的评价都会归到您名下，评价算作实名评价。不核对也能评价。',
  consent: '同意用我的姓名和证件号码做核对',
  consentHint: '只用来核对，加密保存；核对方回答“是”或“不是”，不留下别的。',
  consentFirst: '请先点一下上面的“同意”。',
  name: '姓名',
  nameHint: '照证件上的写',
  nameWrong: '请填写证件上的姓名，至少两个字。',
  certType: '用哪种证件？',
  certTypes: {
    '111': '居民身份证',
    '414': '护照',
    '511': '台湾居民来往大陆通行证',
    '516': '港澳居民来往内地通行证',
  },
  certNumber: '证件号码',
  certWrong: '请填写证件号码。',
  go: '核对',
  going: '正在核对…',
  done: '核对好了',
  doneLead: (name: string, document: string) => `${name}，${document}。以后您的评价算作实名评价。`,
  again: '重新核对',
};

export const phone = {
  title: '绑定手机号',
  lead: '绑定后可以用手机号登录，也能收到办理进度的短信。',
  weapp: '用微信里的手机号',
  weappDenied: '没有拿到手机号。可以再点一次，或在下面填写。',
  other: '填一个手机号',
  done: '绑定好了。',
  go: '绑定',
};

export const ratings = {
  title: '我的评价',
  empty: '还没有评价',
  emptyHint: '办完事后扫一扫窗口上的二维码就能评。',
  unclaimed: (count: number) => `这台${DEVICE}上有${count}条评价还没有归到您名下`,
  unclaimedHint: '归到名下后，换了手机也能看到。别人不会因此知道是您评的。',
  claim: '归到我名下',
  claiming: '正在办…',
  claimed: (count: number) => `${count}条已归到您名下。`,
  claimFailed: (message: string) => `有的没有办成：${message}`,
  mineAs: (name: string) => name,
};

export const rating = {
  title: '这条评价',
  said: '您说的',
  saidNothing: '没有留下别的话。',
  progress: '办到哪一步了',
  more: '再补充几句',
  text: '写几句',
  send: '补充',
  sent: '收到了。',
  number: '回执号',
  gone: '没有找到这条评价，或它不在您名下。',
};

export const disclosures = {
  title: '谁查看过我的信息',
  lead: '您的姓名、证件和电话是加密存的。每次有人打开，这里就多一条。',
  empty: '还没有人查看过',
  emptyHint: '有人查看时，这里会写明是哪个单位、为了什么、在什么时候。',
  who: (office: string, role: string | null) => (role ? `${office}的${role}` : office),
  data: (names: readonly string[]) => `看了：${names.join('、')}`,
  rating: (number: string) => `为了评价 ${number}`,
  wrong: '觉得不该看的，请拨打 12345。',
};

export const notice = {
  title: '我们怎么用您的信息',
  version: (version: number, day: string) => `第${version}版，${day}起用`,
};

export const consents = {
  title: '同意过什么',
  lead: '每次同意和不同意都记着。撤回以后就不再用。',
  empty: '还没有问过您',
  states: {
    given: '已同意',
    refused: '没有同意',
    never_asked: '没有问过',
    ask_again: '告知有了新的一版，用到时会再问您',
  },
  withdraw: '撤回',
  withdrawTitle: (name: string) => `撤回“${name}”？`,
  withdrawAct: '撤回',
  withdrawn: '已撤回。',
  history: '记录',
  given: '同意',
  refused: '不同意或撤回',
  line: (day: string, version: number) => `${day}，第${version}版告知`,
  to: (recipient: string) => `交给：${recipient}`,
};

export const devices = {
  title: '在哪些地方登录着',
  lead: '不认得的，让它退出，再改一次登录方式。',
  current: '就是这里',
  since: (day: string) => `${day}登录`,
  seen: (at: string) => `最近一次 ${at}`,
  end: '让它退出',
  endOthers: '除这里外全部退出',
  ended: '已退出。',
};
