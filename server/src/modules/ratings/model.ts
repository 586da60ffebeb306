import { Schema, model } from 'mongoose';
import {
  AGENT_RELATIONS,
  ASSURANCES,
  CHANNELS,
  PAGE_SOURCES,
  type AgentRelation,
  type Assurance,
  type Attribution,
  type Channel,
  type DeviceClock,
  type Level,
  type PageSource,
  type VeiledAs,
  type VeilPlace,
} from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';
import { attributionSchema } from '../channels/index.js';
import { detailsSchema, entrySchema, type RatingDetailsFact, type RatingEntry } from './said.js';

/** The description of a rating for the rated side, and the instant all of its institution may read it. */
export interface RatedSideMark extends VeiledAs {
  shownAt: Date;
}

/** Who gave a rating in the evaluator's place; `accountId` is null for an agent who is not signed in. */
export interface RatingAgent {
  accountId: string | null;
  relation: AgentRelation;
}

/** Who spoke for the business that is the evaluator, chosen by them at a printed code. */
export interface RatingHandler {
  accountId: string;
}

/** Whoever holds a rating's receipt brought it under their account; a fact of its own beside the rating. */
export interface RatingClaim {
  accountId: string;
  assurance: Assurance;
  at: Date;
}

/**
 * One rating: a fact, appended once and never changed. What may grow are later details, the standing a procedure gives
 * it, the pending effects, and the audit trail of exactly these changes.
 */
export interface RatingRecord extends WithEffects {
  _id: string;
  /** The receipt number a person reads. */
  number: string;
  kind: 'first' | 'supplementary';
  level: Level;
  channel: Channel;
  pageSource: PageSource;
  optionSetVersion: string;
  /** The first rating of the service, where this is the supplementary one. */
  supplements?: string | null;
  /** Equal for the same intake sent twice: the same receipt is given. */
  intakeKey: string;
  /** Equal for the same right used twice: refused. Absent for printed codes, which give no single right. */
  onceKey?: string | null;
  /** When the second tap was made, as far as the device is believed. */
  ratedAt: Date;
  receivedAt: Date;
  /** The week in Shanghai in which it arrived: it is shown to the rated side with its group's ratings of that time. */
  receivedWeek: string;
  /** Where it belongs among what was served, see `shared/domain/veil`. */
  veil: VeilPlace;
  /** How and from when the rated side sees it; written once. */
  ratedSide?: RatedSideMark | null;
  title: string;
  place: string;
  occasion?: string | null;
  invitation?: { id: string; issuedAt: Date; openedAt: Date | null; answeredAt: Date } | null;
  staticCode?: string | null;
  /** The rating device it was given on; `clock` where that was not the server's. */
  device?: { id: string; clock?: DeviceClock | null } | null;
  /** Who wrote it down, where it was given on paper or by telephone. */
  entered?: RatingEntry | null;
  openedAt?: Date | null;
  projectNo?: string | null;
  serviceNumber?: number | null;
  assurance: Assurance;
  evaluatorId?: string | null;
  /** Who was signed in when it was given by an invitation, for themselves: the rating is this account's own. */
  accountId?: string | null;
  agent?: RatingAgent | null;
  handler?: RatingHandler | null;
  claims?: RatingClaim[];
  attribution: Attribution;
  /** Institutions and regions it counts for, taken from the attribution for look-ups. */
  institutionCodes: string[];
  regionCodes: string[];
  deviceHash?: string | null;
  /** Both hashes go when their time is over; until then they tell many ratings of one from many people's. */
  networkHash?: string | null;
  details: RatingDetailsFact[];
  standing: 'adopted' | 'revoked' | 'offset';
  /** By which case, and at which version of it, the standing came about; absent as long as nothing touched it. */
  standingBy?: { caseId: string; version: number; at: Date } | null;
  /** `path` leads from the commitment to what was signed, together with others of the same moment. */
  receipt: { nonce: string; commitment: string; path: string[]; signature: string; keyId: string };
  accessKeyHash: string;
  trail: AuditEvent[];
}

const invitationSchema = new Schema(
  {
    id: { type: String, required: true },
    issuedAt: { type: Date, required: true },
    openedAt: Date,
    answeredAt: { type: Date, required: true },
  },
  { _id: false },
);
const receiptSchema = new Schema(
  {
    nonce: { type: String, required: true },
    commitment: { type: String, required: true },
    path: { type: [String], required: true },
    signature: { type: String, required: true },
    keyId: { type: String, required: true },
  },
  { _id: false },
);
const standingBySchema = new Schema({ caseId: String, version: Number, at: Date }, { _id: false });

