import type { StaffRole } from '@haochaping/shared/contracts';
import { lookUpAll } from '../directory/index.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';

/** Who the owner of an account is in the directory, and the window they sit at; null where nobody named it. */
interface InDirectory {
  staffCode: string | null;
  windowCode: string | null;
}

/** The same of many accounts, as the directory stands. */
async function inDirectory(
  accounts: readonly StaffAccountRecord[],
): Promise<(code?: string | null) => InDirectory> {
  const codes = accounts.flatMap(({ staffCode }) => staffCode ?? []);
  const people = codes.length > 0 ? await lookUpAll('staff', [...new Set(codes)], new Date()) : null;
  return (code) => ({
    staffCode: code ?? null,
    windowCode: (code && people?.get(code)?.data.windowCode) || null,
  });
}

/** An account as one picks it from a list. */
export interface NamedAccount extends InDirectory {
  id: string;
  displayName: string;
  role: StaffRole;
  institutionName: string;
}

/** The accounts of some institutions in some roles that are in use, by name; at most 200. */
export async function accountsOf(
  institutionCodes: readonly string[],
  roles: readonly StaffRole[],
): Promise<NamedAccount[]> {
  const found = await StaffAccountModel.find({
    institutionCode: { $in: [...institutionCodes] },
    role: { $in: [...roles] },
    disabledAt: null,
  })
    .sort({ displayName: 1, _id: 1 })
    .limit(200)
    .lean<StaffAccountRecord[]>();
  const personOf = await inDirectory(found);
  return found.map(({ _id, displayName, role, institutionName, staffCode }) => ({
    id: _id,
    displayName,
    role,
    institutionName,
    ...personOf(staffCode),
  }));
}

/** The names of accounts as they are today, by id; those that do not exist are left out. */
export async function staffNames(ids: string[]): Promise<ReadonlyMap<string, string>> {
  const found = await StaffAccountModel.find({ _id: { $in: ids } }, { displayName: 1 }).lean<
    Pick<StaffAccountRecord, '_id' | 'displayName'>[]
  >();
  return new Map(found.map(({ _id, displayName }) => [_id, displayName]));
}

/** What decides over what an account sees. */
export type AccountInUse = Pick<StaffAccountRecord, 'role' | 'institutionCode' | 'regionCodes'> &
  InDirectory & { accountId: string };

/** The accounts in use that these are, of these people of the directory, or that have one of these roles for a region or in an institution; at most 500. */
export async function accountsInUse(
  which:
    | { ids: readonly string[] }
    | { staffCodes: readonly string[] }
    | { roles: readonly StaffRole[]; regionCodes: readonly string[] }
    | { roles: readonly StaffRole[]; institutionCodes: readonly string[] },
): Promise<AccountInUse[]> {
  const where =
    'ids' in which
      ? { _id: { $in: [...which.ids] } }
      : 'staffCodes' in which
        ? { staffCode: { $in: [...which.staffCodes] } }
        : {
            role: { $in: [...which.roles] },
            ...('regionCodes' in which
              ? { regionCodes: { $in: [...which.regionCodes] } }
              : { institutionCode: { $in: [...which.institutionCodes] } }),
          };
  const found = await StaffAccountModel.find(
    { ...where, disabledAt: null },
    { role: 1, institutionCode: 1, regionCodes: 1, staffCode: 1 },
  )
    .sort({ _id: 1 })
    .limit(500)
    .lean<StaffAccountRecord[]>();
  const personOf = await inDirectory(found);
  return found.map(({ _id, role, institutionCode, regionCodes, staffCode }) => ({
    accountId: _id,
    role,
    institutionCode,
    regionCodes,
    ...personOf(staffCode),
  }));
}
