import type { CaseCommandInput, CaseView } from '@haochaping/shared/contracts';
import { saidOfComplaint } from '@haochaping/shared/domain/complaints';
import { ANSWER_KIND_NAMES, CALL_OUTCOME_NAMES, FINDING_NAMES } from '@haochaping/shared/domain/cases/told';
import { FILES_LABEL, filesHint } from '../../ui/files/file-field.js';

/** What a move asks for: each field by the name it has in the command. */
export interface MoveField {
  name: string;
  label: string;
  kind: 'words' | 'choice' | 'tick' | 'day' | 'officer' | 'institution' | 'case' | 'files';
  options?: Readonly<Record<string, string>>;
  /** May stay empty. */
  optional?: boolean;
  /** Asked only of those who lead; of others what stands first is taken. */
  ofLead?: boolean;
  hint?: string;
}
export interface MoveForm {
  /** What it does, before one does it. */
  lead: string;
  fields: readonly MoveField[];
}

type StaffMove = CaseCommandInput['type'];

const reason = (label: string, hint?: string): MoveField => ({
  name: 'reason',
  label,
  kind: 'words',
  ...(hint ? { hint } : {}),
});
const SEEN_BY_EVALUATOR = '评价人会照原话读到，请写得让人看得懂。';

const files = (hint: string): MoveField => ({
  name: 'attachments',
  label: FILES_LABEL,
  kind: 'files',
  optional: true,
  hint: filesHint(hint),
});

