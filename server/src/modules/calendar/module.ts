import type { ServerModule } from '../../module.js';
import type { StaffNames } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { calendarEffects } from './notices.js';
import { calendarRoutes } from './routes.js';
import { calendarMissing } from './years.js';

/** The working-day calendar. */
export const calendarModule = (namesOf: StaffNames): ServerModule => ({
  routes: calendarRoutes(namesOf),
  effects: [calendarEffects()],
  figures: async ({ role }, now) => ({
    missingCalendar: rolesThatMay('calendar.import').includes(role) ? await calendarMissing(now) : null,
  }),
});
