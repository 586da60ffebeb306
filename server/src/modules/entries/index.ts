export { entriesModule } from './module.js';
export { filesNamedByForms } from './forms/files.js';
export { countForms } from './forms/figures.js';
