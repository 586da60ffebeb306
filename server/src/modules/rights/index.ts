export { resealedCorrections } from './corrections/corrections.js';
export type { StillNeeded } from './deletion/deletion.js';
export { revealApplicant } from './disclosures/applicant.js';
export { rightsModule } from './module.js';
