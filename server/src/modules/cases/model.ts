import { model, Schema } from 'mongoose';
import type { CompetentOffice } from '@haochaping/shared/domain';
import type { CaseEvent, CasePhase, CaseState } from '@haochaping/shared/domain/cases/index';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';

/**
 * A case (差评工单): one document, with everything that happened to it and the state that follows from that, for lists and
 * indexes. The events are the truth; `state` and the rest are always folded from them.
 */
export interface CaseRecord extends WithEffects {
  _id: string;
  /** What people call it; tells nothing of day or receipt. */
  number: string;
  /** The poor rating it was opened for; absent for a complaint. */
  ratingId?: string;
  /** The complaint it was opened for; absent for a rating. */
  complaintId?: string;
  /** How many events there are; a move names the version it was decided on. */
  version: number;
  events: CaseEvent[];
  state: CaseState;
  /** Who is competent, by the directory of the day it was opened. */
  offices: CompetentOffice[];
  title: string;
  /** Null for a complaint, which is told outside the levels. */
  level: number | null;
  /** The week it arrived in. */
  week: string;
  phase: CasePhase;
  open: boolean;
  assignedTo: string;
  leadOfficer: string | null;
  departmentOfficer: string | null;
  /** The end of the clock that presses most, as the calendar stood at the last move; null when none runs. */
  dueAt: Date | null;
  waitsFor: string | null;
  /** Who sees it, and in whose work lists it stands: marks of `policy.ts`. */
  seenBy: string[];
  listed: string[];
  startedAt: Date;
  /** How many of the events were passed on to whom they concern. */
  told: number;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<CaseRecord>(
  {
    _id: text,
    number: text,
    ratingId: String,
    complaintId: String,
    version: { type: Number, required: true },
    events: { type: [Schema.Types.Mixed], required: true } as never,
    state: { type: Schema.Types.Mixed, required: true },
    offices: { type: [Schema.Types.Mixed], required: true } as never,
    title: text,
    level: { type: Number, default: null },
    week: text,
    phase: text,
    open: { type: Boolean, required: true },
    assignedTo: text,
    leadOfficer: { type: String, default: null },
    departmentOfficer: { type: String, default: null },
    dueAt: { type: Date, default: null },
    waitsFor: { type: String, default: null },
    seenBy: { type: [String], required: true },
    listed: { type: [String], required: true },
    startedAt: { type: Date, required: true },
    told: { type: Number, default: 0 },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'cases', minimize: false },
);
// Once for a rating and for a complaint, whatever crashes.
schema.index({ ratingId: 1 }, { unique: true, sparse: true });
schema.index({ complaintId: 1 }, { unique: true, sparse: true });
schema.index({ number: 1 }, { unique: true });
// What is alike for a whole list comes before the mark: after an array nothing narrows an index any more.
schema.index({ open: 1, seenBy: 1, dueAt: 1, _id: 1 });
schema.index({ open: 1, seenBy: 1, startedAt: -1, _id: 1 });
schema.index({ listed: 1, dueAt: 1, _id: 1 });
// What the oversight offices look at: by when it was rated, and the few that were set aside.
schema.index({ seenBy: 1, startedAt: -1, _id: 1 });
schema.index({ 'state.standing': 1, seenBy: 1, startedAt: -1, _id: 1 });
// Whose turn it is among the officers of a house, and whose cases move with a leave.
schema.index({ departmentOfficer: 1, 'state.assignedAt': -1 }, { sparse: true });
schema.index({ leadOfficer: 1 }, { sparse: true });
indexEffects(schema);

export const CaseModel = model('Case', schema);
