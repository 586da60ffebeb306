export { upheldReports } from './desk.js';
export { coercionModule } from './module.js';
