export { monthsToPublish, publishMonth } from './editions.js';
export { disclosureModule } from './module.js';
export { readPublic } from './present.js';
