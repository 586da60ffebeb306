import { type EffectSource } from '../../../jobs/effects.js';
import { trailEffects } from '../../audit/index.js';
import { DeviceModel, type DeviceRecord } from './model.js';

/** What follows from a device that was noted, bound or taken out of use. */
export const deviceEffects: EffectSource = trailEffects<DeviceRecord>('rating_devices', DeviceModel);
