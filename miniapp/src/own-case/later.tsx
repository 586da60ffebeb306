export { OwnCase, Pressed } from './parts.js';
