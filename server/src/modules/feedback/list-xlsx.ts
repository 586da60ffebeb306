import type { FeedbackRow } from '@haochaping/shared/contracts';
import { sheetOf, type Column, type Sheet } from '../../paper/workbook.js';

const COLUMNS: readonly Column<FeedbackRow>[] = [
  { heading: '回执号', width: 24, text: ({ number }) => number },
  { heading: '办到哪一步', width: 18, text: ({ stateName }) => stateName },
  { heading: '哪方面', width: 16, text: ({ topicName }) => topicName },
  { heading: '说的是', width: 36, text: ({ title }) => title },
  { heading: '在哪里', width: 30, text: ({ place }) => place },
  { heading: '意见开头', width: 60, text: ({ beginning }) => beginning },
  { heading: '怎么来的', width: 14, text: ({ wayName }) => wayName },
  { heading: '收到', width: 14, text: ({ came }) => came },
  { heading: '转给', width: 30, text: ({ unitName }) => unitName },
];

/** Feedback as a sheet: what stands on the page that lists it. */
export const feedbackSheet = (rows: readonly FeedbackRow[]): Sheet => sheetOf('综合点评', COLUMNS, rows);
