import type { PersonBehind } from '@haochaping/shared/domain';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';

/** The person behind a staff account; nothing is known of one that is gone. A document counts once it was proven. adr/020 */
export async function personBehind(accountId: string): Promise<PersonBehind> {
  const account = await StaffAccountModel.findById(accountId, {
    staffCode: 1,
    certIndex: 1,
    certProvenAt: 1,
  }).lean<StaffAccountRecord>();
  return {
    document: (account?.certProvenAt && account.certIndex) ?? null,
    staffCode: account?.staffCode ?? null,
  };
}
