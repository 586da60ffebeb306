export { countDay, countFacts, monthOfWeek, sheetsOf } from './count.js';
export { inventedCity, keepInventedCity } from './invented.js';
export { improvementsBy } from './improvements/tasks.js';
export { markDays, markInstants } from './marks.js';
export { SheetModel, StatisticsDayModel, type SheetEntry, type SheetRecord } from './model.js';
export { draftNextDue } from './reports/drafting.js';
export { statisticsModule } from './module.js';
export { figuresTold, levelsTold } from './read.js';
export { firstMonthShown, readEntries, type ReadEntry } from './sheets.js';
