export { monthsToPublish, publishMonth } from './editions.js';
export { disclosureModule } from './module.js';
