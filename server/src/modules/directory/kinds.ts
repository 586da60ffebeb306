import {
  HALL_TYPES,
  INSTITUTION_TYPES,
  PLATFORM_TYPES,
  REGION_LEVELS,
  type DirectoryKind,
} from '@haochaping/shared/contracts/directory';
import {
  checkTaskCode,
  checkTaskHandleItem,
  checkUscc,
  ITEM_TYPES,
  parseTaskCode,
} from '@haochaping/shared/domain/codes';
import {
  choice,
  choices,
  coded,
  DAY,
  recordCode,
  recordCodes,
  WEB_ADDRESS,
  wholeNumber,
  words,
  YES_NO,
  type CellFormat,
  type CellProblem,
} from './cells.js';
import type { RecordData } from './types.js';

/** One column of a kind's table: its heading, the field it fills, how it reads, and what it points to. */
export interface Column {
  heading: string;
  field: string;
  format: CellFormat;
  required: boolean;
  /** The kind of record its code or codes must name. */
  refersTo?: DirectoryKind;
}

export interface KindSpec {
  /** Columns between the code and the two days; for items the code is made of the first two. */
  columns: Column[];
  /** The column that names the record in an error. */
  codeHeading: string;
  /** The record's own code, out of its row. */
  codeOf(cells: Readonly<Record<string, unknown>>): string;
  /** Rules between the columns of one row. */
  check?(data: RecordData): (CellProblem & { heading: string })[];
}

/** The record's own code stands in a column of its own, except for items. */
export const CODE_FIELD = 'code';
export const VALID_FROM: Column = { heading: '生效日期', field: 'validFrom', format: DAY, required: false };
export const VALID_TO: Column = { heading: '失效日期', field: 'validTo', format: DAY, required: false };

const column = (heading: string, field: string, format: CellFormat): Column => ({
  heading,
  field,
  format,
  required: true,
});
const maybe = (spec: Column): Column => ({ ...spec, required: false });
const refers = (heading: string, field: string, refersTo: DirectoryKind, hint: string): Column => ({
  ...column(heading, field, recordCode(hint)),
  refersTo,
});

const code = (heading: string, hint: string) => column(heading, CODE_FIELD, recordCode(hint));
const name = column('名称', 'name', words(120));
const remark = maybe(column('备注', 'remark', words(200)));
const region = refers('区划编码', 'regionCode', 'regions', '6位区划编码');
const regionDigits = coded('6位区划编码', (text) =>
  /^\d{6}$/.test(text) ? { ok: true } : { ok: false, reason: '应为6位数字' },
);
const ownCode = (cells: Readonly<Record<string, unknown>>) => String(cells[CODE_FIELD]);

const AUDIENCE = { person: '自然人', business: '法人' };

