import type { EffectOutcome } from '../../jobs/effects.js';
import type { ServerModule } from '../../module.js';
import type { StaffNames } from '../audit/index.js';
import { rolesThatMay } from '../staff/index.js';
import { calendarEffects } from './notices.js';
import { calendarRoutes } from './routes.js';
import { calendarMissing } from './years.js';

/** The working-day calendar. @param recount counts again what is listed by deadlines, by the calendar of now */
export const calendarModule = (
  namesOf: StaffNames,
  recount: (now: Date) => Promise<EffectOutcome>,
): ServerModule => ({
  routes: calendarRoutes(namesOf),
  effects: [calendarEffects((_year, now) => recount(now))],
  figures: async ({ role }, now) => ({
    missingCalendar: rolesThatMay('calendar.import').includes(role) ? await calendarMissing(now) : null,
  }),
});
