import type { TransactionInput } from '@haochaping/shared/contracts';
import type { Attribution, RatingTarget, TargetKind } from '@haochaping/shared/domain';
import { AppError, type FieldError } from '../../http/errors.js';
import { describeTarget, lookUp, type Found } from '../directory/index.js';

/** What a transaction's event is about, in names of that day, and what a rating of it will count for. */
export interface Described {
  title: string;
  place: string;
  attribution: Attribution;
}

type EventSubject = Pick<
  TransactionInput,
  'taskCode' | 'regionCode' | 'institutionCode' | 'parallel' | 'packageCode'
> & {
  event: Pick<TransactionInput['event'], 'windowCode' | 'platformCode' | 'staffCode'>;
};

/**
 * Describes a service event from the directory as it stood at `at`.
 * Rules: a package is rated as a whole and counts for its lead department; parallel approval counts for all departments
 * at once; a cross-department item counts for its lead (方案 二(二)1; FA-2.2.1-c FA-2.2.1-e FA-2.2.1-f).
 * @throws AppError `invalid_input` naming every code the directory does not know
 */
export async function describeEvent(
  subject: EventSubject,
  at: Date,
): Promise<Described & { itemName: string }> {
  const wrong: FieldError[] = [];
  const need = async <
    K extends 'institutions' | 'items' | 'windows' | 'platforms' | 'staff' | 'packages' | 'regions',
  >(
    kind: K,
    code: string,
    field: string,
    name: string,
  ): Promise<Found<K> | null> => {
    const found = await lookUp(kind, code, at);
    if (!found) wrong.push({ field, message: `目录里没有${name} ${code}，请核对或先导入目录` });
    return found;
  };
  const { event } = subject;
  const [region, institution, item] = await Promise.all([
    need('regions', subject.regionCode, 'regionCode', '区划'),
    need('institutions', subject.institutionCode, 'institutionCode', '机构'),
    need('items', subject.taskCode, 'taskCode', '事项'),
  ]);
  const window = event.windowCode
    ? await need('windows', event.windowCode, 'event.windowCode', '窗口')
    : null;
  const platform = event.platformCode
    ? await need('platforms', event.platformCode, 'event.platformCode', '平台')
    : null;
  const person = event.staffCode ? await need('staff', event.staffCode, 'event.staffCode', '工作人员') : null;
  const bundle = subject.packageCode
    ? await need('packages', subject.packageCode, 'packageCode', '“一件事”套餐')
    : null;
  const partners = await Promise.all(
    (subject.parallel ?? []).map((code, index) => need('institutions', code, `parallel.${index}`, '机构')),
  );
  const leadCode = bundle?.data.institutionCode ?? item?.data.leadCode ?? null;
  const lead = leadCode && leadCode !== institution?.code ? await lookUp('institutions', leadCode, at) : null;
  if (wrong.length > 0 || !region || !institution || !item)
    throw new AppError('invalid_input', { details: wrong });

  const target = (kind: TargetKind, code: string, name: string, owner: string): RatingTarget => ({
    kind,
    code,
    name,
    institutionCode: owner,
    regionCode: region.code,
  });
  const institutionTarget = (found: Found<'institutions'>): RatingTarget => ({
    ...target('institution', found.code, found.data.name, found.code),
    ...(found.code === leadCode ? { lead: true } : {}),
  });
  const departments = new Map(
    [institution, lead, ...partners].filter((found) => found !== null).map((found) => [found.code, found]),
  );
  const targets = [
    ...[...departments.values()].map(institutionTarget),
    target('item', item.code, item.data.name, leadCode ?? item.data.institutionCode),
    ...(bundle ? [target('package', bundle.code, bundle.data.name, bundle.data.institutionCode)] : []),
    ...(window ? [target('window', window.code, window.data.name, window.data.institutionCode)] : []),
    ...(platform
      ? [target('platform', platform.code, platform.data.name, platform.data.institutionCode)]
      : []),
    ...(person ? [target('staff', person.code, person.data.name, person.data.institutionCode)] : []),
  ];
  return {
    title: bundle?.data.name ?? item.data.name,
    place: await placeName(window, platform, institution, at),
    itemName: item.data.name,
    attribution: { scope: bundle ? 'package' : partners.length > 0 ? 'batch' : 'event', targets },
  };
}

async function placeName(
  window: Found<'windows'> | null,
  platform: Found<'platforms'> | null,
  institution: Found<'institutions'>,
  at: Date,
): Promise<string> {
  if (window) {
    const hall = await lookUp('halls', window.data.hallCode, at);
    return [hall?.data.name, windowLabel(window)].filter(Boolean).join(' · ');
  }
  return platform?.data.name ?? institution.data.name;
}

const windowLabel = (window: Found<'windows'>) => `${window.data.number} ${window.data.name}`;

/** Kinds a printed code may stand for. A person is never rated from the wall, a package or stage never without its event. */
const PLACES: readonly TargetKind[] = ['window', 'hall', 'platform', 'item', 'institution'];

/** Describes what a printed code stands for, or null when the directory no longer has it. */
export async function describePlace(kind: TargetKind, code: string, at: Date): Promise<Described | null> {
  if (kind === 'stage' || !PLACES.includes(kind)) return null;
  const found = await describeTarget({ kind, code }, at);
  if (!found) return null;
  const { name, institutionCode, regionCode } = found;
  const described = (title: string, place: string): Described => ({
    title,
    place,
    attribution: { scope: 'place', targets: [{ kind, code, name, institutionCode, regionCode }] },
  });
  if (kind === 'window') {
    const window = await lookUp('windows', code, at);
    const hall = window && (await lookUp('halls', window.data.hallCode, at));
    return window && hall ? described(windowLabel(window), hall.data.name) : null;
  }
  return described(name, kind === 'institution' ? found.regionName : found.institutionName);
}
