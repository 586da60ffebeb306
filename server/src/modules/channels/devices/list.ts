import type { QueryFilter } from 'mongoose';
import { containing } from '../../../database.js';
import { gatherUpdates } from '../../../gather.js';
import { pageOfRecords, type PageAsked } from '../../../paging.js';
import type { StaffActor } from '../../../http/actor.js';
import { listRecords } from '../../directory/index.js';
import { lookedAfter } from './binding.js';
import { DeviceModel, type DeviceRecord } from './model.js';

/** A page of the devices somebody looks after, newest first; `search` is a part of the name, or of the code or today's name of the window. */
export async function listDevices(
  actor: StaffActor,
  { search, ...asked }: PageAsked & { search?: string | undefined },
  now: Date,
): Promise<{ records: DeviceRecord[]; total: number }> {
  const filter = { $and: [lookedAfter(actor), search ? await matching(search, now) : {}] };
  return pageOfRecords<DeviceRecord>(DeviceModel, filter, { createdAt: -1, _id: 1 }, asked);
}

async function matching(search: string, now: Date): Promise<QueryFilter<DeviceRecord>> {
  const pattern = containing(search);
  const { items } = await listRecords('windows', { search }, now);
  const codes = items.map(({ code }) => code);
  return { $or: [{ name: pattern }, { windowCode: pattern }, { windowCode: { $in: codes } }] };
}

const updates = gatherUpdates<DeviceRecord>(DeviceModel);

/** Keeps what a device tells of itself while it asks for its call. */
export async function noteSeen(
  deviceId: string,
  { waiting, refused }: { waiting: number; refused: number },
  now: Date,
): Promise<void> {
  await updates({
    updateOne: { filter: { _id: deviceId }, update: { $set: { seenAt: now, waiting, refused } } },
  });
}
