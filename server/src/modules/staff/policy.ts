import type { StaffRole } from '@haochaping/shared/contracts';

/** What each role may do in the console. The console shows only what stands here for the signed-in role. */
const MAY: Readonly<Record<StaffRole, readonly string[]>> = {
  center: [
    'overview.read',
    'ratings.list',
    'ratings.read',
    'ratings.release',
    'texts.list',
    'texts.review',
    'forwarding.list',
    'forwarding.resend',
    'directory.read',
    'directory.import',
    'calendar.read',
    'staticCodes.list',
    'staticCodes.create',
    'reveal.request',
    'reveal.approve',
    'corrections.handle',
    'cases.list',
    'cases.move',
    'notices.read',
    'messages.list',
    'messages.retry',
    'appeals.list',
    'appeals.move',
  ],
  department: [
    'ratings.list',
    'ratings.read',
    'cases.list',
    'cases.move',
    'notices.read',
    'appeals.list',
    'appeals.file',
    'appeals.move',
    'directory.read',
    'calendar.read',
  ],
  window_clerk: ['ratings.list', 'ratings.read', 'directory.read', 'calendar.read'],
  reform_office: [
    'overview.read',
    'ratings.list',
    'ratings.read',
    'forwarding.list',
    'directory.read',
    'calendar.read',
    'reveal.request',
    'reveal.approve',
    'corrections.handle',
    'cases.list',
    'cases.move',
    'notices.read',
    'appeals.list',
    'appeals.move',
    'oversight.read',
  ],
  efficiency_office: [
    'overview.read',
    'ratings.list',
    'ratings.read',
    'forwarding.list',
    'directory.read',
    'calendar.read',
    'audit.verify',
    'reveal.request',
    'reveal.approve',
    'corrections.handle',
    'cases.list',
    'cases.move',
    'notices.read',
    'appeals.list',
    'appeals.move',
    'oversight.read',
  ],
  system_admin: [
    'overview.read',
    'forwarding.list',
    'forwarding.resend',
    'directory.read',
    'directory.import',
    'calendar.read',
    'calendar.import',
    'effects.list',
    'effects.retry',
    'messages.list',
    'messages.retry',
    'retention.list',
  ],
  security_admin: ['accounts.list', 'accounts.manage', 'directory.read'],
  audit_admin: ['retention.list', 'directory.read', 'audit.list', 'audit.export', 'audit.verify'],
};

/** The operations a role may call. */
export function operationsOf(role: StaffRole): string[] {
  return [...MAY[role]];
}

/** The roles that may call an operation, for the route declarations, so that console and server agree. */
export function rolesThatMay(operation: string): StaffRole[] {
  return (Object.keys(MAY) as StaffRole[]).filter((role) => MAY[role].includes(operation));
}
