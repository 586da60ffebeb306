/** What only a wide screen says. */
export const desk = {
  line: '别的页面',
  help: '帮助',
  hotline: '电话',
  after: '点了以后',
  afterSteps: [
    '想说为什么，就写几句；不写也行',
    '不满意的，有人核实、去改、答复您',
    '在“我评过的”看办到哪一步',
  ],
};
