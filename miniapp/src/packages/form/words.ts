/** What is said to whoever holds the stub of a paper form. */
export const form = {
  title: '您的评价表',
  number: (number: string) => `编号 ${number}`,
  waiting: '还没有录入',
  waitingHint: '中心收到以后照着录，一般要几天。过了两周还没有，请拨打 12345。',
  entered: (day: string) => `已录入，${day}`,
  level: (name: string) => `您评的是“${name}”`,
  ratedOn: (day: string) => `${day}评的`,
  wrong: '和您填的不一样？请带着存根到中心，或拨打 12345。',
} as const;
