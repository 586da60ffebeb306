import { isPoor, type Level } from '@haochaping/shared/domain/rating/levels';
import { DEVICE } from './lib/device.js';

/** Every sentence a person reads on these pages, in one place, in the words one would say aloud. */

export const HOTLINE = '12345';

export const common = {
  product: '三明政务服务好差评',
  elderOn: '长辈版',
  elderOff: '标准版',
  home: '回首页',
  retry: '再试一次',
  call: '打电话 12345',
  callElder: '打电话给我们',
  callHint: '全天有人接，评价和投诉都可以说',
  help: '常问的问题',
  helpHint: '怎么评、谁看得到、多久有答复',
  me: '我的',
  mine: '我评过的',
  complain: '投诉',
  complainHint: '评价说不清的事，在这里说；同样有人办、有答复',
  complaints: '我的投诉',
  feedback: '提意见',
  ownFeedback: '我的意见',
  feedbackHint: '不是说哪一次办事，是说整体怎样、该怎么改；大家的意见和答复也在里面',
  figures: '评价公示',
  figuresHint: '全市和每个单位的好评率、差评率，每月公布，算法和数据都在里面',
  loading: '正在打开…',
  slow: '网络有点慢，请稍等一下。',
};

export const home = {
  title: '办完事，说说怎么样',
  lead: '点两下就好，不用登录。为您办事的人看不到您是谁。',
  scan: '扫码评价',
  scanFailed: '没有扫到内容。请把二维码放在取景框中间再扫一次，或把短信里的链接粘贴到下面。',
  notOurs: '这个二维码不是用来评价的。请扫窗口上或回执单上的“好差评”二维码。',
  howTitle: '扫一扫就能评',
  how: ['打开微信，点右上角“＋”，再点“扫一扫”', '对准窗口上或回执单上的二维码', '点一个表情，再点“送出”'],
  codeLabel: '收到短信链接，或看到二维码下的码号？',
  codeHint: '把整条短信粘贴进来也可以',
  codePlaceholder: '粘贴链接或码号',
  codeOpen: '去评价',
  codeEmpty: '请先粘贴短信里的链接，或输入二维码下面的码号。',
  codeWrong:
    '没有看懂这个链接或码号。请从短信里完整地复制一次，或照着二维码下面的码号再输一次，大小写要一样。只知道窗口号（如A01），请点下面的“没有二维码？”。',
  mineHint: (count: number) =>
    count > 0 ? `这台${DEVICE}上有${count}条` : `在这台${DEVICE}上评过的，都在这里`,
  meHint: '登录后看自己的评价，管自己的信息；评价不用登录',
  place: '没有二维码？找窗口、事项或工号',
  placeHint: '写名称或拼音首字母就能找，也可以按地方选',
};

export const rate = {
  doneHere: '您在这里办过。评其中一件，请点它；不点，就是评这个地方。',
  doneHereOn: (title: string, day: string) => `${title} · ${day}`,
  question: '刚才的服务怎么样？',
  questionOn: (day: string) => `${day}的服务怎么样？`,
  questionPlace: '这里的服务怎么样？',
  faces: '五个表情，从非常满意到非常不满意',
  private: '为您办事的人和单位看不到您是谁。',
  privateMore: '怎么保护您',
  send: '送出',
  sendAs: (name: string) => `送出“${name}”`,
  sending: '正在送出…',
  sendingSlow: `网络有点慢，还在送。评价已存在${DEVICE}里，不会丢。`,
  kept: '收到了。',
  waiting: `没有网络。您的评价已存在${DEVICE}里，有网后会自动送出。`,
  timeout: `网络太慢，还没有送到。您的评价已存在${DEVICE}里，会自动再送。`,
  unreachable: `暂时连不上。您的评价已存在${DEVICE}里，连上后会自动送出。`,
  busy: `我们这边暂时收不了。您的评价已存在${DEVICE}里，过一会儿会自动送出。`,
  unkept: `没有送出去，这台${DEVICE}也存不下来。请连上网后再点一次“送出”。`,
  nowSent: '网络好了，刚才的评价已经送到。',
  onBehalfAsk: (business: boolean) => (business ? '替企业、家人或别人评？' : '替家人或别人评？'),
  onBehalfTitle: '这件事是谁的？',
  onBehalfSelf: '我自己的',
  /** The one who chooses says what they are; the others say whose it is. */
  onBehalfHelper: '我是帮办代办员',
  onBehalfOf: (whom: string) => `您代${whom}评的`,
  onBehalfHint: '替别人评的，会写明由代办人代评，不会把您当成办事的人。',
  businessHint: '替企业评的，算企业的评价。',
  businessOption: (name: string) => `我替${name}办的`,
  businessOf: (name: string) => `您替${name}评的`,
};

