export { openSystemSecret, sealSystemSecret } from './ciphers.js';
export { createErasure, type EraseRecords, type Erasure } from './erasure.js';
export {
  OwnerErasedError,
  createDataKey,
  discardDataKey,
  openKeyStore,
  wrappedDataKeys,
} from './key-store.js';
export { masterSealedField, type MasterSealed } from './master-sealed.js';
export { keyUse, notCurrent, resealAll, under, type KeyUse, type Progress } from './rotation.js';
export { blindIndex, documentIndexOf, openFields, sealFields } from './sealing.js';
