import { randomUUID } from 'node:crypto';
import type { DataSection, ProgressReminderInput } from '@haochaping/shared/contracts';
import { isPoor } from '@haochaping/shared/domain';
import { AppError, wrongField } from '../../../http/errors.js';
import { datedRule, type RetentionRule } from '../../../jobs/retention.js';
import type { Keys } from '../../../keys.js';
import type { EraseRecords } from '../../../module.js';
import { beijingTime } from '../../../paper/beijing.js';
import { recordAudit } from '../../audit/index.js';
import type { WeChatMiniProgram } from '../../peers/index.js';
import type { RatingRecord } from '../../ratings/index.js';
import { createDataKey, discardDataKey, openFields, sealFields } from '../../vault/index.js';
import { PermissionModel, type PermissionRecord } from './model.js';

/** More than this a case never needs; who taps on and on is not counted further. */
const MOST = 5;

const contextOf = (id: string) => `message_permission:${id}`;

export const countPermissions = (ratingId: string): Promise<number> =>
  PermissionModel.countDocuments({ ratingId, usedBy: null }).exec();

const ownersOf = ({ evaluatorId, accountId, agent, handler, claims }: RatingRecord): string[] =>
  [
    evaluatorId,
    accountId,
    agent?.accountId,
    handler?.accountId,
    ...(claims ?? []).map((one) => one.accountId),
  ].filter((id): id is string => Boolean(id));

/**
 * Keeps that somebody let WeChat send them one message about their rating.
 * @param templateId the template WeChat is asked for, by the configuration
 * @throws AppError `conflict` (no poor rating, another template), `invalid_input` (a code WeChat does not take), `peer_unavailable`
 */
export async function permitMessage(
  { keys, miniProgram, templateId }: { keys: Keys; miniProgram: WeChatMiniProgram; templateId: string },
  rating: RatingRecord,
  input: ProgressReminderInput,
  now: Date,
): Promise<void> {
  if (!isPoor(rating.level))
    throw new AppError('conflict', { message: '这条评价不用办理，没有进展可以提醒' });
  if (input.templateId !== templateId)
    throw new AppError('conflict', { message: '提醒的内容换过了，请退出这一页再进来' });
  if ((await countPermissions(rating._id)) >= MOST) return;
  const person = await miniProgram.sessionOf(input.code);
  if (!person.ok) throw wrongField('code', '微信没有认出您，请再点一次');
  const _id = randomUUID();
  await createDataKey(keys, _id, now);
  const sealed = await sealFields(keys, _id, contextOf(_id), { openid: person.openid });
  await recordAudit({
    at: now,
    action: 'message.permitted',
    actor: { kind: 'evaluator', id: 'unnamed' },
    subject: { kind: 'rating', id: rating._id },
  });
  const record: PermissionRecord = {
    _id,
    ratingId: rating._id,
    templateId,
    sealed: { openid: sealed.openid ?? '' },
    ownerIds: ownersOf(rating),
    at: now,
    usedBy: null,
  };
  await PermissionModel.create([record]);
}

/** The permission a message uses: the one it took before, else the oldest free one of its rating; null when there is none. */
export async function takePermission(
  messageId: string,
  ratingId: string,
  templateId: string,
): Promise<PermissionRecord | null> {
  const held = await PermissionModel.findOne({ usedBy: messageId }).lean<PermissionRecord>();
  if (held) return held;
  return PermissionModel.findOneAndUpdate(
    { ratingId, templateId, usedBy: null },
    { $set: { usedBy: messageId } },
    { sort: { at: 1 }, returnDocument: 'after' },
  ).lean<PermissionRecord>();
}

/** The openid behind a permission; lives only as long as the sending. */
export async function openPermission(keys: Keys, { _id, sealed }: PermissionRecord): Promise<string> {
  const { openid } = await openFields(keys, _id, contextOf(_id), { openid: sealed.openid });
  return openid ?? '';
}

/**
 * The permissions on the ratings of these people, for their export. Without the openid: whoever tapped may be another of the
 * people the rating belongs to.
 */
export async function permissionEntries(ownerIds: string[]): Promise<DataSection['entries']> {
  const found = await PermissionModel.find({ ownerIds: { $in: ownerIds } }, { at: 1 })
    .sort({ at: -1 })
    .lean<Pick<PermissionRecord, 'at'>[]>();
  return found.map(({ at }) => ({
    title: '提醒一次',
    fields: [{ name: 'at', label: '什么时候点的', value: beijingTime(at) }],
  }));
}

/** Removes permissions with their keys: what was sealed under them is readable nowhere, backups of the records included. */
export async function dropPermissions(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await PermissionModel.deleteOne({ _id: id });
    await discardDataKey(id);
  }
}

export const erasePermissions: EraseRecords = async (ownerId) => {
  const found = await PermissionModel.find({ ownerIds: ownerId }, { _id: 1 }).lean<{ _id: string }[]>();
  await dropPermissions(found.map(({ _id }) => _id));
  return { message_permissions: found.length };
};

export const permissionRetention = (days: number): RetentionRule =>
  datedRule<PermissionRecord>({
    name: 'message_permissions',
    what: '没有用掉的微信提醒允许',
    days,
    model: PermissionModel,
    field: 'at',
    remove: dropPermissions,
  });
