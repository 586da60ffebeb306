import { gather } from '../../gather.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';

/** A member of staff, for somebody who asks whether a person is one of the rated side. */
export interface StaffBehind {
  accountId: string;
  institutionCode: string;
  /** Their code in the directory, where an administrator named it. */
  staffCode: string | null;
}

/** Blind indexes made by `blindIndex` for `cert` and `phone`. */
interface Indexes {
  certIndex?: string | undefined;
  phoneIndex?: string | undefined;
}

/**
 * The accounts whose owners have proven that this document or telephone is theirs, disabled ones too: who serves and rates
 * must be found out by the keyed hash alone. What was only told counts for nothing: it could be anybody's. FA-2.2.1-i
 */
export const staffBehind = gather<Indexes, StaffBehind[]>(async (asked) => {
  const certs = asked.flatMap(({ certIndex }) => certIndex ?? []);
  const phones = asked.flatMap(({ phoneIndex }) => phoneIndex ?? []);
  const proven = { $ne: null };
  const either = [
    ...(certs.length === 0 ? [] : [{ certIndex: { $in: certs }, certProvenAt: proven }]),
    ...(phones.length === 0 ? [] : [{ phoneIndex: { $in: phones }, phoneProvenAt: proven }]),
  ];
  const found =
    either.length === 0 ? [] : await StaffAccountModel.find({ $or: either }).lean<StaffAccountRecord[]>();
  return asked.map(({ certIndex, phoneIndex }) =>
    found
      .filter(
        (one) =>
          (certIndex !== undefined && one.certProvenAt && one.certIndex === certIndex) ||
          (phoneIndex !== undefined && one.phoneProvenAt && one.phoneIndex === phoneIndex),
      )
      .map(({ _id, institutionCode, staffCode }) => ({
        accountId: _id,
        institutionCode,
        staffCode: staffCode ?? null,
      })),
  );
});
