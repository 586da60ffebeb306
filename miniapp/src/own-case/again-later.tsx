export { Again } from './again.js';
