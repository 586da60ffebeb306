import type { ServerModule } from '../../module.js';
import { wrappedDataKeys } from './key-store.js';

/** The vault itself asks for nothing but to be re-sealed. */
export const vaultModule = (): ServerModule => ({ masterSealed: [wrappedDataKeys] });
