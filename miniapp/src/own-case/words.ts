/** What is said about a poor rating on its way. */
export const ownCase = {
  title: '差评办到哪一步了',
  replyTitle: '这个答复，您满意吗',
  satisfied: '满意',
  unsatisfied: '不满意',
  unsatisfiedHint: '会转给审改办、效能办督办，要求重新办理。',
  unsatisfiedLast: '这是督办以后的答复。再说不满意，会如实记下“仍不满意”并办结，不再重新办理。',
  replyReason: '还想说什么（可以不写）',
  contest: '不同意撤销，提异议',
  contestTitle: '您为什么不同意撤销',
  contestHint: '由审改办、效能办决定，只能提一次。',
  contestEmpty: '请写一写为什么不同意，至少5个字。',
  settle: '事情已经解决了',
  settleHint: '说了以后就结案，不再回访、整改。',
  settleSaid: '怎么解决的（可以不写）',
  never: '先不说',
  sending: '正在送出…',
  failed: '没有送成，您写的还在。请看看网络，过一会儿再送。',
  closed: '这件差评办结了。',
  files: '答复的附件',
  picture: '图片',
  opening: '正在打开…',
  fileFailed: '没有打开。请看看网络，过一会儿再点。',
  letter: '答复函',
  openLetter: '下载答复函（PDF）',
};

/** What is said otherwise where it is a complaint. */
export const ownComplaint = {
  title: '投诉办到哪一步了',
  closed: '这次投诉办结了。',
  waiting: '刚收到，正在立案，过一会儿再看。',
};

/** What is said about a rating that is handled with another of the same person. */
export const together = {
  where: (number: string) => `答复写在那一条里，回执号 ${number}。`,
  look: '看那一条办到哪一步了',
  elsewhere: '答复写在那一条里：请打开那一条评价的回执看，或者登录后在“我的评价”里看。',
  notYours: '答复写在那一条里；它不在您名下，请用那一条评价的回执看。',
};

/** What is said about being reminded by WeChat. */
export const reminder = {
  ask: '有进展时微信提醒我',
  hint: '点一次，提醒一次；不点就发短信。',
  hintAlone: '点一次，提醒一次。没有您的手机号，发不了短信；不点，请自己来这里看。',
  asking: '正在问微信…',
  kept: '下次有进展，会在微信里提醒您一次。',
  declined: '您没有允许，有进展时发短信。',
  declinedAlone: '您没有允许；没有您的手机号，发不了短信，请自己来这里看。',
  failed: '没有记下，请看看网络，再点一次。',
};

/** What is said about rating the same service again. */
export const again = {
  open: '追评：再评一次',
  title: '现在您觉得这次服务怎么样',
  hint: '追评和原来的评价放在一起，原来的不变。一次服务只能追评一次。',
  send: (level: string) => `送出追评：${level}`,
  sending: '正在送出…',
  never: '先不评',
  failed: '没有送成。请看看网络，过一会儿再送，不会重复。',
  given: (at: string, level: string) => `${at} 您追评了：${level}。`,
  saySo: '事情解决了的话，请在上面说一声，这件差评才会办结。',
  sayUnsatisfied: '追评不等于回复了答复。不满意，请在答复下面点“不满意”。',
  toUnsatisfied: '去说对答复不满意',
  look: '看追评',
  number: (number: string) => `追评的回执号 ${number}`,
};

/** What is said about being pressed to change a rating, or made to suffer for it. */
export const pressed = {
  open: '有人逼我改评价、为难我',
  title: '有人逼我、为难我',
  hint: '直接送到效能办。为您办事的人、他们的单位和中心都看不到。查的结果会写在这一页。',
  text: '谁、什么时候、怎样逼您或为难您',
  said: '您反映的',
  another: '又逼我、为难我了，再说一次',
  empty: '请写明谁、怎样为难您，至少5个字。',
  send: '送到效能办',
  sending: '正在送出…',
  never: '先不说',
  failed: '没有送成，您写的还在。请看看网络，过一会儿再送。',
};