/** The tables of the directory. Each is the import and export format, the data file's format, and what the console shows. */
export const KINDS: Readonly<Record<DirectoryKind, KindSpec>> = {
  regions: {
    codeHeading: '编码',
    codeOf: ownCode,
    columns: [
      column('编码', CODE_FIELD, regionDigits),
      name,
      column('级别', 'level', choice(REGION_LEVELS)),
      maybe(refers('上级编码', 'parentCode', 'regions', '上级区划的编码')),
      maybe(refers('承继编码', 'successorCode', 'regions', '撤销后由哪个区划承继')),
      remark,
    ],
  },
  institutions: {
    codeHeading: '编码',
    codeOf: ownCode,
    columns: [
      code('编码', '如 350400-GAJ'),
      name,
      column('简称', 'shortName', words(40)),
      column('类型', 'type', choice(INSTITUTION_TYPES)),
      column('条线', 'sector', words(20)),
      region,
      maybe(refers('上级机构编码', 'parentCode', 'institutions', '主管机构的编码')),
      maybe(column('统一社会信用代码', 'uscc', coded('18位，校验位要对', checkUscc))),
      remark,
    ],
  },
  halls: {
    codeHeading: '编码',
    codeOf: ownCode,
    columns: [
      code('编码', '如 350400-H01'),
      name,
      column('类型', 'type', choice(HALL_TYPES)),
      region,
      refers('管理机构编码', 'institutionCode', 'institutions', '管理这个大厅的机构'),
      maybe(column('地址', 'address', words(120))),
      maybe(column('开放时间', 'openingHours', words(80))),
      remark,
    ],
  },
  windows: {
    codeHeading: '编码',
    codeOf: ownCode,
    columns: [
      code('编码', '如 350400-W001'),
      name,
      column('窗口号', 'number', words(12)),
      refers('大厅编码', 'hallCode', 'halls', '窗口所在的大厅'),
      refers('责任部门编码', 'institutionCode', 'institutions', '窗口归哪个机构负责'),
      maybe({
        ...column('可受理部门编码', 'servesCodes', recordCodes('还受理哪些部门的事项')),
        refersTo: 'institutions',
      }),
      remark,
    ],
  },
  platforms: {
    codeHeading: '编码',
    codeOf: ownCode,
    columns: [
      code('编码', '如 350400-PT01'),
      name,
      column('类型', 'type', choice(PLATFORM_TYPES)),
      region,
      refers('管理机构编码', 'institutionCode', 'institutions', '管理这个平台的机构'),
      maybe(column('网址', 'url', WEB_ADDRESS)),
      remark,
    ],
  },
  items: {
    codeHeading: '实施编码',
    codeOf: (cells) => String(cells.taskHandleItem ?? cells.taskCode),
    columns: [
      column('实施编码', 'taskCode', coded('31位实施编码', checkTaskCode)),
      maybe(column('业务办理项编码', 'taskHandleItem', recordCode('33位；事项本身不填'))),
      name,
      column('事项类型', 'type', choice(ITEM_TYPES)),
      region,
      refers('实施部门编码', 'institutionCode', 'institutions', '实施这个事项的机构'),
      maybe(refers('牵头部门编码', 'leadCode', 'institutions', '跨层级跨部门事项由谁牵头')),
      column('服务对象', 'audience', choices(AUDIENCE)),
      column('法定办结时限', 'legalDays', wholeNumber(999)),
      column('承诺办结时限', 'promisedDays', wholeNumber(999)),
      column('到场次数', 'visits', wholeNumber(20)),
      column('可网办', 'online', YES_NO),
      remark,
    ],
    check: checkItem,
  },
  packages: {
    codeHeading: '编码',
    codeOf: ownCode,
    columns: [
      code('编码', '如 350400-YJS01'),
      name,
      region,
      refers('牵头部门编码', 'institutionCode', 'institutions', '牵头的机构'),
      { ...column('事项编码', 'itemCodes', recordCodes('套餐里的事项')), refersTo: 'items' },
      remark,
    ],
  },
  staff: {
    codeHeading: '工号',
    codeOf: ownCode,
    columns: [
      code('工号', '如 350400-P001'),
      column('姓名', 'name', words(40)),
      column('职务', 'position', words(40)),
      refers('所在部门编码', 'institutionCode', 'institutions', '工作人员所属的机构'),
      maybe(refers('窗口编码', 'windowCode', 'windows', '固定在哪个窗口，没有就不填')),
      remark,
    ],
  },
};

function checkItem(data: RecordData): (CellProblem & { heading: string })[] {
  const problems: (CellProblem & { heading: string })[] = [];
  const taskCode = String(data.taskCode);
  if (typeof data.taskHandleItem === 'string') {
    const verdict = checkTaskHandleItem(data.taskHandleItem, taskCode);
    if (!verdict.ok) {
      problems.push({
        heading: '业务办理项编码',
        problem: `“${data.taskHandleItem}”不对`,
        remedy: verdict.reason,
      });
    }
  }
  const type = parseTaskCode(taskCode)?.type;
  if (type !== undefined && type !== data.type) {
    problems.push({
      heading: '事项类型',
      problem: `实施编码第22、23位是 ${type}（${ITEM_TYPES[type]}），与这里填的不同`,
      remedy: '请核对是编码还是类型写错了',
    });
  }
  if (Number(data.legalDays) > 0 && Number(data.promisedDays) > Number(data.legalDays)) {
    problems.push({
      heading: '承诺办结时限',
      problem: '比法定办结时限还长',
      remedy: '承诺时限不能超过法定时限（方案 二(一)3）',
    });
  }
  return problems;
}

/** Every column of a kind's table, in order. */
export function tableColumns(kind: DirectoryKind): Column[] {
  return [...KINDS[kind].columns, VALID_FROM, VALID_TO];
}

/** Columns that become the data of a version: all but the code and the days. */
export function dataColumns(kind: DirectoryKind): Column[] {
  return KINDS[kind].columns.filter((each) => each.field !== CODE_FIELD);
}
