import { OPTION_CODES } from './codes.js';
import { Refusal } from './errors.js';
import type { CaseFields } from './fields.js';
import { readBeijingTime } from './times.js';

/** Rules that concern several fields of a rating at once; each field alone has been checked before. */
export function checkRating(fields: CaseFields, explanation: 'required' | 'optional'): void {
  const served = readBeijingTime(fields.get('serviceTime') ?? '');
  const assessed = readBeijingTime(fields.get('assessTime') ?? '');
  if (served && assessed && served > assessed) {
    throw new Refusal('timeOrder', 'serviceTime 不能晚于 assessTime', 'serviceTime');
  }
  checkOptions(fields);
  const poor = ['1', '2'].includes(fields.get('alternate') ?? '');
  const explained = fields.has('appraisald') || fields.has('writingevalua');
  if (poor && !explained && explanation === 'required') {
    throw new Refusal(
      'unexplained',
      'alternate 为 1 或 2 时，appraisald 与 writingevalua 不能都为空',
      'appraisald',
    );
  }
}

/** Options belong to the level, none twice, and are as many as `appraisaldnum` says. */
function checkOptions(fields: CaseFields): void {
  const codes = fields.get('appraisald')?.split(',') ?? [];
  const range = OPTION_CODES[fields.get('alternate') ?? ''];
  const foreign = codes.filter((code) => !range || Number(code) < range.from || Number(code) > range.to);
  if (foreign.length > 0) {
    throw new Refusal('options', `选项 ${foreign.join('、')} 不属于这个等级`, 'appraisald');
  }
  if (new Set(codes).size !== codes.length) throw new Refusal('options', '选项有重复', 'appraisald');
  const counted = fields.get('appraisaldnum');
  if (counted !== undefined && Number(counted) !== codes.length) {
    throw new Refusal('options', `appraisaldnum 应为 ${codes.length}`, 'appraisaldnum');
  }
}
