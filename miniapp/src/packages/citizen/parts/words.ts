import { saidOfNumber } from '@haochaping/shared/domain/complaints';
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
  /** Above a list that could not be asked for again; it is asked for by itself when the network is back. */
  seenThen: {
    offline: (at: string) => `没有网络，这是${at}看到的。`,
    unreachable: (at: string) => `暂时连不上，这是${at}看到的。`,
    timeout: (at: string) => `网络太慢，这是${at}看到的。`,
    server: (at: string) => `我们这边出了点问题，这是${at}看到的。`,
  },
  working: '正在办…',
  more: '再看几条',
  noUntil: '不设期限',
  until: (day: string) => `到${day}`,
  copy: '复制',
  copied: '复制好了。',
  copyFailed: '没有复制成，请抄下来。',
  signInAgain: '再登录一次',
  staleSignIn: '登录有一会儿了。为保护您的信息，请再登录一次，然后回到这里。',
};

export const me = {
  title: '我的',
  unnamed: '已登录',
  assurance: (name: string) => `身份：${name}`,
  ratings: { title: '我的评价', hint: '登录以后评的都在这里' },
  realName: { title: '实名核对', todo: '还没有核对。不核对也能评价', done: (at: string) => `${at}核对过` },
  phone: { title: '手机号', todo: '还没有绑定', done: (masked: string) => masked },
  businesses: { title: '我的企业', hint: '替企业办事的人在这里管授权' },
  disclosures: { title: '谁查看过我的信息', hint: '每看一次都有一条' },
  data: { title: '我的信息', hint: '查看、导出、改正，撤回同意，注销账号' },
  devices: { title: '在哪些地方登录着', hint: '不认得的可以让它退出' },
  signOut: '退出登录',
  signingOut: '正在退出…',
  signedOut: '已退出。评价照样可以评。',
  closed: { title: '注销过账号？', hint: '凭反悔码反悔，或看办到哪一步' },
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
  realName: '同意用省里核对过的姓名和证件号码作实名',
  realNameHint: '不点也能登录，只是不算实名。',
  byPhone: '用手机号登录',
  phone: '手机号',
  phoneHint: '只用来登录，别人看不到。',
  phoneWrong: '手机号应是1开头的11位数字，请看看有没有漏。',
  sendCode: '发验证码',
  sendingCode: '正在发…',
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
    consent_needed: '隐私告知换了新的一版，或还没有同意，所以没有登录。请看过新的，点“同意”再登录。',
  },
  none: '这里暂时没有可用的登录方式。评价不用登录，进度可以凭回执看。',
  weappFailed: '微信没有让我们登录。请再点一次。',
};

export const realName = {
  title: '实名核对',
  lead: '核对后，您的评价算作实名评价。不核对也能评价。以前没登录时评的不会自动打开，防止知道您证件的人冒充您；要看到它们，请核对后再绑定办事时留的手机号。',
  consent: '同意用我的姓名和证件号码做核对',
  consentHint: '只用来核对，加密保存；核对方回答“是”或“不是”，不留下别的。',
  consentFirst: '请先点一下上面的“同意”。',
  name: '姓名',
  nameHint: '照证件上的写',
  nameWrong: '请填写证件上的姓名，至少两个字。',
  certType: '用哪种证件？',
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
  lead: '绑定后可以用手机号登录。核对过实名的，用这个号码办的事，评价会打开给您看。这个号码原来另有账号的，号码转到这里，那边的评价可以凭回执归过来。',
  weapp: '用微信里的手机号',
  weappDenied: '没有拿到手机号。可以再点一次，或在下面填写。',
  agree: '我看过了，同意按它使用我的手机号',
  agreeFirst: '隐私告知换了新的一版。请先点一下上面的“我看过了，同意”。',
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
  sending: '正在送出…',
  send: '补充',
  sent: '收到了。',
  number: '回执号',
  gone: '没有找到这条评价，或它不在您名下。',
  correct: { title: '这件事的信息报错了？', hint: '姓名、证件、电话不对，可以申请更正' },
};

export const disclosures = {
  title: '谁查看过我的信息',
  lead: '您的姓名、证件和电话是加密存的。每次有人打开，这里就多一条。',
  empty: '还没有人查看过',
  emptyHint: '有人查看时，这里会写明是哪个单位、为了什么、在什么时候。',
  who: (office: string, role: string | null) => (role ? `${office}的${role}` : office),
  data: (names: readonly string[]) => `看了：${names.join('、')}`,
  rating: (number: string) => saidOfNumber(number, `为了评价 ${number}`),
  wrong: '觉得不该看的，请拨打 12345。',
};

