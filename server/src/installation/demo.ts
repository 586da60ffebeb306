import { STAFF_ROLE_NAMES, type StaffRole } from '@haochaping/shared/contracts';
import type { Keys } from '../keys.js';
import { ensureBusinessSystem } from '../modules/channels/index.js';
import { lookUp } from '../modules/directory/index.js';
import { ensureStaffAccount, hashPassword } from '../modules/staff/index.js';

/** Demo accounts; their passwords are public, which is why production refuses to start beside them. */
const ACCOUNTS: {
  username: string;
  displayName: string;
  role: StaffRole;
  institutionCode: string;
  regionCodes: string[];
  offWindow?: boolean;
  /** Who they are in the directory, and so which window they sit at. */
  staffCode?: string;
}[] = [
  {
    username: 'zhongxin',
    displayName: '管委会演示员',
    role: 'center',
    offWindow: true,
    institutionCode: '350400-XZFW',
    regionCodes: ['350400'],
  },
  {
    username: 'bumen',
    displayName: '部门演示员',
    role: 'department',
    institutionCode: '350400-FGW',
    regionCodes: ['350400'],
  },
  {
    username: 'shengai',
    displayName: '审改办演示员',
    role: 'reform_office',
    offWindow: true,
    institutionCode: '350400-SGB',
    regionCodes: ['350400'],
  },
  {
    username: 'xiaoneng',
    displayName: '效能办演示员',
    role: 'efficiency_office',
    offWindow: true,
    institutionCode: '350400-XNB',
    regionCodes: ['350400'],
  },
  {
    username: 'yongan',
    displayName: '永安管委会演示员',
    role: 'center',
    offWindow: true,
    institutionCode: '350481-XZFW',
    regionCodes: ['350481'],
  },
  {
    username: 'xitong',
    displayName: '系统演示管理员',
    role: 'system_admin',
    institutionCode: '350400-XZFW',
    regionCodes: ['350400'],
  },
  {
    username: 'anquan',
    displayName: '安全演示管理员',
    role: 'security_admin',
    institutionCode: '350400-XZFW',
    regionCodes: ['350400'],
  },
  {
    username: 'shenji',
    displayName: '审计演示管理员',
    role: 'audit_admin',
    institutionCode: '350400-XZFW',
    regionCodes: ['350400'],
  },
  {
    username: 'chuangkou',
    displayName: '窗口演示员',
    role: 'window_clerk',
    staffCode: '350400-P001',
    institutionCode: '350400-FGW',
    regionCodes: ['350400'],
  },
  // What one of the centre answered, another lets into public.
  {
    username: 'zhongxin2',
    displayName: '管委会第二演示员',
    role: 'center',
    offWindow: true,
    institutionCode: '350400-XZFW',
    regionCodes: ['350400'],
  },
  // What one proposes about a name on a list, another approves.
  {
    username: 'xiaoneng2',
    displayName: '效能办第二演示员',
    role: 'efficiency_office',
    offWindow: true,
    institutionCode: '350400-XNB',
    regionCodes: ['350400'],
  },
];

const PASSWORD = 'Sanming-demo-2026';
const SYSTEM = {
  appKey: 'demo-business-system',
  name: '演示业务系统',
  secret: 'demo-secret-not-for-production',
  institutionCodes: ['*'],
  demo: true,
};

export interface DemoReport {
  accounts: { username: string; password: string; role: StaffRole; roleName: string; institution: string }[];
  businessSystem: { appKey: string; secret: string };
}

/** Makes the demo accounts and the demo business system where they are missing, and tells how to use them. */
export async function seedDemo(keys: Keys, now: Date): Promise<DemoReport> {
  const accounts: DemoReport['accounts'] = [];
  // One public password, one hash: hashing is slow on purpose, and here there is nothing to protect.
  let hashed: Promise<string> | undefined;
  const hash = () => (hashed ??= hashPassword(PASSWORD));
  for (const account of ACCOUNTS) {
    const institution = await lookUp('institutions', account.institutionCode, now);
    const institutionName = institution?.data.name ?? account.institutionCode;
    await ensureStaffAccount({ ...account, password: PASSWORD, institutionName, demo: true }, now, hash);
    accounts.push({
      username: account.username,
      password: PASSWORD,
      role: account.role,
      roleName: STAFF_ROLE_NAMES[account.role],
      institution: institutionName,
    });
  }
  await ensureBusinessSystem(keys, SYSTEM, now);
  return { accounts, businessSystem: { appKey: SYSTEM.appKey, secret: SYSTEM.secret } };
}
