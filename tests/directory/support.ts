import mongoose from 'mongoose';
import type { DirectoryKind } from '@haochaping/shared/contracts/directory';
import { buildIndexes, connectDatabase, disconnectDatabase } from '../../server/src/database.js';
import type { Importer } from '../../server/src/modules/directory/imports/register.js';
import { freshMongoUri } from '../support/system.js';

/** Connects this test file to a database of its own on the run's engine, with every index built. */
export async function openDatabase(): Promise<void> {
  await connectDatabase(freshMongoUri());
  await buildIndexes();
}

export async function closeDatabase(): Promise<void> {
  await mongoose.connection.dropDatabase();
  await disconnectDatabase();
}

/** An import by the system administrator at that instant, or by somebody with some regions only. */
export function importer(at: Date, regionCodes: string[] | null = null): Importer {
  return { at, by: 'demo-admin', source: 'import', regionCodes };
}

export const csv = (text: string) => ({ bytes: Buffer.from(text), format: 'csv' as const });

const HEADS = {
  regions: '编码,名称,级别,上级编码,承继编码,备注,生效日期,失效日期',
  institutions: '编码,名称,简称,类型,条线,区划编码,上级机构编码,统一社会信用代码,备注,生效日期,失效日期',
  halls: '编码,名称,类型,区划编码,管理机构编码,地址,开放时间,备注,生效日期,失效日期',
  windows: '编码,名称,窗口号,大厅编码,责任部门编码,可受理部门编码,备注,生效日期,失效日期',
  staff: '工号,姓名,职务,所在部门编码,窗口编码,备注,生效日期,失效日期',
} as const satisfies Partial<Record<DirectoryKind, string>>;

/** A table of that kind with these lines under its head. */
export function table(kind: keyof typeof HEADS, ...lines: string[]) {
  return csv([HEADS[kind], ...lines, ''].join('\n'));
}

/** Matches any text with that part in it. */
export const containing = (part: string): unknown => expect.stringContaining(part);
