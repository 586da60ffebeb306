/** What the page of published cases says. */
export const bulletins = {
  title: '公开案例',
  lead: '有些差评，别的单位也该看一看：发生了什么，怎样处理的。谁评的、谁办的，不写。',
  published: (day: string) => `${day}公布`,
  facts: '发生了什么',
  handling: '怎样处理的',
  number: (number: string) => `编号 ${number}`,
  empty: '还没有公开的案例',
  emptyHint: '差评办结以后，挑出来给大家看的，会放在这里。',
};
