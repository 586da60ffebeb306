import type { TransactionInput } from '@haochaping/shared/contracts';
import {
  PLACE_KINDS,
  type Attribution,
  type PlaceKind,
  type RatingTarget,
  type TargetKind,
} from '@haochaping/shared/domain';
import { AppError, type FieldError } from '../../http/errors.js';
import {
  describeIn,
  directoryNow,
  placeIn,
  type Directory,
  type TargetDescription,
  type TargetRef,
} from '../directory/index.js';

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

interface Mention extends TargetRef {
  /** The field of the report that names it. */
  field: string;
}

function mentions(subject: EventSubject): Mention[] {
  const { event } = subject;
  const optional = (field: string, kind: TargetRef['kind'], code: string | undefined): Mention[] =>
    code ? [{ field, kind, code }] : [];
  return [
    { field: 'institutionCode', kind: 'institution', code: subject.institutionCode },
    ...(subject.parallel ?? []).map((code, index): Mention => ({
      field: `parallel.${index}`,
      kind: 'institution',
      code,
    })),
    { field: 'taskCode', kind: 'item', code: subject.taskCode },
    ...optional('packageCode', 'package', subject.packageCode),
    ...optional('event.windowCode', 'window', event.windowCode),
    ...optional('event.platformCode', 'platform', event.platformCode),
    ...optional('event.staffCode', 'staff', event.staffCode),
  ];
}

/**
 * Describes a service event from the directory as it stood at `at`.
 * Rules: a package is rated as a whole and counts for its lead department; parallel approval counts for all departments
 * at once; a cross-department item counts for its lead (方案 二(二)1; FA-2.2.1-c FA-2.2.1-e FA-2.2.1-f).
 * @throws AppError `invalid_input` naming every code the directory does not know
 */
export async function describeEvent(
  subject: EventSubject,
  at: Date,
): Promise<Described & { itemName: string; hall: RatingTarget | null }> {
  const directory = await directoryNow();
  const region = directory.lookUp('regions', subject.regionCode, at);
  const found = mentions(subject).map((mention) => ({ mention, target: describeIn(directory, mention, at) }));
  const wrong = [
    ...(region ? [] : [{ field: 'regionCode', code: subject.regionCode }]),
    ...found.filter(({ target }) => !target).map(({ mention }) => mention),
  ];
  if (wrong.length > 0) {
    const details = wrong.map(({ field, code }): FieldError => ({
      field,
      message: `目录里没有编码 ${code}，或当时没有生效；请核对，或先导入目录`,
    }));
    throw new AppError('invalid_input', { details });
  }
  checkBelonging(directory, subject, at);
  const targets = found.flatMap(({ target }) => (target ? [target] : []));
  const of = (kind: TargetKind) => targets.find((target) => target.kind === kind);
  const [institution, item, bundle] = [of('institution'), of('item'), of('package')];
  const lead = bundle ?? (item?.lead ? item : undefined);
  const departments = withLead(
    directory,
    targets.filter(({ kind }) => kind === 'institution'),
    lead?.institutionCode,
    at,
  );
  const others = targets.filter(({ kind }) => kind !== 'institution').map((target) => snapshot(target));
  const parallel = (subject.parallel ?? []).length > 0;
  return {
    title: (bundle ?? item)?.name ?? '',
    place: (of('window') ?? of('platform') ?? institution)?.place ?? '',
    itemName: item?.name ?? '',
    hall: subject.event.windowCode ? hallOf(directory, subject.event.windowCode, at) : null,
    attribution: {
      scope: bundle ? 'package' : parallel ? 'batch' : 'event',
      targets: [...departments, ...others],
    },
  };
}

/** The hall a window stands in, whose printed code its visitors may scan. */
function hallOf(directory: Directory, windowCode: string, at: Date): RatingTarget | null {
  const window = directory.lookUp('windows', windowCode, at);
  return window && describeIn(directory, { kind: 'hall', code: window.data.hallCode }, at);
}

/**
 * Codes that exist but do not belong together would put a rating on whoever had nothing to do with it.
 * @throws AppError `invalid_input` naming the field that does not fit
 */
function checkBelonging(directory: Directory, subject: EventSubject, at: Date): void {
  const details: FieldError[] = [];
  const item = directory.lookUp('items', subject.taskCode, at);
  if (item && item.data.regionCode !== subject.regionCode) {
    details.push({ field: 'regionCode', message: `事项属于区划 ${item.data.regionCode}，请核对` });
  }
  if (subject.packageCode) {
    const bundle = directory.lookUp('packages', subject.packageCode, at);
    if (!bundle?.data.itemCodes.includes(subject.taskCode)) {
      details.push({ field: 'packageCode', message: '这个“一件事”套餐里没有这个事项，请核对' });
    }
    if ((subject.parallel ?? []).length > 0) {
      details.push({ field: 'parallel', message: '“一件事”套餐整体评价一次，不再列并联审批的部门' });
    }
  }
  if (details.length > 0) throw new AppError('invalid_input', { details });
}

/** The departments of an event, each once; where one leads it is marked, and added if the report did not name it. */
function withLead(
  directory: Directory,
  named: TargetDescription[],
  leadCode: string | undefined,
  at: Date,
): RatingTarget[] {
  const missing = leadCode && !named.some(({ code }) => code === leadCode);
  const lead = missing ? describeIn(directory, { kind: 'institution', code: leadCode }, at) : null;
  const departments = new Map([...named, ...(lead ? [lead] : [])].map((target) => [target.code, target]));
  return [...departments.values()].map((target) => snapshot(target, target.code === leadCode));
}

/** What a rating keeps of a target. */
export function snapshot(
  { kind, code, name, institutionCode, regionCode }: RatingTarget,
  lead = false,
): RatingTarget {
  return { kind, code, name, institutionCode, regionCode, ...(lead ? { lead } : {}) };
}

/** Describes what a printed code stands for, or null when the directory no longer has it. */
export async function describePlace(kind: TargetKind, code: string, at: Date): Promise<Described | null> {
  if (!isPlaceKind(kind)) return null;
  const found = placeIn(await directoryNow(), kind, code, at);
  if (!found) return null;
  const { title, place, target } = found;
  const { name, institutionCode, regionCode } = target;
  const targets = [{ kind, code, name, institutionCode, regionCode }];
  return { title, place, attribution: { scope: 'place', targets } };
}

const isPlaceKind = (kind: TargetKind): kind is PlaceKind =>
  (PLACE_KINDS as readonly TargetKind[]).includes(kind);
