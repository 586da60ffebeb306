import { Schema, model } from 'mongoose';
import {
  ATTRIBUTION_SCOPES,
  CHANNELS,
  PAGE_SOURCES,
  PARALLEL_WAYS,
  SMS_RESULTS,
  TARGET_KINDS,
  type Attribution,
  type Channel,
  type PageSource,
  type ParallelWay,
  type SmsResult,
  type TargetKind,
} from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../audit/index.js';

/** A business system that reports transactions. Its signing secrets are sealed under the master key. */
export interface BusinessSystemRecord extends WithEffects {
  /** The application key. */
  _id: string;
  name: string;
  sealedSecret: string;
  /** The secret before this one: taken as well until then, so that its maker changes over without a gap. */
  sealedPrevious?: string | null;
  previousUntil?: Date | null;
  /** Institutions it may report for; `*` stands for all. */
  institutionCodes: string[];
  disabled: boolean;
  /** Made for the demo: its secret is public. */
  demo?: boolean | null;
  createdAt: Date;
  trail: AuditEvent[];
}

/** One contact within a transaction (办件环节). */
export interface ServiceEventRecord {
  serviceNumber: number;
  nodeName: string;
  proStatus: '1' | '2' | '3';
  servedAt: Date;
  acceptedAt: Date;
  finishedAt?: Date | null;
  windowCode?: string | null;
  platformCode?: string | null;
  staffCode?: string | null;
  /** How its departments are rated, where it is a parallel approval; decided by the first rating. */
  ratedAs?: ParallelWay | null;
  /** What was told of the applicant at this event: the id of a sealed snapshot in `identity`. */
  applicantId: string;
}

/** One application of a citizen or business (办件). The applicant is named by the evaluator's id only. */
export interface TransactionRecord {
  /** The `projectNo`. */
  _id: string;
  appKey: string;
  projectName: string;
  taskCode: string;
  itemName: string;
  regionCode: string;
  institutionCode: string;
  evaluatorId: string;
  packageCode?: string | null;
  parallel: string[];
  events: ServiceEventRecord[];
  createdAt: Date;
}

/** What became of the SMS that invites: another one of the same service went, it was not needed any more, or how it went. */
export const INVITATION_SMS_STATES = [
  'waiting',
  'sent',
  'merged',
  'unneeded',
  'unreachable',
  'failed',
] as const;
export interface InvitationSms {
  /** The sealed snapshot whose number is written to. */
  applicantId: string;
  state: (typeof INVITATION_SMS_STATES)[number];
  at?: Date | null;
  /** Why it could not be sent. */
  words?: string | null;
  remindedAt?: Date | null;
  /** Whether it arrived, as the gateway told; nothing while it told nothing. */
  receipt?: { result: SmsResult; reason?: string | null; at: Date } | null;
}

/** The single-use right to rate one service event (评价邀请). Only a keyed hash of its token is kept. */
export interface InvitationRecord extends WithEffects {
  _id: string;
  tokenHash: string;
  projectNo: string;
  serviceNumber: number;
  channel: Channel;
  pageSource: PageSource;
  /** The province's page, once fetched, where `pageSource` is `province`. */
  provinceAddress?: string | null;
  evaluatorId: string;
  title: string;
  place: string;
  occasion: string;
  servedAt: Date;
  attribution: Attribution;
  issuedAt: Date;
  expiresAt: Date;
  openedAt?: Date | null;
  answeredAt?: Date | null;
  /** Where the applicant is invited by SMS. */
  sms?: InvitationSms | null;
  /** Its own events of the audit log. */
  trail: AuditEvent[];
}

/** A printed code that stands for a window, item or institution (静态二维码). */
export interface StaticCodeRecord {
  _id: string;
  targetKind: TargetKind;
  targetCode: string;
  createdAt: Date;
  createdBy: string;
}

const businessSystemSchema = new Schema<BusinessSystemRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    sealedSecret: { type: String, required: true },
    sealedPrevious: String,
    previousUntil: Date,
    institutionCodes: { type: [String], required: true },
    disabled: { type: Boolean, default: false },
    demo: Boolean,
    createdAt: { type: Date, required: true },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'business_systems' },
);
indexEffects(businessSystemSchema);

