import { Schema, model, type ClientSession } from 'mongoose';
import { BUSINESS_ROLES, type BusinessRole } from '@haochaping/shared/contracts';

/** A business that somebody represents here. Its id is that of the evaluator behind its credit code. */
export interface BusinessRecord {
  _id: string;
  /** `name` and `uscc` under the business's own data key. */
  sealed: Map<string, string> | Record<string, string>;
  createdAt: Date;
  /** When a provider last confirmed name, code and representative. */
  checkedAt: Date;
}

/** Who acts for a business. Ended ones stay, with when and by whom. */
export interface BusinessRoleRecord {
  _id: string;
  businessId: string;
  accountId: string;
  as: BusinessRole;
  since: Date;
  until?: Date | null;
  removedAt?: Date | null;
  /** The account that ended it: the representative's, the handler's own, or that of the next representative. */
  removedBy?: string | null;
  /** `BUSINESS:ACCOUNT` as long as it is not ended: one role a person and business. */
  holds?: string | null;
  /** The business, as long as this is its one representative. */
  represents?: string | null;
  /** When somebody else last claimed to be the representative, and was refused. */
  claimedByOtherAt?: Date | null;
}

/** The single-use right to become a handler. Only a keyed hash of its code is kept. */
export interface HandlerInvitationRecord {
  _id: string;
  codeHash: string;
  businessId: string;
  /** Until when the handler may act, once accepted. */
  until?: Date | null;
  issuedAt: Date;
  issuedBy: string;
  expiresAt: Date;
  acceptedAt?: Date | null;
  withdrawnAt?: Date | null;
}

const businessSchema = new Schema<BusinessRecord>(
  {
    _id: { type: String, required: true },
    sealed: { type: Map, of: String, required: true },
    createdAt: { type: Date, required: true },
    checkedAt: { type: Date, required: true },
  },
  { versionKey: false, collection: 'businesses' },
);

const roleSchema = new Schema<BusinessRoleRecord>(
  {
    _id: { type: String, required: true },
    businessId: { type: String, required: true },
    accountId: { type: String, required: true },
    as: { type: String, enum: BUSINESS_ROLES, required: true },
    since: { type: Date, required: true },
    until: Date,
    removedAt: Date,
    removedBy: String,
    holds: String,
    represents: String,
    claimedByOtherAt: Date,
  },
  { versionKey: false, collection: 'business_roles' },
);
roleSchema.index({ accountId: 1 });
roleSchema.index({ businessId: 1, since: -1 });
for (const field of ['holds', 'represents'])
  roleSchema.index(
    { [field]: 1 },
    { unique: true, partialFilterExpression: { [field]: { $type: 'string' } } },
  );

const invitationSchema = new Schema<HandlerInvitationRecord>(
  {
    _id: { type: String, required: true },
    codeHash: { type: String, required: true },
    businessId: { type: String, required: true },
    until: Date,
    issuedAt: { type: Date, required: true },
    issuedBy: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    acceptedAt: Date,
    withdrawnAt: Date,
  },
  { versionKey: false, collection: 'handler_invitations' },
);
invitationSchema.index({ codeHash: 1 }, { unique: true });
invitationSchema.index({ businessId: 1, issuedAt: -1 });

export const BusinessModel = model('Business', businessSchema);
export const BusinessRoleModel = model('BusinessRole', roleSchema);
export const HandlerInvitationModel = model('HandlerInvitation', invitationSchema);

/** What a role holds as long as it is not ended. */
export const holdsOf = (businessId: string, accountId: string): string => `${businessId}:${accountId}`;

/** The fields that end a role. */
export const endedRole = (by: string, now: Date) => ({
  $set: { removedAt: now, removedBy: by },
  $unset: { holds: 1, represents: 1 },
});

/** Two accounts become one: the roles of the first go over, where the other does not have one of its own. */
export async function moveBusinessRoles(
  from: string,
  into: string,
  now: Date,
  session: ClientSession,
): Promise<void> {
  const [moving, own] = await Promise.all([
    BusinessRoleModel.find({ accountId: from, removedAt: null }, null, { session }).lean<
      BusinessRoleRecord[]
    >(),
    BusinessRoleModel.find({ accountId: into, removedAt: null }, null, { session }).lean<
      BusinessRoleRecord[]
    >(),
  ]);
  for (const { _id, businessId } of moving) {
    const taken = own.some((role) => role.businessId === businessId);
    const change = taken
      ? endedRole(into, now)
      : { $set: { accountId: into, holds: holdsOf(businessId, into) } };
    await BusinessRoleModel.updateOne({ _id }, change, { session });
  }
}
