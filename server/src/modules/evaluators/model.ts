import { Schema, model } from 'mongoose';

/**
 * An evaluator (评价人): a document together with the telephone number it was told with, found again by their keyed hashes
 * and otherwise nameless. One person with two numbers is two evaluators: whoever proves one of the numbers has proven
 * nothing about what was told with the other (adr/016).
 */
export interface EvaluatorRecord {
  _id: string;
  /** Keyed hash of document and telephone number, or of the document alone where none was told: one evaluator for each. */
  certIndex: string;
  /** Keyed hash of document type and number: the evaluators of one document share it. */
  documentIndex: string;
  /** Keyed hash of the telephone number; null where none was told. */
  phoneIndex: string | null;
  /** The same random id for all evaluators of one document, so that a person counts once. */
  personId: string;
  createdAt: Date;
}

/**
 * What a business system told of the applicant of one service event: a snapshot, so that a later report, about another
 * event or from another system, never changes who and which telephone stand behind this one. All text is ciphertext
 * under the evaluator's own data key.
 */
export interface ApplicantRecord {
  _id: string;
  evaluatorId: string;
  kind: 'person' | 'business';
  userProp: string;
  certType: string;
  /** Ciphertexts by field name: `name`, `certNumber`, `phone`, `handlerName`, … */
  sealed: Map<string, string> | Record<string, string>;
  createdAt: Date;
}

const evaluatorSchema = new Schema<EvaluatorRecord>(
  {
    _id: { type: String, required: true },
    certIndex: { type: String, required: true },
    documentIndex: { type: String, required: true },
    phoneIndex: { type: String, default: null },
    personId: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'evaluators' },
);
evaluatorSchema.index({ certIndex: 1 }, { unique: true });
evaluatorSchema.index({ documentIndex: 1 });

const applicantSchema = new Schema<ApplicantRecord>(
  {
    _id: { type: String, required: true },
    evaluatorId: { type: String, required: true },
    kind: { type: String, required: true },
    userProp: { type: String, required: true },
    certType: { type: String, required: true },
    sealed: { type: Map, of: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'applicants' },
);
applicantSchema.index({ evaluatorId: 1 });
applicantSchema.index({ createdAt: 1 });

export const ApplicantModel = model('Applicant', applicantSchema);
export const EvaluatorModel = model('Evaluator', evaluatorSchema);