const eventSchema = new Schema<ServiceEventRecord>(
  {
    serviceNumber: { type: Number, required: true },
    nodeName: { type: String, required: true },
    proStatus: { type: String, required: true },
    servedAt: { type: Date, required: true },
    acceptedAt: { type: Date, required: true },
    finishedAt: Date,
    windowCode: String,
    platformCode: String,
    staffCode: String,
    ratedAs: { type: String, enum: PARALLEL_WAYS },
    applicantId: { type: String, required: true },
  },
  { _id: false },
);

const transactionSchema = new Schema<TransactionRecord>(
  {
    _id: { type: String, required: true },
    appKey: { type: String, required: true },
    projectName: { type: String, required: true },
    taskCode: { type: String, required: true },
    itemName: { type: String, required: true },
    regionCode: { type: String, required: true },
    institutionCode: { type: String, required: true },
    evaluatorId: { type: String, required: true },
    packageCode: String,
    parallel: { type: [String], default: [] },
    events: { type: [eventSchema], default: [] },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'transactions' },
);
transactionSchema.index({ evaluatorId: 1 });
transactionSchema.index({ 'events.applicantId': 1 });
transactionSchema.index({ appKey: 1, createdAt: 1 });

/** The snapshot of what a rating counts for; also part of every rating. */
export const attributionSchema = new Schema<Attribution>(
  {
    scope: { type: String, enum: ATTRIBUTION_SCOPES, required: true },
    targets: {
      type: [
        new Schema(
          {
            kind: { type: String, enum: TARGET_KINDS, required: true },
            code: { type: String, required: true },
            name: { type: String, required: true },
            institutionCode: { type: String, required: true },
            regionCode: { type: String, required: true },
            lead: Boolean,
          },
          { _id: false },
        ),
      ],
      required: true,
    },
  },
  { _id: false },
);

const invitationSchema = new Schema<InvitationRecord>(
  {
    _id: { type: String, required: true },
    tokenHash: { type: String, required: true },
    projectNo: { type: String, required: true },
    serviceNumber: { type: Number, required: true },
    channel: { type: String, enum: CHANNELS, required: true },
    pageSource: { type: String, enum: PAGE_SOURCES, required: true },
    provinceAddress: String,
    evaluatorId: { type: String, required: true },
    title: { type: String, required: true },
    place: { type: String, required: true },
    occasion: { type: String, required: true },
    servedAt: { type: Date, required: true },
    attribution: { type: attributionSchema, required: true },
    issuedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    openedAt: Date,
    answeredAt: Date,
    sms: {
      type: new Schema<InvitationSms>(
        {
          applicantId: { type: String, required: true },
          state: { type: String, enum: INVITATION_SMS_STATES, required: true },
          at: Date,
          words: String,
          remindedAt: Date,
          receipt: {
            type: new Schema(
              {
                result: { type: String, enum: SMS_RESULTS, required: true },
                reason: String,
                at: { type: Date, required: true },
              },
              { _id: false },
            ),
          },
        },
        { _id: false },
      ),
    },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'invitations' },
);
invitationSchema.index({ tokenHash: 1 }, { unique: true });
invitationSchema.index({ projectNo: 1, serviceNumber: 1 });
invitationSchema.index({ expiresAt: 1 });
invitationSchema.index({ issuedAt: 1 });
invitationSchema.index({ evaluatorId: 1, servedAt: -1 });
indexEffects(invitationSchema);

const staticCodeSchema = new Schema<StaticCodeRecord>(
  {
    _id: { type: String, required: true },
    targetKind: { type: String, enum: TARGET_KINDS, required: true },
    targetCode: { type: String, required: true },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
  },
  { versionKey: false, collection: 'static_codes' },
);
staticCodeSchema.index({ targetCode: 1, targetKind: 1 }, { unique: true });

/** Nonces of signed requests, kept as long as their timestamp could still pass. */
export interface RequestNonceRecord {
  _id: string;
  at: Date;
}
const requestNonceSchema = new Schema<RequestNonceRecord>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { versionKey: false, collection: 'request_nonces' },
);
requestNonceSchema.index({ at: 1 }, { expireAfterSeconds: 900 });

export const BusinessSystemModel = model('BusinessSystem', businessSystemSchema);
export const TransactionModel = model('Transaction', transactionSchema);
export const InvitationModel = model('Invitation', invitationSchema);
export const StaticCodeModel = model('StaticCode', staticCodeSchema);
export const RequestNonceModel = model('RequestNonce', requestNonceSchema);
