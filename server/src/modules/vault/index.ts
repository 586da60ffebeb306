export { openSystemSecret, sealSystemSecret } from './ciphers.js';
export { createErasure, type Erasure } from './erasure.js';
export { OwnerErasedError, createDataKey, discardDataKey, openKeyStore } from './key-store.js';
export { masterSealedField } from './master-sealed.js';
export { vaultModule } from './module.js';
export { keyUse, notCurrent, resealAll, under, type KeyUse, type Progress } from './rotation.js';
export { blindIndex, documentIndexOf, openFields, sealFields, sealUnder } from './sealing.js';
