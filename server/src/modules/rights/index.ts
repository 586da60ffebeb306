export { countWaitingCorrections } from './corrections/answering.js';
export { resealedCorrections } from './corrections/corrections.js';
export { correctionRetention, eraseCorrections } from './corrections/model.js';
export { deletionEffects, type StillNeeded } from './deletion/deletion.js';
export { revealApplicant } from './disclosures/applicant.js';
export { beijingTime, type PersonalDataSource } from './export/export.js';
export { countRevealsToDecide } from './reveal/queries.js';
export { rightsRoutes } from './routes.js';
