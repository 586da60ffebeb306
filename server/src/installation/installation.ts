import { Schema, model } from 'mongoose';
import { ConfigError } from '../config/config.js';
import { demoBusinessSystems } from '../modules/channels/index.js';
import { demoAccountNames } from '../modules/staff/index.js';

/** What a database is used for; there is one record, once a production program has run on it. */
interface InstallationRecord {
  _id: 'production';
  since: Date;
}
const InstallationModel = model(
  'Installation',
  new Schema<InstallationRecord>(
    { _id: { type: String, required: true }, since: { type: Date, required: true } },
    { versionKey: false, collection: 'installation' },
  ),
);

/**
 * Marks the database as one in production, for ever: no demo account can be made in it afterwards.
 * @throws ConfigError while it holds demo accounts or a demo business system, whose passwords are public
 */
export async function openForProduction(now: Date): Promise<void> {
  const names = [...(await demoAccountNames()), ...(await demoBusinessSystems())];
  if (names.length > 0)
    throw new ConfigError(
      `数据库里有密码公开的演示账号或演示业务系统（${names.join('、')}），不能正式运行：请换一个空的数据库，或在 mongosh 里运行 db.staff_accounts.deleteMany({demo: true}) 和 db.business_systems.deleteMany({demo: true})。`,
    );
  await InstallationModel.updateOne(
    { _id: 'production' },
    { $setOnInsert: { since: now } },
    { upsert: true },
  );
}

/** @throws ConfigError when a production program has run on this database */
export async function refuseDemoInProduction(): Promise<void> {
  if (await InstallationModel.exists({ _id: 'production' }))
    throw new ConfigError(
      '这个数据库已用于正式运行，不能以 DEMO=1 建立密码公开的演示账号；请另用一个数据库。',
    );
}
