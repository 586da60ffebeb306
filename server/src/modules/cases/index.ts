export { recountCases } from './clocks.js';
export { filesNamedByCases } from './files/named.js';
export { CaseModel, type CaseRecord } from './model.js';
export { casesModule } from './module.js';
export { caseOpener } from './opening.js';
export type { TellCase } from './jobs.js';
export { visibleCases } from './policy.js';
