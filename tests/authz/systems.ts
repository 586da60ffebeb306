import { signInStaff } from '../support/staff.js';
import { registerSystem } from '../support/systems.js';
import { closed, type Make, type RecordCase } from './record-case.js';

/** Systems report to the one installation there is, whoever they work for: its administrators look after all of them. */
const systemAt: Make = async ({ system }, side) => {
  const admin = await signInStaff(system, 'system_admin');
  return { appKey: (await registerSystem(admin, [side === 'own' ? '350481-FGJ' : '350400-FGW'])).appKey };
};
const about = (status: number, body?: unknown): RecordCase =>
  closed('operator', status, systemAt, body === undefined ? {} : { body }, status);

/** Every operation about one business system. */
export const SYSTEM_RECORDS: Readonly<Record<string, RecordCase>> = {
  readBusinessSystem: about(200),
  changeBusinessSystem: about(200, { name: '改了名', institutionCodes: ['*'] }),
  changeBusinessSystemSecret: about(201, { overlapHours: 24 }),
  disableBusinessSystem: about(200),
  enableBusinessSystem: about(200),
};
