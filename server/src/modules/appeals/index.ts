export { filesNamedByAppeals } from './files.js';
export { appealsFollow } from './jobs.js';
export { appealsModule } from './module.js';
