import { model, Schema } from 'mongoose';

/** An officer on leave (请假): until when, and who sees to their cases meanwhile. One for an account, the newest. */
export interface LeaveRecord {
  /** The account. */
  _id: string;
  /** The last day of it, Beijing. */
  until: string;
  deputy: string;
}

const schema = new Schema<LeaveRecord>(
  {
    _id: { type: String, required: true },
    until: { type: String, required: true },
    deputy: { type: String, required: true },
  },
  { versionKey: false, collection: 'case_leaves' },
);

export const LeaveModel = model('CaseLeave', schema);
