export { OwnCase } from './own-case.js';
export { Pressed } from './pressed.js';
