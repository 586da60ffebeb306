export { calendarEffects } from './notices.js';
export { calendarRoutes } from './routes.js';
export { calendarMissing, workCalendarNow } from './years.js';
