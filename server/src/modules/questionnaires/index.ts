export { acceptedAnswers, answeredWords, answerText, presentAnswers } from './answers.js';
export { seedQuestionnaires } from './first.js';
export { givenAnswersSchema, type GivenAnswers } from './model.js';
export { questionnairesModule } from './module.js';
export {
  generalQuestionnaire,
  questionnaireFor,
  questionnairesInUse,
  versionsOf,
  versionsOfQuestionnaires,
  type InUse,
  type KnownVersion,
} from './shown.js';
export { findQuestionnaire } from './writing.js';
