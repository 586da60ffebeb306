export { Questionnaire } from './questionnaire.js';
