import { randomUUID } from 'node:crypto';
import { draftReport, periodBefore, periodOf, reportFigures } from '@haochaping/shared/domain/figures/index';
import { ReportModel } from '../../server/src/modules/statistics/reports/model.js';
import { closed, type Make, type RecordCase } from './record-case.js';
import type { Side } from './world.js';

const ABOUT: Readonly<Record<Side, { code: string; regionCode: string }>> = {
  own: { code: '350481-FGJ', regionCode: '350481' },
  other: { code: '350400-FGW', regionCode: '350400' },
};

/** A report on a department, written and not signed; the one before it goes. */
const report: Make = async (_, side) => {
  const about = ABOUT[side];
  await ReportModel.deleteMany({ code: about.code });
  const period = periodOf('month', '2026-01');
  const figures = reportFigures({ now: {}, before: {}, spans: [], parts: [], sore: [], tasks: [] });
  const said = { subject: 'institution', name: '单位', book: 'shown' } as const;
  const id = randomUUID();
  await ReportModel.create({
    _id: id,
    number: id,
    version: 1,
    kind: 'month',
    period: period.key,
    ...said,
    ...about,
    from: period.from,
    to: period.to,
    figures,
    sections: draftReport({ ...said, period, before: periodBefore(period) }, figures),
    revisions: [],
    state: 'draft',
    writers: [],
    readers: [],
    events: [],
    invented: false,
    draftedAt: new Date(),
    trail: [],
  });
  return { id };
};

/** A county's centre has to do with reports on the departments of its county. */
export const REPORT_RECORDS: Readonly<Record<string, RecordCase>> = {
  readReport: closed('center', 200, report),
  moveReport: closed('center', 200, report, { body: { version: 1, command: { type: 'submit' } } }),
  exportReportPdf: closed('center', 200, report),
  exportReportDocx: closed('center', 200, report),
};
