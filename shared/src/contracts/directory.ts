import { z } from 'zod';
import { PLACE_KINDS } from '../domain/rating/attribution.js';
import { Instant, PageQuery, RegionCode } from './common.js';
import { Search } from './written.js';

/** The kinds of record the directory holds; they are also the words in its addresses. */
export const DIRECTORY_KINDS = [
  'regions',
  'institutions',
  'halls',
  'windows',
  'platforms',
  'items',
  'packages',
  'staff',
] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];
export const DIRECTORY_KIND_NAMES: Readonly<Record<DirectoryKind, string>> = {
  regions: '区划',
  institutions: '机构',
  halls: '大厅和服务点',
  windows: '窗口',
  platforms: '平台',
  items: '事项',
  packages: '“一件事”套餐',
  staff: '工作人员',
};

export const INSTITUTION_TYPES = {
  center: '行政服务中心',
  reform_office: '审改办',
  efficiency_office: '效能办',
  department: '审批部门',
  public_body: '公共服务机构',
  township: '乡镇街道',
} as const;
export type InstitutionType = keyof typeof INSTITUTION_TYPES;

export const HALL_TYPES = { hall: '政务服务大厅', branch: '专业分厅', point: '便民服务点' } as const;
export type HallType = keyof typeof HALL_TYPES;

export const PLATFORM_TYPES = {
  web: '网上办事大厅',
  business: '业务系统',
  hotline: '热线电话平台',
  mobile: '移动服务端',
  terminal: '自助服务端',
} as const;
export type PlatformType = keyof typeof PLATFORM_TYPES;

export const REGION_LEVELS = {
  city: '市',
  district: '区',
  county_city: '县级市',
  county: '县',
} as const;
export type RegionLevel = keyof typeof REGION_LEVELS;

export const DirectoryCode = z.string().regex(/^[0-9A-Z-]{2,40}$/, '编码由数字、大写字母和短横线组成');
const Kind = z.enum(DIRECTORY_KINDS);

/* ---- for everybody: where one was served ---- */

const Named = z.strictObject({ code: z.string(), name: z.string() });

export const PublicRegions = z
  .strictObject({
    items: z.array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        level: z.enum(['city', 'district', 'county_city', 'county']),
        parentCode: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'PublicRegions' });
export type PublicRegions = z.infer<typeof PublicRegions>;

export const PublicHallQuery = z.strictObject({
  regionCode: RegionCode.optional().meta({ description: '区划编码；旧编码会换成现在的' }),
});

const PublicHallRow = z.strictObject({
  code: z.string(),
  name: z.string(),
  type: z.enum(['hall', 'branch', 'point']),
  typeName: z.string(),
  regionCode: z.string(),
  regionName: z.string(),
  address: z.string().nullable(),
  openingHours: z.string().nullable(),
  windowCount: z.int(),
});
export const PublicHalls = z.strictObject({ items: z.array(PublicHallRow) }).meta({ id: 'PublicHalls' });
export type PublicHalls = z.infer<typeof PublicHalls>;

