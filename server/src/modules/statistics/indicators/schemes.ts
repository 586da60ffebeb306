import type { IndicatorMoveInput, SchemeMove } from '@haochaping/shared/contracts';
import { CITY } from '@haochaping/shared/domain';
import type { UnitClass } from '@haochaping/shared/domain/figures/index';
import type { UpdateQuery } from 'mongoose';
import type { StaffActor } from '../../../http/actor.js';
import { AppError } from '../../../http/errors.js';
import { effect } from '../../../jobs/effects.js';
import { auditEvent } from '../../audit/index.js';
import { rolesThatMay } from '../../staff/index.js';
import { SchemeModel, type SchemeRecord } from './model.js';
import { withQuestions } from './offered.js';
import { newestOf, published } from './versions.js';

/** @throws AppError `not_found` where nothing was seeded yet */
export async function findScheme(unitClass: UnitClass): Promise<SchemeRecord> {
  const found = await SchemeModel.findById(unitClass).lean<SchemeRecord>();
  if (!found)
    throw new AppError('not_found', { message: '还没有指标体系，请系统管理员运行一次 npm run seed' });
  return found;
}

/** One scheme for all units of a class: offices of the city write it, and whoever wrote in it does not publish it. */
export function movesFor(actor: StaffActor, { draft }: SchemeRecord): SchemeMove[] {
  if (!rolesThatMay('indicators.edit').includes(actor.role) || !actor.regionCodes.includes(CITY)) return [];
  if (!draft) return ['save'];
  return draft.writers.includes(actor.accountId) ? ['save', 'discard'] : ['save', 'discard', 'publish'];
}

const REFUSED: Readonly<Record<SchemeMove, string>> = {
  save: '指标体系由市里的中心、审改办、效能办来改',
  discard: '现在没有人在改，没有可以丢掉的',
  publish: '改过的人不能自己发布，请另一个人看过再发布；现在没有改动就不用发布',
};

/**
 * @throws AppError `not_allowed`; `conflict` for a step that is not open, or when somebody else was first; `invalid_input` naming what
 * stands against publishing
 */
export async function moveScheme(
  actor: StaffActor,
  unitClass: UnitClass,
  { revision, command }: IndicatorMoveInput,
  now: Date,
): Promise<SchemeRecord> {
  const record = await findScheme(unitClass);
  const may = movesFor(actor, record);
  if (may.length === 0) throw new AppError('not_allowed', { message: REFUSED.save });
  const meanwhile = new AppError('conflict', { message: '刚才有人先改了一步，请看过再改；您改的没有记下' });
  if (record.revision !== revision) throw meanwhile;
  if (!may.includes(command.type)) throw new AppError('conflict', { message: REFUSED[command.type] });
  const { update, version } = await writtenBy(actor, record, command, now);
  const trail = auditEvent({
    at: now,
    action: 'indicators.moved',
    actor: { kind: 'staff', id: actor.accountId },
    subject: { kind: 'indicators', id: unitClass },
    detail: { move: command.type, version },
  });
  const moved = await SchemeModel.findOneAndUpdate(
    { _id: unitClass, revision },
    {
      ...update,
      $set: { ...update.$set, revision: revision + 1 },
      $push: { ...update.$push, trail, pending: effect('audit', now) },
    },
    { returnDocument: 'after' },
  ).lean<SchemeRecord>();
  if (!moved) throw meanwhile;
  return moved;
}

async function writtenBy(
  actor: StaffActor,
  record: SchemeRecord,
  command: IndicatorMoveInput['command'],
  now: Date,
): Promise<{ update: UpdateQuery<SchemeRecord>; version: number }> {
  const by = actor.accountId;
  const number = newestOf(record).number + 1;
  switch (command.type) {
    case 'save': {
      const nodes = await withQuestions(command.nodes);
      const writers = [...new Set([...(record.draft?.writers ?? []), by])];
      return { update: { $set: { draft: { nodes, writers } } }, version: number };
    }
    case 'discard':
      return { update: { $set: { draft: null } }, version: number };
    case 'publish':
      return { update: published(record, by, command.from, now), version: number };
  }
}
