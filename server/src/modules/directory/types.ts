import type {
  DirectoryKind,
  HallType,
  InstitutionType,
  PlatformType,
  RegionLevel,
} from '@haochaping/shared/contracts/directory';
import type { ItemTypeCode } from '@haochaping/shared/domain/codes';

/** What one version of a record of each kind says. Codes name other records; their kind stands in `kinds.ts`. */
export interface RegionData {
  name: string;
  level: RegionLevel;
  parentCode: string | null;
  successorCode: string | null;
  remark: string | null;
}

export interface InstitutionData {
  name: string;
  shortName: string;
  type: InstitutionType;
  /** The line of work that city and counties share (公安, 医疗保障 …), by which like is compared with like. */
  sector: string;
  regionCode: string;
  parentCode: string | null;
  uscc: string | null;
  remark: string | null;
}

export interface HallData {
  name: string;
  type: HallType;
  regionCode: string;
  /** Who runs the place. */
  institutionCode: string;
  address: string | null;
  openingHours: string | null;
  remark: string | null;
}

export interface WindowData {
  name: string;
  number: string;
  hallCode: string;
  /** Who answers for the window. */
  institutionCode: string;
  /** Other departments whose items are taken in here. */
  servesCodes: string[];
  remark: string | null;
}

export interface PlatformData {
  name: string;
  type: PlatformType;
  regionCode: string;
  institutionCode: string;
  url: string | null;
  remark: string | null;
}

export interface ItemData {
  taskCode: string;
  taskHandleItem: string | null;
  name: string;
  type: ItemTypeCode;
  regionCode: string;
  /** Who implements the item. */
  institutionCode: string;
  /** Who owns the result, where several departments or levels take part (牵头部门). */
  leadCode: string | null;
  audience: ('person' | 'business')[];
  /** Working days; 0 means while one waits. */
  legalDays: number;
  promisedDays: number;
  visits: number;
  online: boolean;
  remark: string | null;
}

export interface PackageData {
  name: string;
  regionCode: string;
  /** The lead department. */
  institutionCode: string;
  itemCodes: string[];
  remark: string | null;
}

export interface StaffData {
  name: string;
  position: string;
  institutionCode: string;
  windowCode: string | null;
  remark: string | null;
}

export interface DirectoryData {
  regions: RegionData;
  institutions: InstitutionData;
  halls: HallData;
  windows: WindowData;
  platforms: PlatformData;
  items: ItemData;
  packages: PackageData;
  staff: StaffData;
}

/** A value as it stands in a column: what every data field above is. */
export type CellValue = string | number | boolean | string[] | null;
export type RecordData = Record<string, CellValue> & { name: string };

export type VersionSource = 'seed' | 'import';

/** One version of a record: what it said, from when to when, and who wrote that down when. */
export interface Version<D = RecordData> {
  revision: number;
  data: D;
  validFrom: Date;
  /** First instant at which it no longer holds; null while it does. */
  validTo: Date | null;
  recordedAt: Date;
  recordedBy: string;
  source: VersionSource;
}

/** A record: its latest version, and every earlier one, oldest first. `_id` is its code, for ever. */
export interface DirectoryRecord<D = RecordData> extends Version<D> {
  _id: string;
  history: Version<D>[];
}

/** A version found by its code. */
export interface Found<K extends DirectoryKind> {
  code: string;
  revision: number;
  validFrom: Date;
  validTo: Date | null;
  data: DirectoryData[K];
}
