/** The templates that were applied for, each with its text and what its parameters may be. */
export const TEMPLATES: Readonly<Record<string, { text: string; params: Readonly<Record<string, RegExp>> }>> =
  {
    sign_in_code: {
      text: '【三明好差评】您的登录验证码是{code}，{minutes}分钟内有效。不是您本人操作请不用理会。',
      params: { code: /^\d{4,8}$/, minutes: /^[1-9]\d?$/ },
    },
    rate_service: {
      text: '【三明好差评】您刚办的事，请您评一评：{link}',
      params: { link: /^https?:\/\/[\w.:-]{1,80}\/r\/[1-9A-HJ-NP-Za-km-z]{16}$/ },
    },
    rating_progress: {
      text: '【三明好差评】您评价、投诉、提意见的事有进展，请到“三明好差评”小程序的“我的评价”“我的投诉”“我的意见”里查看。',
      params: {},
    },
  };

/** What a template becomes with its parameters. */
export const textOf = (template: { text: string }, params: Readonly<Record<string, string>>): string =>
  template.text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
