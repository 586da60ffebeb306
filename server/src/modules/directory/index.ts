export { describeTarget, type TargetDescription, type TargetRef } from './describe.js';
export { directoryEffects } from './import-register.js';
export { directoryRoutes } from './routes.js';
export { findRegion, listRecords, lookUp, lookUpAll, type RecordFilter } from './service.js';
export { seedDirectory, SeedError, type SeedSummary } from './seed.js';
export type { DirectoryData, Found } from './types.js';
