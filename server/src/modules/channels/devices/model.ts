import { Schema, model } from 'mongoose';
import { DEVICE_KINDS, type DeviceKind } from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';
import { auditTrailField, type AuditEvent } from '../../audit/index.js';

/** A rating device (评价器) at a window. Of its code and its secret only keyed hashes are kept. */
export interface DeviceRecord extends WithEffects {
  _id: string;
  kind: DeviceKind;
  name: string;
  windowCode: string;
  /** The window's region when it was noted: whose centre looks after the device. */
  regionCode: string;
  codeHash?: string | null;
  codeUntil?: Date | null;
  secretHash?: string | null;
  /** What ratings are sealed to before the device keeps them, and what opens them, sealed under the master key. Made anew with every binding. */
  sealKey?: { publicPoint: string; sealedPrivate: string } | null;
  /** Where a terminal's program goes on when the rating is done. */
  returnTo?: string | null;
  boundAt?: Date | null;
  revokedAt?: Date | null;
  /** What it told when it was last heard of. */
  seenAt?: Date | null;
  waiting: number;
  refused: number;
  createdAt: Date;
  trail: AuditEvent[];
}

/** One time the devices of a window were asked to show the faces. Whose service it was stands in the invitation alone. */
export interface DeviceCallRecord {
  _id: string;
  windowCode: string;
  at: Date;
  by: 'businessSystem' | 'clerk' | 'visitor';
  /** The invitation to the service that was just done; absent where only the window is known. */
  invitationId?: string | null;
  /** The service, so that one reported again is not counted again. */
  service?: string | null;
  rated: boolean;
  /** The terminal this is for alone: it stands in the hall, not at the window. */
  terminal?: string | null;
}

const deviceSchema = new Schema<DeviceRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: DEVICE_KINDS, required: true },
    name: { type: String, required: true },
    windowCode: { type: String, required: true },
    regionCode: { type: String, required: true },
    codeHash: String,
    codeUntil: Date,
    secretHash: String,
    sealKey: {
      type: new Schema(
        {
          publicPoint: { type: String, required: true },
          sealedPrivate: { type: String, required: true },
        },
        { _id: false },
      ),
    },
    returnTo: String,
    boundAt: Date,
    revokedAt: Date,
    seenAt: Date,
    waiting: { type: Number, default: 0 },
    refused: { type: Number, default: 0 },
    createdAt: { type: Date, required: true },
    trail: auditTrailField,
    ...effectFields,
  },
  { versionKey: false, collection: 'rating_devices' },
);
deviceSchema.index(
  { codeHash: 1 },
  { unique: true, partialFilterExpression: { codeHash: { $type: 'string' } } },
);
deviceSchema.index({ createdAt: -1, _id: 1 });
indexEffects(deviceSchema);

const callSchema = new Schema<DeviceCallRecord>(
  {
    _id: { type: String, required: true },
    windowCode: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: String, enum: ['businessSystem', 'clerk', 'visitor'], required: true },
    invitationId: String,
    service: String,
    rated: { type: Boolean, default: false },
    terminal: String,
  },
  { versionKey: false, collection: 'rating_calls' },
);
callSchema.index({ windowCode: 1, at: -1 });
callSchema.index({ at: 1 });

export const DeviceModel = model('RatingDevice', deviceSchema);
export const DeviceCallModel = model('RatingCall', callSchema);
