import { randomBytes } from 'node:crypto';
import { ALL_INSTITUTIONS, type SystemChange, type SystemInput } from '@haochaping/shared/contracts';
import { isDuplicateKey } from '../../../database.js';
import type { StaffActor } from '../../../http/actor.js';
import { AppError, type FieldError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import type { Keys } from '../../../keys.js';
import { directoryNow } from '../../directory/index.js';
import { registerSystem, sealedFor, systemEvent, type SystemAction } from '../business-systems.js';
import { BusinessSystemModel, type BusinessSystemRecord } from '../model.js';

const HOUR_MS = 3_600_000;

/** As long as what `openssl rand -hex 32` gives. */
const newSecret = (): string => randomBytes(32).toString('hex');

export interface Told {
  system: BusinessSystemRecord;
  /** Told once. */
  secret: string;
}

/** Who does it, and when. */
export interface By {
  actor: StaffActor;
  now: Date;
}

const party = ({ actor }: By) => ({ kind: 'staff', id: actor.accountId }) as const;

/** Registers a business system. @throws AppError `conflict` for a key that is taken, `invalid_input` for institutions the directory does not have */
export async function register(keys: Keys, input: SystemInput, by: By): Promise<Told> {
  await checkInstitutions(input.institutionCodes, by.now);
  const secret = newSecret();
  try {
    return { system: await registerSystem(keys, { ...input, secret }, party(by), by.now), secret };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new AppError('conflict', { message: `标识 ${input.appKey} 已经有一个系统在用，请换一个` });
  }
}

async function checkInstitutions(codes: readonly string[], at: Date): Promise<void> {
  const directory = await directoryNow();
  const details = codes.flatMap((code, index): FieldError[] =>
    code === ALL_INSTITUTIONS || directory.lookUp('institutions', code, at)
      ? []
      : [{ field: `institutionCodes.${index}`, message: `目录里没有机构 ${code}，请核对` }],
  );
  if (details.length > 0) throw new AppError('invalid_input', { details });
}

/** Changes the name of a system and for whom it may report. */
export async function change(appKey: string, input: SystemChange, by: By): Promise<BusinessSystemRecord> {
  await checkInstitutions(input.institutionCodes, by.now);
  return write(appKey, 'business_system.changed', input, by, {
    institutions: input.institutionCodes.join('、'),
  });
}

/** Gives a system a new secret; the one it has is taken as well for so many hours. An older one no longer is. */
export async function changeSecret(keys: Keys, appKey: string, overlapHours: number, by: By): Promise<Told> {
  const { sealedSecret } = await readSystem(appKey);
  const secret = newSecret();
  const overlap =
    overlapHours > 0
      ? { sealedPrevious: sealedSecret, previousUntil: new Date(by.now.getTime() + overlapHours * HOUR_MS) }
      : { sealedPrevious: null, previousUntil: null };
  const changes = { sealedSecret: sealedFor(keys, appKey, secret), ...overlap };
  const system = await write(
    appKey,
    'business_system.secret_changed',
    changes,
    by,
    { overlapHours: String(overlapHours) },
    // Two who do so at once: the second would take the first one's new secret for the old one.
    { sealedSecret },
  );
  return { system, secret };
}

/** Takes a system's reports no longer, or again. The same again changes nothing. */
export async function setDisabled(appKey: string, disabled: boolean, by: By): Promise<BusinessSystemRecord> {
  const system = await readSystem(appKey);
  if (system.disabled === disabled) return system;
  return write(appKey, disabled ? 'business_system.disabled' : 'business_system.enabled', { disabled }, by);
}

async function write(
  appKey: string,
  action: SystemAction,
  changes: Partial<BusinessSystemRecord>,
  by: By,
  detail: Record<string, string> = {},
  where: Partial<Pick<BusinessSystemRecord, 'sealedSecret'>> = {},
): Promise<BusinessSystemRecord> {
  const changed = await BusinessSystemModel.findOneAndUpdate(
    { _id: appKey, ...where },
    {
      $set: changes,
      $push: {
        trail: systemEvent(action, appKey, party(by), by.now, detail),
        pending: effect('audit', by.now),
      },
    },
    { returnDocument: 'after' },
  ).lean<BusinessSystemRecord>();
  if (changed) return changed;
  await readSystem(appKey);
  throw new AppError('conflict', { message: '刚刚有人也换了密钥，请刷新后看看还要不要换' });
}

/** @throws AppError `not_found` */
export async function readSystem(appKey: string): Promise<BusinessSystemRecord> {
  const system = await BusinessSystemModel.findById(appKey).lean<BusinessSystemRecord>();
  if (!system) throw new AppError('not_found', { message: '没有登记过这个业务系统' });
  return system;
}

/** All of them: a city has a few dozen. */
export const allSystems = (): Promise<BusinessSystemRecord[]> =>
  BusinessSystemModel.find().sort({ createdAt: 1, _id: 1 }).lean<BusinessSystemRecord[]>();