/** A hall with everything in it that can be rated on the spot; no person is named. */
export const PublicHall = z
  .strictObject({
    ...PublicHallRow.shape,
    operator: Named.meta({ description: '管理这个大厅的机构' }),
    institutions: z.array(
      z.strictObject({
        ...Named.shape,
        windows: z.array(
          z.strictObject({
            ...Named.shape,
            number: z.string().meta({ description: '窗口号，如 A01' }),
            serves: z.array(Named).meta({ description: '还能受理哪些部门的事项' }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'PublicHall' });
export type PublicHall = z.infer<typeof PublicHall>;

/** As many of each kind as are shown before somebody asks for more. */
const FOUND_AT_ONCE = 5;

export const PlaceSearchQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .min(1, '请写要找的名称、拼音或者工号')
    .max(40, '请写短一些，40 个字以内')
    .meta({ description: '名称里的字、拼音首字母或全拼；多个词用空格隔开；或者胸牌上的工号' }),
  kind: z.enum(PLACE_KINDS).optional().meta({ description: '只看这一类' }),
  page: PageQuery.page,
  pageSize: PageQuery.pageSize.unwrap().default(FOUND_AT_ONCE),
});

export type PlaceSearchQuery = z.infer<typeof PlaceSearchQuery>;

/** What can be rated, by kind, the nearest first. A person is the number on the badge and the office: never a name. */
export const PlaceSearch = z
  .strictObject({
    groups: z.array(
      z.strictObject({
        kind: z.enum(PLACE_KINDS),
        total: z.int(),
        items: z.array(z.strictObject({ code: z.string(), title: z.string(), place: z.string() })),
      }),
    ),
    page: z.int(),
    pageSize: z.int(),
  })
  .meta({ id: 'PlaceSearch' });
export type PlaceSearch = z.infer<typeof PlaceSearch>;

/* ---- for staff: the records, their history, imports ---- */

export const DirectoryKindParams = z.strictObject({ kind: Kind });
export const DirectoryRecordParams = z.strictObject({ kind: Kind, code: DirectoryCode });
export const DirectoryHallParams = z.strictObject({ code: DirectoryCode });

export const DirectoryListQuery = z.strictObject({
  ...PageQuery,
  search: Search.meta({ description: '编码或名称的一部分' }),
  regionCode: RegionCode.optional(),
  institutionCode: DirectoryCode.optional().meta({ description: '归这个机构负责的记录' }),
  hallCode: DirectoryCode.optional().meta({ description: '只用于窗口' }),
  asOf: Instant.optional().meta({ description: '按这个时刻的目录；不填为现在' }),
});
export type DirectoryListQuery = z.infer<typeof DirectoryListQuery>;

const Values = z.record(z.string(), z.string()).meta({ description: '列名到内容，与导入导出的表格相同' });

export const DirectoryRow = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    regionCode: z.string(),
    regionName: z.string(),
    institutionCode: z.string().nullable(),
    institutionName: z.string().nullable(),
    revision: z.int(),
    validFrom: Instant,
    validTo: Instant.nullable(),
    values: Values,
  })
  .meta({ id: 'DirectoryRow' });
export type DirectoryRow = z.infer<typeof DirectoryRow>;

export const DirectoryPage = z
  .strictObject({
    kind: Kind,
    kindName: z.string(),
    columns: z.array(z.string()).meta({ description: '列名，按表格的顺序' }),
    items: z.array(DirectoryRow),
    total: z.int(),
    page: z.int(),
    pageSize: z.int(),
  })
  .meta({ id: 'DirectoryPage' });
export type DirectoryPage = z.infer<typeof DirectoryPage>;

const Change = z.strictObject({ column: z.string(), before: z.string(), after: z.string() });

export const DirectoryHistory = z
  .strictObject({
    kind: Kind,
    code: z.string(),
    versions: z.array(
      z.strictObject({
        revision: z.int(),
        validFrom: Instant,
        validTo: Instant.nullable(),
        recordedAt: Instant,
        recordedBy: z.string(),
        source: z.enum(['seed', 'import']),
        values: Values,
        changes: z.array(Change).meta({ description: '与上一版不同的地方；第一版为空' }),
      }),
    ),
  })
  .meta({ id: 'DirectoryHistory' });
export type DirectoryHistory = z.infer<typeof DirectoryHistory>;

export const IMPORT_ACTIONS = ['create', 'update', 'end', 'reopen'] as const;
export type ImportAction = (typeof IMPORT_ACTIONS)[number];

export const DirectoryImportQuery = z.strictObject({
  commit: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true 写入；false 只看结果，什么都不写' }),
});

/** What an import would do, or did. With one error or more nothing at all is written. */
export const ImportReport = z
  .strictObject({
    kind: Kind,
    kindName: z.string(),
    committed: z.boolean().meta({ description: '是否已写入目录' }),
    rows: z.int().meta({ description: '有内容的行；等于新增、更新、失效、恢复、不变和没通过的行加起来' }),
    emptyRows: z.int().meta({ description: '空行，不算在内' }),
    refusedRows: z.int().meta({ description: '没通过的行' }),
    counts: z.strictObject({
      create: z.int(),
      update: z.int(),
      end: z.int(),
      reopen: z.int(),
      unchanged: z.int(),
    }),
    errorCount: z.int(),
    errors: z
      .array(
        z.strictObject({
          row: z.int().meta({ description: '表格中的行号，表头为第1行；0 表示整个文件' }),
          column: z.string(),
          problem: z.string(),
          remedy: z.string(),
        }),
      )
      .meta({ description: '最多列出500条' }),
    changes: z
      .array(
        z.strictObject({
          row: z.int(),
          code: z.string(),
          name: z.string(),
          action: z.enum(IMPORT_ACTIONS),
          effectiveFrom: Instant.meta({ description: '这一版从什么时刻起算' }),
          changes: z.array(Change),
        }),
      )
      .meta({ description: '最多列出500条' }),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;
