import { HttpRefusal, json, type Reply } from '../common/reply.js';
import { objectOf, type Call, type Handlers } from '../common/server.js';
import { WeChatRefusal } from './errors.js';
import { bodyOf } from './mini-program.js';
import type { WeChat } from './state.js';

/** The templates that were applied for: their fields by name. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  pJkY7wQ0demoProgressOfYourRating00000000001: ['thing1', 'time2'],
};

/** What WeChat takes in a field, by what its name begins with. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  thing: /^[^\n]{1,20}$/u,
  time: /^\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
  character_string: /^[\x21-\x7e]{1,32}$/,
};
const PAGE = /^[a-z0-9_-]+(?:\/[a-z0-9_-]+)+(?:\?[\w=&%-]*)?$/i;
const STATES = ['formal', 'trial', 'developer'];

/** The values by field, exactly those of the template. @throws WeChatRefusal 47003 naming the field */
function readData(templateId: string, given: unknown): Record<string, string> {
  const fields = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  for (const name of new Set([...(TEMPLATES[templateId] ?? []), ...Object.keys(fields)])) {
    const value = (fields[name] as { value?: unknown } | undefined)?.value;
    const form = TEMPLATES[templateId]?.includes(name) && FIELDS[name.replace(/\d+$/, '')];
    if (typeof value !== 'string' || !form || !form.test(value))
      throw new WeChatRefusal(47003, `data.${name}.value invalid`);
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, (field as { value: string }).value]),
  );
}

/** `POST /cgi-bin/message/subscribe/send` */
function subscribeSend({ people, tokens, subscriptions }: WeChat, call: Call): Reply {
  tokens.check(call.url.searchParams.get('access_token'));
  const { touser, template_id, page, miniprogram_state = 'formal', lang = 'zh_CN', data } = bodyOf(call);
  if (typeof touser !== 'string' || people.find(touser)?.openid !== touser) throw new WeChatRefusal(40003);
  if (typeof template_id !== 'string' || !Object.hasOwn(TEMPLATES, template_id))
    throw new WeChatRefusal(40037);
  if (typeof page !== 'string' || !PAGE.test(page)) throw new WeChatRefusal(41030);
  if (!STATES.includes(miniprogram_state as string) || lang !== 'zh_CN') throw new WeChatRefusal(47001);
  const values = readData(template_id, data);
  const at = new Date().toISOString();
  subscriptions.send({ at, openid: touser, templateId: template_id, page, data: values });
  return json({ errcode: 0, errmsg: 'ok', msgid: Date.now() });
}

export const subscribeMessages = (weChat: WeChat): Handlers => ({
  'POST /cgi-bin/message/subscribe/send': (call) => subscribeSend(weChat, call),
});

/** What a tap on 允许 does inside WeChat, and what arrived. None of this exists in the real WeChat. */
export const subscriptionOwn = ({ people, subscriptions }: WeChat): Handlers => ({
  'POST /__sandbox/subscriptions': ({ body }) => {
    const { person, templateId, count = 1 } = objectOf(body);
    const openid = typeof person === 'string' ? people.find(person)?.openid : people.current.openid;
    if (openid === undefined) throw new HttpRefusal(400, 'person 应为 /__sandbox/people 里某人的 openid');
    if (typeof templateId !== 'string' || !Object.hasOwn(TEMPLATES, templateId))
      throw new HttpRefusal(400, `templateId 应为 ${Object.keys(TEMPLATES).join('、')}`);
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 100)
      throw new HttpRefusal(400, 'count 应为1到100的整数');
    return json({ permitted: subscriptions.permit(openid, templateId, count) });
  },
  'DELETE /__sandbox/subscriptions': ({ url }) => {
    subscriptions.withdraw(url.searchParams.get('person') ?? people.current.openid);
    return json({ withdrawn: true });
  },
  'GET /__sandbox/messages': ({ url }) => json(subscriptions.list(url.searchParams.get('person'))),
});
