export { describeIn, describeTarget, KIND_OF, type TargetDescription, type TargetRef } from './describe.js';
export { directoryNow, type Directory } from './kept.js';
export { directoryModule } from './module.js';
export { findRegion, listRecords, lookUp, lookUpAll, type RecordFilter } from './service.js';
export { placeIn } from './places.js';
export { seedDirectory, SeedError, type SeedSummary } from './seed.js';
export { MAX_TABLE_BYTES, readTable, TABLE_TYPES, type Table } from './tables/table.js';
export { UnreadableTable } from './tables/lines.js';
export type { DirectoryData, Found } from './types.js';
