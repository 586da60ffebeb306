export { filesNamedByAppeals } from './files.js';
export { appealsFollow, type TellAppeal } from './jobs.js';
export type { AppealRecord } from './model.js';
export { appealsModule } from './module.js';
export { appealsSeen, whoSeesAppeal } from './queries.js';
