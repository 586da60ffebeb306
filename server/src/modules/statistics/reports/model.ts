import { Schema, model } from 'mongoose';
import type { Day } from '@haochaping/shared/domain';
import type {
  Book,
  ReportFigures,
  ReportKind,
  ReportMove,
  ReportSection,
  ReportState,
  ReportSubject,
} from '@haochaping/shared/domain/figures/index';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../../audit/index.js';

/** Who did what to a report; `system` where a schedule drafted it. */
export interface ReportEvent {
  at: Date;
  by: string | null;
  type: ReportMove | 'drafted';
  words?: string;
}

/** How sections stood before somebody changed them. */
export interface ReportRevision {
  at: Date;
  by: string;
  sections: Partial<Record<ReportSection, string>>;
}

/** A report (服务情况报告): figures as they were drafted, words as they were edited. */
export interface ReportRecord extends WithEffects {
  _id: string;
  number: string;
  version: number;
  kind: ReportKind;
  period: string;
  subject: ReportSubject;
  code: string;
  /** As the subject was called when the report was drafted. */
  name: string;
  /** Of a department and a region: where it lies. */
  regionCode: string;
  book: Book;
  from: Day;
  to: Day;
  figures: ReportFigures;
  sections: Record<ReportSection, string>;
  revisions: ReportRevision[];
  state: ReportState;
  /** Of whose second account it waits to be signed. */
  officeCode: string | null;
  writers: string[];
  readers: { by: string; at: Date }[];
  events: ReportEvent[];
  invented: boolean;
  draftedAt: Date;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const mixedList = { type: [Schema.Types.Mixed], required: true } as never;
const schema = new Schema<ReportRecord>(
  {
    _id: text,
    number: text,
    version: { type: Number, required: true },
    kind: text,
    period: text,
    subject: text,
    code: text,
    name: text,
    regionCode: text,
    book: text,
    from: text,
    to: text,
    figures: mixed,
    sections: mixed,
    revisions: mixedList,
    state: text,
    officeCode: { type: String, default: null },
    writers: { type: [String], required: true },
    readers: mixedList,
    events: mixedList,
    invented: { type: Boolean, required: true },
    draftedAt: { type: Date, required: true },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'reports', minimize: false },
);
// One report of a subject and period, whoever drafts it and however often.
schema.index({ subject: 1, code: 1, kind: 1, period: 1 }, { unique: true });
schema.index({ number: 1 }, { unique: true });
schema.index({ to: -1, kind: 1, code: 1, _id: 1 });
schema.index({ state: 1, to: -1, kind: 1, code: 1, _id: 1 });
indexEffects(schema);
export const ReportModel = model('Report', schema);
