import {
  CalendarView,
  NoticeImportInput,
  NoticePreview,
  NoticePreviewInput,
} from '@haochaping/shared/contracts';
import { staff } from '../../http/actor.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import type { StaffNames } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { importNotice, readNotice } from './notices.js';
import { presentCalendar, presentNotice } from './presenter.js';
import { yearsInForce } from './years.js';

const PATH = '/api/v1/staff/calendar';

/** The working-day calendar: read by everybody whose deadlines it counts, extended by the system administrator. */
export function calendarRoutes(namesOf: StaffNames): Route[] {
  const shared = { tags: ['staff', 'calendar'], limit: LIMITS.staff } as const;
  const importers = staff(...rolesThatMay('calendar.import'));
  const present = async (now: Date) => presentCalendar(await yearsInForce(), namesOf, now);
  return [
    route({
      ...shared,
      method: 'get',
      path: PATH,
      operationId: 'readCalendar',
      summary: '工作日历：每一年放哪些假、哪些周末上班，依据哪份通知',
      policy: staff(...rolesThatMay('calendar.read')),
      input: {},
      responses: { 200: { description: '新的在前', body: CalendarView } },
      handler: async ({ now }) => ({ status: 200, body: await present(now) }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${PATH}/preview`,
      operationId: 'previewHolidayNotice',
      summary: '读一份节假日安排的通知，什么也不存',
      policy: importers,
      input: { body: NoticePreviewInput },
      responses: { 200: { description: '读出来的日子；没看懂的逐条列出', body: NoticePreview } },
      handler: async ({ body }) => ({
        status: 200,
        body: await presentNotice(await readNotice(body), namesOf),
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: `${PATH}/years`,
      operationId: 'importHolidayNotice',
      summary: '导入一年的节假日安排；从此期限都按它算',
      policy: importers,
      input: { body: NoticeImportInput },
      responses: { 200: { description: '导入后的日历', body: CalendarView } },
      handler: async ({ actor, body, now }) => {
        await importNotice(actor, body, now);
        return { status: 200, body: await present(now) };
      },
    }),
  ];
}
