/** What is said around a questionnaire; its questions speak for themselves. */
export const questionnaire = {
  open: (count: number) => `再答${count}个小问题（自愿）`,
  hint: '想答哪个就答哪个，不答也行。',
  of: (index: number, count: number) => `第${index}问，共${count}问`,
  next: '下一问',
  previous: '上一问',
  point: (point: string, end: string) => (end ? `${point}，${end}` : point),
  left: (count: number) => `还可以写${count}字`,
};