/** The forms of all moves of staff; which of them stand on the page is the server's to say. */
const MOVE_FORMS: Readonly<Record<StaffMove, MoveForm>> = {
  call: {
    lead: '先问候，说明是回访，再问哪里不满意、希望怎样解决；能不能把办件告诉承办部门，也问一句。',
    fields: [
      { name: 'outcome', label: '打通了吗', kind: 'choice', options: CALL_OUTCOME_NAMES },
      {
        name: 'said',
        label: '评价人怎么说',
        kind: 'words',
        optional: true,
        hint: '承办部门看不到这一段。没打通可以不写。',
      },
      {
        name: 'mayTell',
        label: '评价人同意告诉承办部门是在哪个窗口、什么时候办的',
        kind: 'tick',
        optional: true,
        hint: '以最后一次说上话为准：这次没有勾，以前同意的也收回，承办部门就看不到了。',
      },
    ],
  },
  explain: {
    lead: '把当时的情况说清楚，不写评价人是谁。',
    fields: [{ name: 'text', label: '当时的情况', kind: 'words' }, files('里面不要有评价人的信息。')],
  },
  verify: {
    lead: '认定以后：属实的转整改；误评和恶意差评要另一个人再核实。',
    fields: [
      { name: 'finding', label: '查下来是', kind: 'choice', options: FINDING_NAMES },
      { name: 'facts', label: '查清的事实', kind: 'words', hint: '承办部门会看到，请不要写评价人是谁。' },
      files('承办部门打得开，里面不要有评价人的信息。'),
    ],
  },
  answer: {
    lead: '答复送出就不能改，评价人马上看得到。',
    fields: [
      { name: 'kind', label: '办得怎样', kind: 'choice', options: ANSWER_KIND_NAMES },
      { name: 'text', label: '给评价人的答复', kind: 'words', hint: SEEN_BY_EVALUATOR },
      files('评价人打得开。'),
    ],
  },
  request_ledger: {
    lead: '情况复杂、一时解决不了的，申请进台账、限期整改，由中心批。',
    fields: [
      reason('怎么复杂、为什么一时解决不了'),
      { name: 'day', label: '新的期限', kind: 'day', hint: '选工作日，最长一年。' },
    ],
  },
  approve_ledger: { lead: '同意以后，整改期限改到申请的那一天，评价人会看到。', fields: [] },
  refuse_ledger: { lead: '不同意，仍按原来的期限。', fields: [reason('不同意的理由')] },
  name_officer: {
    lead: '交给一个人来办；他看得到评价人说的话和哪一周，看不到是谁、哪个窗口、什么时候。',
    fields: [
      {
        name: 'side',
        label: '定哪一方的',
        kind: 'choice',
        options: { department: '承办部门的经办人', lead: '牵头一方的经办人' },
        ofLead: true,
      },
      { name: 'officer', label: '交给谁', kind: 'officer' },
    ],
  },
  reassign: {
    lead: '改由另一个部门承办；期限不变。',
    fields: [{ name: 'to', label: '改派给', kind: 'institution' }, reason('改派的理由')],
  },
  merge: {
    lead: '并到更早的那一件去办：评价人等的时间不会变长，两条评价都看得到结果。',
    fields: [
      { name: 'into', label: '并入哪一件', kind: 'case' },
      reason('为什么是同一件事', '承办部门看不到这一段。'),
    ],
  },
  recuse: {
    lead: '中心自己被评价，或有别的牵连时回避，由审改办、效能办牵头。',
    fields: [reason('为什么要回避')],
  },
  return: { lead: '收到后一个工作日内可以退回，由中心决定。', fields: [reason('为什么不归你们办')] },
  refuse_return: { lead: '不同意退回，仍由它承办。', fields: [reason('为什么归它办')] },
  confirm_revocation: {
    lead: '同意以后，这条评价不再计入；评价人会看到理由，可以提异议。',
    fields: [reason('撤销的理由', SEEN_BY_EVALUATOR)],
  },
  reject_revocation: { lead: '不撤销，转整改。', fields: [reason('不撤销的理由')] },
  uphold_contest: { lead: '恢复这条评价，转整改。', fields: [reason('决定的理由', SEEN_BY_EVALUATOR)] },
  reject_contest: { lead: '维持撤销，结案。', fields: [reason('决定的理由', SEEN_BY_EVALUATOR)] },
  supervise: {
    lead: '发督办单，承办部门要重新答复。',
    fields: [
      { name: 'instruction', label: '要求怎么重新办', kind: 'words' },
      {
        name: 'day',
        label: '限期',
        kind: 'day',
        optional: true,
        hint: '选工作日，最长六十个工作日；不选，就是十个工作日。',
      },
    ],
  },
  urge: { lead: '提醒正在等的一方快办。', fields: [{ name: 'text', label: '催办的话', kind: 'words' }] },
  reopen: { lead: '有了新情况，从回访核实重新办起。', fields: [reason('出现了什么新情况')] },
};

const spokenField = ({ label, hint, options, ...field }: MoveField): MoveField => ({
  ...field,
  label: saidOfComplaint(label),
  ...(hint ? { hint: saidOfComplaint(hint) } : {}),
  ...(options
    ? {
        options: Object.fromEntries(
          Object.entries(options).map(([value, name]) => [value, saidOfComplaint(name)]),
        ),
      }
    : {}),
});

/** What can only be found after somebody was called. */
const AFTER_CALLS = new Set(['not_reached', 'mistaken']);
const withoutCalls = (field: MoveField): MoveField => ({
  ...field,
  ...(field.options
    ? {
        options: Object.fromEntries(
          Object.entries(field.options).filter(([value]) => !AFTER_CALLS.has(value)),
        ),
      }
    : {}),
});

/** The form of a move, as this case can answer it: a complaint is spoken of as one; who left no number cannot be called. */
export function formOf(type: StaffMove, { level, moves }: Pick<CaseView, 'level' | 'moves'>): MoveForm {
  const form = MOVE_FORMS[type];
  const callable = type !== 'verify' || moves.some((move) => move.type === 'call');
  const fields = callable ? form.fields : form.fields.map(withoutCalls);
  return level === null
    ? { lead: saidOfComplaint(form.lead), fields: fields.map(spokenField) }
    : { ...form, fields };
}

export const isStaffMove = (type: string): type is StaffMove => Object.hasOwn(MOVE_FORMS, type);
