/**
 * What a message looks like is configuration: the templates that were applied for at WeChat and at the SMS gateway. Whatever
 * they hold is the same for everybody; the only thing filled in is when there was progress. Source: FA-3.3-c.
 */
export interface WeChatTemplate {
  /** As WeChat's console names it. */
  templateId: string;
  /** The page of the mini-program that a tap opens. */
  page: string;
  /** Which mini-program is opened. */
  state: 'formal' | 'trial' | 'developer';
  /** By the field's name in the template, such as `thing1`: its name on the card, and its text. */
  fields: Readonly<Record<string, { label: string; value: string }>>;
}
export interface SmsTemplate {
  templateId: string;
  params: Readonly<Record<string, string>>;
  /** What the gateway makes of it, for the preview; parameters in braces. */
  text: string;
}
export interface MessageTemplates {
  wechat: WeChatTemplate;
  sms: SmsTemplate;
  /** Asks to rate a service; `{link}` is filled in. */
  invite: SmsTemplate;
}

export const DEFAULT_TEMPLATES: MessageTemplates = {
  wechat: {
    templateId: 'pJkY7wQ0demoProgressOfYourRating00000000001',
    page: 'pages/mine/index',
    state: 'formal',
    fields: {
      thing1: { label: '进展', value: '您的评价有进展' },
      time2: { label: '时间', value: '{time}' },
    },
  },
  sms: {
    templateId: 'rating_progress',
    params: {},
    // Complaints are told of by it too; WeChat is asked on the pages of ratings alone.
    text: '【三明好差评】您评价、投诉、提意见的事有进展，请到“三明好差评”小程序的“我的评价”“我的投诉”“我的意见”里查看。',
  },
  invite: {
    templateId: 'rate_service',
    params: { link: '{link}' },
    text: '【三明好差评】您刚办的事，请您评一评：{link}',
  },
};

/** The one place-holder there is. */
const PLACE_HOLDER = /\{(\w+)\}/g;

/** The moment of the progress in Beijing as WeChat's `time` fields take it: 2026年11月29日 14:05 */
export function timeField(at: Date): string {
  const [date = '', time = ''] = new Date(at.getTime() + 8 * 3_600_000).toISOString().split('T');
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日 ${time.slice(0, 5)}`;
}

/** A text with the moment filled in. */
export const filledIn = (text: string, at: Date): string => text.replace(/\{time\}/g, timeField(at));

const filledAll = <T>(texts: Readonly<Record<string, T>>, valueOf: (one: T) => string, at: Date) =>
  Object.fromEntries(Object.entries(texts).map(([name, one]) => [name, filledIn(valueOf(one), at)]));

/** What WeChat is given for a progress at this moment, by field. */
export const weChatData = ({ fields }: WeChatTemplate, at: Date): Record<string, string> =>
  filledAll(fields, ({ value }) => value, at);
/** What the gateway is given for a progress at this moment, by parameter. */
export const smsParams = ({ params }: SmsTemplate, at: Date): Record<string, string> =>
  filledAll(params, (value) => value, at);
/** The message as it arrives. */
export const smsText = (template: SmsTemplate, at: Date): string =>
  arriving(template, smsParams(template, at));

const arriving = ({ text }: SmsTemplate, params: Readonly<Record<string, string>>): string =>
  text.replace(PLACE_HOLDER, (whole, name: string) => params[name] ?? whole);

/** What WeChat takes in a field, by the kind its name begins with. Source: 微信订阅消息参数值内容限制. */
const FIELD_KINDS: Readonly<Record<string, { form: RegExp; says: string }>> = {
  thing: { form: /^.{1,20}$/u, says: '最多20个字' },
  character_string: { form: /^[\x21-\x7e]{1,32}$/, says: '最多32位数字、字母或符号' },
  time: {
    form: /^\d{4}年\d{1,2}月\d{1,2}日(?: \d{2}:\d{2})?$|^\d{2}:\d{2}$/,
    says: '时间，如 2026年1月1日 15:01',
  },
  date: { form: /^\d{4}年\d{1,2}月\d{1,2}日(?: \d{2}:\d{2})?$/, says: '日期，如 2026年1月1日 15:01' },
  phrase: { form: /^\p{Script=Han}{1,5}$/u, says: '最多5个汉字' },
  const: { form: /^.{1,20}$/u, says: '最多20个字' },
};

/** An SMS of more than this is paid and shown as several. */
const SMS_LENGTH = 70;

/** What keeps templates from being used, each as a sentence; empty when they are in order. */
export function templateProblems({ wechat, sms, invite }: MessageTemplates): string[] {
  const sample = new Date(0);
  const foreign = [...Object.values(wechat.fields).map(({ value }) => value), ...Object.values(sms.params)]
    .flatMap((text) => [...text.matchAll(PLACE_HOLDER)])
    .filter(([, name]) => name !== 'time')
    .map(([whole]) => `消息模板里只能填 {time}，不能填 ${whole}：消息里不写评价的任何内容`);
  const fields = Object.entries(weChatData(wechat, sample)).flatMap(([name, value]) => {
    const kind = FIELD_KINDS[/^([a-z_]+)\d+$/.exec(name)?.[1] ?? ''];
    if (!kind) return [`微信模板的字段 ${name} 不对，应像 thing1、time2`];
    return kind.form.test(value) ? [] : [`微信模板的字段 ${name}：${kind.says}`];
  });
  const text = smsText(sms, sample);
  const unfilled = [...text.matchAll(PLACE_HOLDER)].map(([whole]) => `短信模板里的 ${whole} 没有参数`);
  const length = [...text].length;
  return [
    ...foreign,
    ...(Object.keys(wechat.fields).length === 0 ? ['微信模板一个字段也没有'] : []),
    ...fields,
    ...unfilled,
    ...(/^【[^】]{2,12}】/.test(text) ? [] : ['短信要以【签名】开头']),
    ...(length > SMS_LENGTH ? [`短信有${length}个字，超过${SMS_LENGTH}个字会拆成几条`] : []),
    ...inviteProblems(invite),
  ];
}

/** The domain of a link differs by city, so nothing is said of its length. */
function inviteProblems({ params, text }: SmsTemplate): string[] {
  const values = Object.values(params);
  const foreign = values
    .flatMap((value) => [...value.matchAll(PLACE_HOLDER)])
    .filter(([, name]) => name !== 'link')
    .map(([whole]) => `请评价的短信模板里只能填 {link}，不能填 ${whole}：短信里不写办的什么事`);
  const unfilled = [...text.matchAll(PLACE_HOLDER)]
    .filter(([, name = '']) => !(name in params))
    .map(([whole]) => `请评价的短信模板里的 ${whole} 没有参数`);
  return [
    ...foreign,
    ...unfilled,
    ...(values.some((value) => value.includes('{link}'))
      ? []
      : ['请评价的短信模板里没有链接：要有一个参数是 {link}']),
    ...(/^【[^】]{2,12}】/.test(text) ? [] : ['请评价的短信要以【签名】开头']),
  ];
}

/** The SMS that asks for a rating, as it arrives. */
export const inviteText = (template: SmsTemplate, link: string): string =>
  arriving(template, inviteParams(template, link));

/** What the gateway is given to ask for a rating, by parameter. */
export const inviteParams = ({ params }: SmsTemplate, link: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value.replace(/\{link\}/g, () => link)]),
  );
