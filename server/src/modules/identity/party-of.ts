import type { StaffActor } from '../../http/actor.js';
import type { StaffParty } from './reveals-model.js';
import { StaffAccountModel, type StaffAccountRecord } from './staff-model.js';

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
