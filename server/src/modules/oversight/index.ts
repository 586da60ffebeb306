export { oversightModule } from './module.js';
