/** The yearly arrangements as facts, in the shape the State Council's notices have; the frame around them is our own. */
export const NOTICES: Readonly<Record<number, string>> = {
  2024: `关于2024年部分节假日安排的通知

各有关单位：2024年的放假安排如下。

一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。

节假日期间请安排好值班。

2023年10月25日`,
  2025: `关于2025年部分节假日安排的通知

一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
`,
  2026: `2026年部分节假日安排如下：

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
`,
};

/** A notice for any year, in the State Council's shape with days of our own: every holiday on its own day, New Year with a worked Saturday. */
export function inventedNotice(year: number): string {
  const written = (month: number, day: number) => {
    const weekday = '日一二三四五六'.charAt(new Date(Date.UTC(year, month - 1, day)).getUTCDay());
    return `${month}月${day}日（周${weekday}）`;
  };
  /** The second Saturday of April, which no holiday below touches. */
  const saturday = 8 + ((12 - new Date(Date.UTC(year, 3, 7)).getUTCDay()) % 7);
  return [
    `国务院办公厅关于${year}年部分节假日安排的通知`,
    '',
    `一、元旦：${written(1, 1)}放假1天，不调休。${written(4, saturday)}上班。`,
    `二、春节：${written(2, 10)}至${written(2, 17)}放假调休，共8天。`,
    `三、清明节：${written(4, 4)}放假1天。`,
    `四、劳动节：${written(5, 1)}至${written(5, 5)}放假调休，共5天。`,
    `五、端午节：${written(6, 20)}放假1天。`,
    `六、中秋节：${written(9, 15)}放假1天。`,
    `七、国庆节：${written(10, 1)}至${written(10, 7)}放假调休，共7天。`,
  ].join('\n');
}