export const details = {
  title: (level: Level): string =>
    isPoor(level) ? '是哪里让您不满意？' : level === 3 ? '还有哪里可以更好？' : '哪里让您觉得好？',
  hint: (level: Level): string =>
    isPoor(level) ? '选一选，或写几句，才好去改。不说也行。' : '选一选，或写几句。不说也行。',
  options: '可以选几项',
  text: '写几句',
  placeholder: (level: Level): string => (isPoor(level) ? '当时是怎么回事？' : '想说什么都可以'),
  privacy: '请不要写姓名、身份证号和电话。',
  count: (length: number, most: number) => `${length}/${most}`,
  telling: (kinds: readonly string[]) => `您写到了${kinds.join('、')}，别人可能从这里认出您。`,
  tellingPiece: (piece: string, kind: string) => `“${piece}”是${kind}`,
  tellingHint: '给办事单位看时，会隐去这几处；送到省里的是原话。不写更稳妥。',
  tellingHere: '给承办部门看时，会隐去这几处。不写更稳妥。',
  tellingChange: '改一改',
  tellingSend: '就这样送出',
  done: '说完了',
  skip: '不说了',
  sending: '正在送出…',
};

export const done = {
  received: '收到了。',
  waiting: `已存在${DEVICE}里，有网后自动送出。`,
  refused: '这条没有送成。',
  thanks: '您说的，办事的单位会看到；您是谁，他们看不到。',
  nextPoor: '按规定，行政服务中心管委会要在3个工作日内核实，属实的，办事单位在核实后10个工作日内整改。',
  /** From a printed code: it belongs to no transaction, so whoever is not signed in with a number left none that anybody could call. */
  nextPoorAnonymous:
    '按规定，行政服务中心管委会要核实，属实的，办事单位要整改。这样评的，不知道是哪一次办事：登录了的，回访打您账号里的手机号；没登录、没留手机号的，没有人会打电话找您。',
  nextAgain:
    '追评记下了，原来的评价不变。还在办的，办的人会看到；已经办结、您又不满意的，会重新立案，核实、整改、答复。',
  nextWaiting: '不用一直开着这一页。下次打开时也会接着送，只会送一次。',
  again: '这次服务您已经评过了。一次服务只评一次，还可以再补充几句。',
  number: '回执号',
  numberHint: '以后问起这条评价，报这个号就行。',
  copy: '复制回执',
  copied: '已复制，可以粘贴到备忘录里保存。',
  copyFailed: '没有复制成功。请用手指按住回执号，自己选取复制。',
  said: '您说的',
  saidNothing: '没有留下别的话。',
  saidRefused: `这几句没有送成，只存在这台${DEVICE}里。可以改一改再补充。`,
  saidWaiting: `补充的话已存在${DEVICE}里，有网后自动送出。`,
  saidChecking: '这几句在等人核对，核对前办事单位看不到。您的评价照样算数。',
  saidHidden: '这几句经核对，不给办事单位看。您的评价照样算数。',
  more: '再补充几句',
  progress: '办到哪一步了',
  progressStale: (at: string) => `没有网络，这是${at}看到的进度。`,
  progressNone: '现在看不到进度。请过一会儿再打开。',
  progressLoading: '正在看进度…',
  stepDone: '已完成',
  stepNow: '正在办',
  stepNext: '接下来',
  unknown: '没有找到这条评价',
  unknownHint: `它可能是在别的${DEVICE}上评的，或者浏览记录被清掉了。有事要问，可以拨打 12345，报上回执号。`,
  receiptText: (lines: { number: string; level: string; place: string; at: string; digest: string }) =>
    `三明政务服务好差评回执\n回执号：${lines.number}\n地点：${lines.place}\n时间：${lines.at}\n评价：${lines.level}\n校验码：${lines.digest}`,
};

