export { calendarModule } from './module.js';
export { workCalendarNow } from './years.js';
