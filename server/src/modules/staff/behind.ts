import { StaffAccountModel, type StaffAccountRecord } from './model.js';

/** A member of staff, for somebody who asks whether a person is one of the rated side. */
export interface StaffBehind {
  accountId: string;
  institutionCode: string;
  /** Their code in the directory, where an administrator named it. */
  staffCode: string | null;
}

/**
 * The accounts whose owners have proven that this document or telephone is theirs, disabled ones too: who serves and rates
 * must be found out by the keyed hash alone. What was only told counts for nothing: it could be anybody's. FA-2.2.1-i
 * @param indexes blind indexes made by `blindIndex` for `cert` and `phone`
 */
export async function staffBehind(indexes: {
  certIndex?: string | undefined;
  phoneIndex?: string | undefined;
}): Promise<StaffBehind[]> {
  const { certIndex, phoneIndex } = indexes;
  const proven = { $ne: null };
  const asked = [
    ...(certIndex === undefined ? [] : [{ certIndex, certProvenAt: proven }]),
    ...(phoneIndex === undefined ? [] : [{ phoneIndex, phoneProvenAt: proven }]),
  ];
  if (asked.length === 0) return [];
  const found = await StaffAccountModel.find({ $or: asked }).limit(20).lean<StaffAccountRecord[]>();
  return found.map(({ _id, institutionCode, staffCode }) => ({
    accountId: _id,
    institutionCode,
    staffCode: staffCode ?? null,
  }));
}