const veilSchema = new Schema<VeilPlace>(
  { group: { type: String, required: true }, pool: { type: String, required: true } },
  { _id: false },
);
const ratedSideSchema = new Schema<RatedSideMark>(
  {
    from: { type: String, required: true },
    to: { type: String, required: true },
    named: { type: Boolean, required: true },
    shownAt: { type: Date, required: true },
  },
  { _id: false },
);
const deviceSchema = new Schema(
  {
    id: { type: String, required: true },
    clock: {
      type: new Schema<DeviceClock>(
        { told: { type: Date, required: true }, believed: { type: Boolean, required: true } },
        { _id: false },
      ),
    },
  },
  { _id: false },
);
const ratingSchema = new Schema<RatingRecord>(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true },
    kind: { type: String, enum: ['first', 'supplementary'], required: true },
    level: { type: Number, min: 1, max: 5, required: true },
    channel: { type: String, enum: CHANNELS, required: true },
    pageSource: { type: String, enum: PAGE_SOURCES, required: true },
    optionSetVersion: { type: String, required: true },
    supplements: String,
    intakeKey: { type: String, required: true },
    onceKey: String,
    ratedAt: { type: Date, required: true },
    receivedAt: { type: Date, required: true },
    receivedWeek: { type: String, required: true },
    veil: { type: veilSchema, required: true },
    ratedSide: { type: ratedSideSchema },
    title: { type: String, required: true },
    place: { type: String, required: true },
    occasion: String,
    invitation: { type: invitationSchema },
    staticCode: String,
    device: { type: deviceSchema },
    entered: { type: entrySchema },
    openedAt: Date,
    projectNo: String,
    serviceNumber: Number,
    assurance: { type: String, enum: ASSURANCES, required: true },
    evaluatorId: String,
    accountId: String,
    agent: {
      type: new Schema<RatingAgent>(
        { accountId: String, relation: { type: String, enum: AGENT_RELATIONS, required: true } },
        { _id: false },
      ),
    },
    handler: {
      type: new Schema<RatingHandler>({ accountId: { type: String, required: true } }, { _id: false }),
    },
    claims: {
      type: [
        new Schema<RatingClaim>(
          {
            accountId: { type: String, required: true },
            assurance: { type: String, enum: ASSURANCES, required: true },
            at: { type: Date, required: true },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    attribution: { type: attributionSchema, required: true },
    institutionCodes: { type: [String], required: true },
    regionCodes: { type: [String], required: true },
    deviceHash: String,
    networkHash: { type: String, required: true },
    details: { type: [detailsSchema], default: [] },
    standing: { type: String, enum: ['adopted', 'revoked', 'offset'], required: true },
    standingBy: { type: standingBySchema },
    receipt: { type: receiptSchema, required: true },
    accessKeyHash: { type: String, required: true },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'ratings' },
);
ratingSchema.index({ intakeKey: 1 }, { unique: true });
ratingSchema.index(
  { onceKey: 1 },
  { unique: true, partialFilterExpression: { onceKey: { $type: 'string' } } },
);
ratingSchema.index({ number: 1 }, { unique: true });
// One supplementary rating of a rating, whoever asks at once.
ratingSchema.index({ supplements: 1 }, { unique: true, sparse: true });
ratingSchema.index({ evaluatorId: 1, ratedAt: -1 }, { sparse: true });
ratingSchema.index({ accountId: 1, ratedAt: -1 }, { sparse: true });
ratingSchema.index({ 'claims.accountId': 1 }, { sparse: true });
ratingSchema.index({ 'agent.accountId': 1 }, { sparse: true });
ratingSchema.index({ ratedAt: -1, _id: 1 });
ratingSchema.index(
  { staticCode: 1, receivedAt: -1 },
  { partialFilterExpression: { staticCode: { $type: 'string' } } },
);
ratingSchema.index({ institutionCodes: 1, 'ratedSide.to': -1, _id: 1 });
ratingSchema.index({ 'veil.group': 1, receivedWeek: 1 });
ratingSchema.index({ 'veil.pool': 1, receivedWeek: 1 });
ratingSchema.index({ institutionCodes: 1, ratedAt: -1, _id: 1 });
ratingSchema.index({ regionCodes: 1, ratedAt: -1, _id: 1 });
ratingSchema.index(
  { projectNo: 1, serviceNumber: 1 },
  { partialFilterExpression: { projectNo: { $type: 'string' } } },
);
ratingSchema.index({ receivedAt: 1 }, { partialFilterExpression: { networkHash: { $type: 'string' } } });
ratingSchema.index({
  'attribution.targets.kind': 1,
  'attribution.targets.institutionCode': 1,
  'attribution.scope': 1,
  'ratedSide.to': -1,
  _id: 1,
});
ratingSchema.index({ 'attribution.targets.kind': 1, 'attribution.targets.code': 1 });
// The few whose standing a case changed; what counts as it was given, the great mass, is not in it.
ratingSchema.index({ 'standingBy.at': -1 }, { sparse: true });
ratingSchema.index({ level: 1, ratedAt: -1, _id: 1 });
ratingSchema.index({ channel: 1, ratedAt: -1, _id: 1 });
ratingSchema.index({ institutionCodes: 1, level: 1, ratedAt: -1, _id: 1 });
ratingSchema.index({ institutionCodes: 1, level: 1, 'ratedSide.to': -1, _id: 1 });
ratingSchema.index(
  { 'details.textState': 1, receivedAt: 1 },
  { partialFilterExpression: { 'details.textState': { $type: 'string' } } },
);
ratingSchema.index(
  { 'details.questionnaire.version': 1, receivedAt: -1 },
  { partialFilterExpression: { 'details.questionnaire.version': { $type: 'string' } } },
);
indexEffects(ratingSchema);

export const RatingModel = model('Rating', ratingSchema);
