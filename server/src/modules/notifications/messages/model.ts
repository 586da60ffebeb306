import { model, Schema } from 'mongoose';
import {
  MESSAGE_STATES,
  MESSAGE_WAYS,
  type MessageState,
  type MessageWay,
} from '@haochaping/shared/contracts';
import { PROGRESS_KINDS, type ProgressKind } from '@haochaping/shared/domain/notifications/index';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../../audit/index.js';

/** What a person may have tried once more. */
export const RETRIED: readonly MessageState[] = ['failed', 'unreachable'];

/** One attempt to send a message, with the peer's own reason when it did not go. */
export interface MessageTry {
  at: Date;
  way: MessageWay;
  ok: boolean;
  words?: string | null;
}

/**
 * One message to whoever gave a rating: that there is progress. Holds nothing of the receiver, neither openid nor number: both
 * are opened when it is sent.
 */
export interface MessageRecord extends WithEffects {
  _id: string;
  /** Case and place of the event: written once, whatever crashes. */
  eventKey: string;
  caseId: string;
  /** What the case is about: a rating, or a complaint. */
  ratingId?: string;
  complaintId?: string;
  progress: ProgressKind;
  /** When there was progress. */
  at: Date;
  /** Jurisdictions of the centres that lead the case. */
  centers: string[];
  state: MessageState;
  way: MessageWay | null;
  tries: MessageTry[];
  /** WeChat was asked, and nobody heard the end: a permission that is gone then was spent by us. */
  weChatAsked: boolean;
  sentAt: Date | null;
  nextAt: Date | null;
  trail: AuditEvent[];
}

const text = { type: String, required: true } as const;
const schema = new Schema<MessageRecord>(
  {
    _id: text,
    eventKey: text,
    caseId: text,
    ratingId: String,
    complaintId: String,
    progress: { type: String, enum: PROGRESS_KINDS, required: true },
    at: { type: Date, required: true },
    centers: { type: [String], required: true },
    state: { type: String, enum: MESSAGE_STATES, required: true },
    way: { type: String, default: null },
    tries: {
      type: [
        new Schema<MessageTry>(
          {
            at: { type: Date, required: true },
            way: { type: String, enum: MESSAGE_WAYS, required: true },
            ok: { type: Boolean, required: true },
            words: String,
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    weChatAsked: { type: Boolean, default: false },
    sentAt: { type: Date, default: null },
    nextAt: { type: Date, default: null },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'progress_messages' },
);
schema.index({ eventKey: 1 }, { unique: true });
schema.index({ caseId: 1, at: -1 });
schema.index({ at: -1, _id: 1 });
schema.index({ state: 1, at: -1, _id: 1 });
indexEffects(schema);
export const MessageModel = model('ProgressMessage', schema);

/**
 * One message somebody let WeChat send them about their rating. The openid is sealed under a key of its own, which is thrown
 * away as soon as the permission is used.
 */
export interface PermissionRecord {
  _id: string;
  ratingId: string;
  templateId: string;
  sealed: { openid: string };
  /** Everybody the rating belongs to: it goes when one of them is erased. */
  ownerIds: string[];
  at: Date;
  /** The message that takes it. */
  usedBy: string | null;
}

const permissionSchema = new Schema<PermissionRecord>(
  {
    _id: text,
    ratingId: text,
    templateId: text,
    sealed: { type: new Schema({ openid: text }, { _id: false }), required: true },
    ownerIds: { type: [String], required: true },
    at: { type: Date, required: true },
    usedBy: { type: String, default: null },
  },
  { versionKey: false, collection: 'message_permissions' },
);
permissionSchema.index({ ratingId: 1, usedBy: 1, at: 1 });
permissionSchema.index({ ownerIds: 1 });
permissionSchema.index({ at: 1 });
export const PermissionModel = model('MessagePermission', permissionSchema);
