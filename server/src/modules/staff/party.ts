import { Schema } from 'mongoose';
import type { StaffActor } from '../../http/actor.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';

/** Somebody of the staff as they were when they took part: a later change of office changes nothing about it. */
export interface StaffParty {
  accountId: string;
  displayName: string;
  role: string;
  institutionCode: string;
  institutionName: string;
}

/** How a record keeps a party. */
export const partySchema = new Schema<StaffParty>(
  {
    accountId: { type: String, required: true },
    displayName: { type: String, required: true },
    role: { type: String, required: true },
    institutionCode: { type: String, required: true },
    institutionName: { type: String, required: true },
  },
  { _id: false },
);

/** The staff member as they stand in the record: with the office's name of today. */
export async function partyOf(actor: StaffActor): Promise<StaffParty> {
  const account = await StaffAccountModel.findById(actor.accountId, {
    institutionName: 1,
  }).lean<StaffAccountRecord>();
  return {
    accountId: actor.accountId,
    displayName: actor.displayName,
    role: actor.role,
    institutionCode: actor.institutionCode,
    institutionName: account?.institutionName ?? actor.institutionCode,
  };
}
