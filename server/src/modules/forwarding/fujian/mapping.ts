import { isPoor } from '@haochaping/shared/domain';
import type {
  ForwardableRating,
  HoldReason,
  MissingField,
  NaturalKey,
  Prepared,
  RateableService,
} from '../dialect.js';
import { encodable, firstUnencodable, named } from './charset.js';
import { RATING_FIELDS, SERVICE_FIELDS, type FieldSpec } from './fields.js';
import type { FujianSettings } from './settings.js';

type Fields = [name: string, value: string][];
/** `leftOut` goes with it: what of a person's words the character set lacks. */
type Mapped = { fields: Fields; missing: MissingField[]; leftOut: MissingField[] };

/**
 * The provincial document of a rating, or the list of what is missing for it. Pure, and adds nothing of its own: what the
 * province requires and the rating does not have is reported, never filled in.
 */
export function toProvinceRating(rating: ForwardableRating, settings: FujianSettings): Prepared {
  const service = mapFields(SERVICE_FIELDS, rating, settings);
  const told = mapFields(RATING_FIELDS, rating, settings);
  const fields = [...service.fields, ...told.fields];
  const { leftOut } = told;
  const missing = [...service.missing, ...told.missing, ...brokenRules(rating, fields, leftOut, settings)];
  if (missing.length > 0) return { ok: false, missing };
  const value = (name: string): string => fields.find(([field]) => field === name)?.[1] ?? '';
  return {
    ok: true,
    document: {
      fields,
      naturalKey: {
        projectNo: value('projectNo'),
        nodeName: value('nodeName'),
        serviceTime: value('serviceTime'),
        evaluateType: value('evaluateType'),
      },
      level: value('alternate'),
      assessTime: value('assessTime'),
      leftOut,
    },
  };
}

/** The fields a page address is asked with, or what is missing for them. */
export function toProvinceService(service: RateableService, settings: FujianSettings): Mapped {
  return mapFields(SERVICE_FIELDS, service, settings);
}

/** The look-up by natural key, as fields. */
export function naturalKeyFields(key: NaturalKey): Fields {
  return [
    ['projectNo', key.projectNo],
    ['nodeName', key.nodeName],
    ['serviceTime', key.serviceTime],
    ['evaluateType', key.evaluateType],
  ];
}

function mapFields<T extends RateableService>(
  specs: readonly FieldSpec<T>[],
  rating: T,
  settings: FujianSettings,
): Mapped {
  const mapped: Mapped = { fields: [], missing: [], leftOut: [] };
  for (const spec of specs) {
    const told = spec.value(rating, settings)?.trim() ?? '';
    const value = spec.words ? sayable(spec, told, settings, mapped.leftOut) : told;
    const wrong = value === '' ? missingField(spec, rating, settings) : wrongValue(spec, value, settings);
    if (wrong) mapped.missing.push(wrong);
    else if (value !== '') mapped.fields.push([spec.name, value]);
  }
  return mapped;
}

/** Words without what the character set lacks; each such character is named in `leftOut`. */
function sayable<T>(
  { name, label }: FieldSpec<T>,
  text: string,
  { encoding }: FujianSettings,
  leftOut: MissingField[],
): string {
  const { kept, lacking } = encodable(text, encoding);
  if (lacking.length > 0)
    leftOut.push({
      field: name,
      reason: 'unencodable',
      remedy: `${label}（${name}）里的${lacking.slice(0, 5).map(named).join('、')}不在 ${encoding.toUpperCase()} 字符集里，没有送`,
    });
  return kept.trim();
}

function missingField<T extends RateableService>(
  { name, label, part, required }: FieldSpec<T>,
  rating: T,
  settings: FujianSettings,
): MissingField | null {
  if (!required?.(rating, settings)) return null;
  const reasons: Readonly<Record<typeof part, HoldReason>> = {
    transaction: rating.transaction ? 'incomplete_transaction' : 'no_transaction',
    event: rating.event ? 'incomplete_transaction' : 'no_transaction',
    applicant: rating.applicant ? 'incomplete_transaction' : 'no_applicant',
    channel: 'unknown_code',
    rating: 'incomplete_transaction',
  };
  return { field: name, reason: reasons[part], remedy: `缺少${label}（${name}）` };
}

function wrongValue<T>(
  { name, label, codes }: FieldSpec<T>,
  value: string,
  settings: FujianSettings,
): MissingField | null {
  if (codes && !codes(settings).includes(value)) {
    return {
      field: name,
      reason: 'unknown_code',
      remedy: `${label}（${name}）的代码“${value}”不在省里的代码表内`,
    };
  }
  const character = firstUnencodable(value, settings.encoding);
  if (character === null) return null;
  const set = settings.encoding.toUpperCase();
  return {
    field: name,
    reason: 'unencodable',
    remedy: `${label}（${name}）里的${named(character)}不在 ${set} 字符集里`,
  };
}

/** What no single field shows. The province refuses both; neither a time nor a reason is ever made to fit. */
function brokenRules(
  rating: ForwardableRating,
  fields: Fields,
  leftOut: readonly MissingField[],
  settings: FujianSettings,
): MissingField[] {
  const broken: MissingField[] = [];
  const value = (name: string): string | undefined => fields.find(([field]) => field === name)?.[1];
  const [served, rated] = [value('serviceTime'), value('assessTime')];
  if (served !== undefined && rated !== undefined && served > rated) {
    broken.push({
      field: 'serviceTime',
      reason: 'time_order',
      remedy: `业务系统报送的服务时间 ${served} 晚于评价时间 ${rated}，请业务系统核对`,
    });
  }
  const explained = value('appraisald') !== undefined || value('writingevalua') !== undefined;
  if (isPoor(rating.level) && !explained && settings.explanationRequired) {
    // They did say why, in signs of which none can go.
    if (leftOut.length > 0) return [...broken, ...leftOut];
    broken.push({
      field: 'appraisald',
      reason: 'unexplained',
      remedy: '评价人没有说明原因，省里不收；回访时问明后再报送',
    });
  }
  return broken;
}