export const data = {
  title: '我的信息',
  lead: '这些是您的，您说了算。不同意、撤回或注销，都不影响您评价。',
  held: '我们存着您的什么',
  heldWhat: [
    { what: '登录用的微信标识或手机号', how: '加密保存，留到您注销为止' },
    { what: '核对过的姓名和证件', how: '您核对过才有，加密保存，留到您注销为止' },
    { what: '办事时窗口报来的姓名、证件、电话', how: '加密保存，办完事按期限删除' },
    { what: '您的评价和补充的话', how: '长期保存；给办事单位看时不带您是谁' },
    { what: '您点过的微信提醒', how: '加密保存，提醒一次就删' },
    { what: '您提过的更正', how: '加密保存，办完后按期限删除' },
    { what: '同意记录、查看记录、登录记录', how: '您随时能看，用来查证信息是怎么用的' },
  ],
  export: '导出我的全部信息',
  exportHint: '上面这些的原文都在里面。文件里有您的证件号码，请收好。',
  exportPdf: '给人看的（PDF）',
  exportJson: '给电脑读的（JSON）',
  exportJsonElsewhere: '给电脑读的文件（JSON），请在网页版里导出。',
  exporting: '正在准备…',
  exported: '导出好了。',
  exportFailed: (message: string) => `没有导出成：${message}`,
  consents: { title: '同意过什么', hint: '可以撤回' },
  corrections: { title: '有不对的，要改', hint: '手机号、姓名、证件，或办事单位报来的' },
  deletion: { title: '注销账号', hint: '删掉登录信息；先告诉您什么会留下' },
  notice: { title: '我们怎么用您的信息', hint: '隐私告知全文' },
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

export const corrections = {
  title: '更正我的信息',
  lead: '登录用的手机号自己就能改；姓名和证件重新核对一次；办事单位报来的，请告诉我们哪里不对。',
  phone: '改手机号',
  realName: '重新核对姓名和证件',
  ask: '办事单位报来的不对',
  about: (number: string) => `说的是评价 ${number} 的那件事。`,
  field: '哪一项不对？',
  fields: { name: '姓名', certificate: '证件', phone: '电话', handler: '经办人', other: '别的' },
  text: '哪里不对，应该是什么',
  textHint: '只有答复您的工作人员能打开看，打开一次，“谁查看过我的信息”里就多一条。',
  textWrong: '请写几个字，说明哪里不对、应该是什么。',
  send: '送出',
  sending: '正在送出…',
  sent: '收到了。管委会看过后会在这里答复您。',
  list: '提过的',
  none: '还没有提过。',
  line: (field: string, state: string) => `${field} · ${state}`,
  ofRating: (number: string) => `评价 ${number}`,
  answer: (office: string | null, answer: string) => (office ? `${office}：${answer}` : answer),
  withdraw: '收回',
  withdrawNamed: (field: string) => `收回：${field}`,
};

export const deletion = {
  title: '注销账号',
  lead: '账号马上就关。过了可以反悔的时间，您的登录信息、核对过的姓名和证件就彻底删掉，我们自己也找不回来。',
  erased: '会删掉',
  kept: '会留下',
  keptUntil: (until: string) => `留多久：${until}`,
  waits: '等这些办完，才能全删',
  confirm: '要注销吗？',
  grace: (hours: number) =>
    hours >= 1 ? `${Math.round(hours)}小时之内可以反悔。` : '过一会儿就不能反悔了。',
  word: '请写下“注销账号”四个字',
  wordWrong: '请照着写“注销账号”四个字。',
  act: '注销',
  acting: '正在办…',
  done: '账号关好了',
  doneLead: (until: string) => `${until}之前可以反悔，用下面的反悔码。过了这个时间就真的删了。`,
  code: '反悔码',
  codeHint: (kept: boolean) =>
    kept ? `这台${DEVICE}替您记着。换一台要用，请抄下来；它不会再显示。` : '只显示这一次，请抄下来或截个图。',
  undo: '我反悔了',
  undone: '恢复好了，和原来一样。请重新登录。',
  undoFailed: (message: string) => `没有恢复成：${message}`,
  follow: '已经注销了？',
  followLead: '凭注销时给您的反悔码，可以反悔，也可以看办到哪一步。',
  codeWrong: '反悔码是32位字母和数字，大小写要一样。',
  look: '看办到哪一步',
  asked: (at: string) => `${at} 注销`,
  undoUntil: (until: string) => `${until}之前可以反悔`,
  accountErased: (at: string) => `${at} 删了账号信息`,
  snapshotsErased: (at: string) => `${at} 删了办件里的信息`,
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
  ways: '登录方式',
  waysHint: '换了号码，或微信不再用，就去掉它。至少留一种。',
  remove: '去掉',
  removed: '去掉了。',
};
