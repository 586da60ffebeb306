import { effectSource, type EffectSource } from '../../jobs/effects.js';
import { sealing } from '../audit/index.js';
import { StaffAccountModel, type StaffAccountRecord } from './model.js';

/** What the worker still has to do for accounts of staff: seal what was done to their rights into the audit chain. */
export function staffEffects(): EffectSource {
  return effectSource<StaffAccountRecord>({
    name: 'staff',
    model: StaffAccountModel,
    kindNames: { audit: '写入审计日志' },
    performers: { audit: sealing(({ audit }) => audit) },
  });
}
