import type { CoverageRow, InvitedFigures } from '@haochaping/shared/contracts';
import { sheetOf, type Column, type Sheet } from '../../../paper/workbook.js';

type Counts = Pick<InvitedFigures['total'], 'invited' | 'opened' | 'rated'>;

const counted = <Row extends Counts>(): Column<Row>[] => [
  { heading: '请了', width: 10, text: ({ invited }) => String(invited) },
  { heading: '打开了', width: 10, text: ({ opened }) => String(opened) },
  { heading: '评了', width: 10, text: ({ rated }) => String(rated) },
];

/** The figures by channel and by window, each on a sheet, and how they were counted. */
export function invitedSheets({ from, to, channels, windows, sms, rule }: InvitedFigures): Sheet[] {
  return [
    sheetOf('按渠道', [{ heading: '渠道', width: 20, text: ({ name }) => name }, ...counted()], channels),
    sheetOf(
      '按窗口',
      [
        { heading: '窗口编码', width: 18, text: ({ code }) => code },
        { heading: '窗口', width: 30, text: ({ name }) => name },
        { heading: '在哪里', width: 30, text: ({ place }) => place },
        ...counted<InvitedFigures['windows'][number]>(),
        { heading: '评价器上请过', width: 14, text: ({ onScreen }) => String(onScreen) },
      ],
      windows,
    ),
    sheetOf(
      '短信',
      [
        { heading: '短信', width: 30, text: ([what]: [string, number]) => what },
        { heading: '几条', width: 10, text: ([, times]) => String(times) },
      ],
      [
        ['等着发', sms.waiting],
        ['发出', sms.sent],
        ['送达', sms.delivered],
        ['还没有回执', sms.unanswered],
        ['没有送达', sms.failed],
        ...sms.failures.map(({ reason, times }): [string, number] => [`没有送达：${reason}`, times]),
      ],
    ),
    sheetOf(
      '说明',
      [{ heading: '怎么算的', width: 100, text: (line: string) => line }],
      [`${from}至${to}`, rule],
    ),
  ];
}

const COVERAGE_COLUMNS: readonly Column<CoverageRow & { kindName: string }>[] = [
  { heading: '哪一类', width: 12, text: ({ kindName }) => kindName },
  { heading: '编码', width: 36, text: ({ code }) => code },
  { heading: '名称', width: 40, text: ({ name }) => name },
  { heading: '单位', width: 30, text: ({ institutionName }) => institutionName },
  { heading: '区县', width: 14, text: ({ regionName }) => regionName },
  { heading: '缺什么', width: 60, text: ({ lacking }) => lacking.join('；') },
];

/** What is not before people's eyes, as the page lists it. */
export const coverageSheet = (rows: readonly (CoverageRow & { kindName: string })[]): Sheet =>
  sheetOf('覆盖', COVERAGE_COLUMNS, rows);