export const privacy = {
  title: '怎么保护您',
  parts: [
    {
      title: '谁看不到您是谁',
      text: '为您办事的人和他的单位，看不到您的姓名、证件和电话，也看不到是哪一笔办件。他们看到的是等级、您说的话和大概是哪段时间评的：那段时间来办事的人要够多，而且要过一阵才看到；您说的话里写到的姓名、电话这类内容，会先隐去。只有行政服务中心回访差评的人，为了给您打电话，能看到您的姓名和电话；每看一次都记下来，您登录后查得到。',
    },
    {
      title: '姓名、证件和电话怎么存',
      text: '它们来自您办的那件事，加密以后才存下来。往省里送、回访差评、您自己要求核对的时候才打开，每打开一次，都记在案上。',
    },
    {
      title: '我们还记下什么',
      text: '等级、您选的和写的话、在哪里、什么时候。手机和网络只记一串认不出您的数字，用来防止有人刷评价。写的话会照词表查一遍，有骂人、威胁、广告的，先由行政服务中心的人看过，再决定给不给办事单位看；等级照样算数。从窗口二维码来的评价，您没有登录，我们就不知道是谁评的；您登录了，也只有您自己看得到。',
    },
    {
      title: '送到哪里',
      text: '按规定，办件的评价要连同办件上的申请人信息一起，送到省“好差评”管理系统。这是必须尽的职责，除此之外不送别处。',
    },
    {
      title: '没有设默认评价',
      text: '您不评，就没有评价。不会有人替您打分，也不会因为您没说话就算满意。',
    },
  ],
  own: '留了您的什么、谁看过，您登录后自己就能查；要更正、导出、撤回同意、注销，也在那里办，不用找人。',
  ownGo: '去“我的信息”',
  ask: '有人因为评价为难您，或者这些您自己办不了，请拨打 12345。',
};

export const looks = {
  title: '字大小和颜色',
  lead: `选了马上就变，这台${DEVICE}会记住。`,
  size: '字有多大',
  sizes: {
    standard: { name: '标准', hint: `字的大小跟着${DEVICE}的设置` },
    elder: { name: '长辈版', hint: '字大、按钮大，一次只做一件事' },
  },
  colour: '用什么颜色',
  colours: {
    system: { name: `跟着${DEVICE}` },
    light: { name: '浅色' },
    dark: { name: '深色', hint: '暗处看不刺眼' },
    contrast: { name: '黑白分明', hint: '眼睛不好时看得更清楚' },
  },
};

export const mine = {
  title: '我评过的',
  lead: `只存在这台${DEVICE}里，别人看不到。`,
  empty: '还没有评过',
  emptyHint: '办完事后扫一扫窗口上的二维码，评过的就会出现在这里。',
  offline: '没有网络，下面是上次看到的情况。',
  waiting: '等网络，会自动送出',
  refused: '没有送成',
  received: '已收到',
  again: (level: string) => `追评：${level}`,
  revoked: '经核实不计入，原因可以点开看',
  offset: '您对答复满意，已了结',
  finished: '已办完',
};

/** A page that says why there is nothing to rate: what happened, and what to do now. */
export const faults = {
  answered: {
    title: '这次服务已经评过了',
    text: '一次服务只评一次，谢谢您。',
    hint: '如果不是您本人评的，请拨打 12345 告诉我们。',
    own: '看我的评价',
  },
  expired: {
    title: '这个评价链接过期了',
    text: (at: string | null) => (at ? `它的有效期到${at}。` : '它已经过了有效期。'),
    hint: '还想说，可以扫窗口上的二维码，或拨打 12345。',
  },
  unknown: {
    title: '没有找到这个评价链接',
    text: '它可能少了几个字，或者已经换了新的。',
    hint: '请重新扫一次二维码，或回到短信里再点一次链接。',
  },
  unknownStatic: {
    title: '没有找到这个窗口',
    text: '这个编码可能输错了，或者窗口换了新的二维码。',
    hint: '请重新扫一次窗口上的二维码。',
  },
  malformed: {
    title: '这个评价链接不完整',
    text: '复制或转发时，可能掉了几个字。',
    hint: '请回到短信里直接点链接，或重新扫一次二维码。',
  },
  missing: {
    title: '还不知道您要评哪一次服务',
    text: '请扫窗口上或回执单上的二维码，或点短信里的链接。',
    hint: '',
  },
  /** The server's own words stand in the place of `text`. */
  ratedStaff: {
    title: '自己单位的服务，自己不能评',
    text: '',
    hint: '这次没有记成评价。到别的单位办事，照样可以评。',
  },
  refused: {
    title: '这次评价没有收下',
    text: '',
    hint: '请重新扫一次二维码再评，或拨打 12345。',
  },
  offline: {
    title: '没有网络',
    text: '连上网后，这一页会自己打开。',
    hint: '您还没有评价，什么都没有丢。',
  },
  unreachable: {
    title: '暂时连不上',
    text: '可能是信号不好，也可能是我们这边在维护。请过一会儿再试一次。',
    hint: '您还没有评价，什么都没有丢。',
  },
  timeout: {
    title: '网络太慢，没有打开',
    text: '换个信号好一点的地方，再试一次。',
    hint: '您还没有评价，什么都没有丢。',
  },
  server: {
    title: '我们这边出了点问题',
    text: `不是您的${DEVICE}坏了。请过一会儿再试一次。`,
    hint: '急着说，可以拨打 12345。',
  },
};
