import { decodeStrictly } from './charset.js';
import { decryptXmlStr } from './cipher.js';
import { Refusal } from './errors.js';
import { checkFields, type CaseFields, type Operation } from './fields.js';
import type { ProvinceOptions } from './options.js';
import { checkRating } from './rating-rules.js';
import { answerEnvelope, caseAnswer, readCase, type SoapRequest } from './soap.js';
import type { RatingStore } from './store.js';

export interface Desk {
  options: ProvinceOptions;
  store: RatingStore;
  /** Where this program is reached, for the addresses it gives out. */
  origin: string;
}

type Answer = Readonly<Record<string, string>>;

const PERFORM: Readonly<Record<Operation, (fields: CaseFields, desk: Desk) => Answer>> = {
  getSaveEvaluation: (fields, desk) => keep('getSaveEvaluation', fields, desk),
  getEvaluationSupplement: (fields, desk) => keep('getEvaluationSupplement', fields, desk),
  getSaveEvaluationUrl: (fields, { store, origin }) => ({ url: `${origin}/page/${store.addPage(fields)}` }),
  getEvaluationDetail: (fields, { store }) => {
    const rating = store.find(fields);
    if (!rating) throw new Refusal('notFound', '请核对 projectNo、nodeName、serviceTime、evaluateType');
    const { alternate = '', assessTime = '' } = rating.fields;
    return { evaluateUnid: rating.evaluateUnid, alternate, assessTime };
  },
};

function keep(operation: Operation, fields: CaseFields, { options, store }: Desk): Answer {
  checkRating(fields, options.explanation);
  return { evaluateUnid: store.add(operation, fields).evaluateUnid };
}

/** Carries out one operation and returns its envelope; a refusal is an answer too, and is remembered. */
export function perform(request: SoapRequest, desk: Desk): string {
  const { operation } = request;
  try {
    if (request.appKey !== desk.options.appKey) throw new Refusal('appKey', '请核对 appKey');
    const bytes = decryptXmlStr(request.xmlStr, desk.options);
    const fields = readCase(decodeStrictly(bytes, desk.options.encoding), desk.options.encoding);
    checkFields(operation, fields);
    return answerEnvelope(operation, caseAnswer('200', '成功', PERFORM[operation](fields, desk)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, field } = error;
    desk.store.addRefusal({ at: new Date().toISOString(), operation, code, message, field });
    return answerEnvelope(operation, caseAnswer(code, message, {}));
  }
}
