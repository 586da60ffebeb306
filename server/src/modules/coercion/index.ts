export { coercionModule } from './module.js';
