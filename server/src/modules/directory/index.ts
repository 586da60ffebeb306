export { describeTarget, describeTargets, type TargetDescription, type TargetRef } from './describe.js';
export { lookUp, lookUpAll, findRegion, listRecords, type RecordFilter } from './service.js';
export { seedDirectory, SeedError, type SeedSummary } from './seed.js';
export type { DirectoryData, Found } from './types.js';
