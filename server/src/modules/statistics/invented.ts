import type { Day } from '@haochaping/shared/domain';
import { InventedCityModel, type InventedCityRecord } from './model.js';

/** The days whose records are invented; null where all are real. */
export async function inventedCity(): Promise<{ from: Day; to: Day } | null> {
  const found = await InventedCityModel.findById('city').lean<InventedCityRecord>();
  return found && { from: found.from, to: found.to };
}

/** Written before the first invented record is: no figure is ever shown of them without saying so. */
export async function keepInventedCity({ from, to, now }: { from: Day; to: Day; now: Date }): Promise<void> {
  await InventedCityModel.create([{ _id: 'city', from, to, at: now }]);
}
