/** What a complaint (投诉) may be about, beside a person named with it. Source: 方案 二(三)1; FA-2.3.1-a. */
export const COMPLAINT_KINDS = ['hall', 'window', 'item', 'platform', 'institution'] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];

export const COMPLAINT_KIND_NAMES: Readonly<Record<ComplaintKind, string>> = {
  hall: '大厅',
  window: '窗口',
  item: '事项',
  platform: '平台',
  institution: '部门',
};

/** What stands where a poor rating has its level: a complaint is told outside the five levels. */
export const COMPLAINT_NAME = '投诉';

/** What is said of a poor rating and the one who gave it, said of a complaint: whoever complained rated nothing. */
export const saidOfComplaint = (text: string): string =>
  text
    .replace(/评价人/g, '投诉的人')
    .replace(/误评/g, '误投诉')
    .replace(/点错/g, '弄错')
    .replace(/差评|评价/g, COMPLAINT_NAME);

/** Whether a receipt's number is that of a complaint; a rating's begins otherwise. */
export const isComplaintNumber = (number: string): boolean => number.startsWith('TS');

/** Whether a receipt's number is that of a comprehensive feedback. */
export const isFeedbackNumber = (number: string): boolean => number.startsWith('DP');

/** What is said of a poor rating and the one who gave it, said of a feedback: whoever wrote it rated nothing. */
export const saidOfFeedback = (text: string): string =>
  text
    .replace(/评价人/g, '写意见的人')
    .replace(/回访/g, '回信')
    .replace(/差评|评价/g, '意见');

/** What is said of a poor rating, said of the one with this receipt's number: it may be a complaint, or a feedback. */
export const saidOfNumber = (number: string, text: string): string => {
  if (isFeedbackNumber(number)) return saidOfFeedback(text);
  return isComplaintNumber(number) ? saidOfComplaint(text) : text;
};
