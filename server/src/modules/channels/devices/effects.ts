import { effectSource, type EffectSource } from '../../../jobs/effects.js';
import { sealing } from '../../audit/index.js';
import { DeviceModel, type DeviceRecord } from './model.js';

/** What follows from a device that was noted, bound or taken out of use. */
export const deviceEffects: EffectSource = effectSource<DeviceRecord>({
  name: 'rating_devices',
  model: DeviceModel,
  kindNames: { audit: '记入审计日志' },
  performers: { audit: sealing(({ trail }) => trail) },
});
