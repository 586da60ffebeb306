import type { CaseCommandInput, OwnCaseCommandInput } from '@haochaping/shared/contracts';
import type { WorkCalendar } from '@haochaping/shared/domain';
import {
  decide,
  EVALUATOR_ACTOR,
  takesFiles,
  type CaseActor,
  type CaseCommand,
  type Refusal,
} from '@haochaping/shared/domain/cases/index';
import type { StaffActor } from '../../http/actor.js';
import { AppError, wrongField } from '../../http/errors.js';
import type { Attachments } from '../attachments/index.js';
import { lookUp } from '../directory/index.js';
import { servedToldTo, servedWith } from './said.js';
import { CaseModel, type CaseRecord } from './model.js';
import { officerFor, officersAt, possibleOfficers } from './officers.js';
import { caseActorOf, visibleCases } from './policy.js';
import { spokenOf } from './presenter.js';
import { mergedInto } from './together/similar.js';
import { countingAt, keepEvents } from './store.js';

/** A case this account may see. @throws AppError `not_found`, also for one that is not theirs to see */
export async function visibleCase(actor: StaffActor, id: string): Promise<CaseRecord> {
  const record = await CaseModel.findOne({ $and: [{ _id: id }, visibleCases(actor)] }).lean<CaseRecord>();
  if (!record) throw new AppError('not_found', { message: '没有找到这件差评，或您没有权限查看' });
  return record;
}

/**
 * A move of staff, decided by the rules on the version that was seen, and kept with its audit entry.
 * @throws AppError `not_found`; `not_allowed`, `conflict` or `invalid_input` with the rules' own words; `conflict` when somebody
 * else moved the case meanwhile: then nothing is kept
 */
export async function moveCase(
  actor: StaffActor,
  id: string,
  { version, command }: { version: number; command: CaseCommandInput },
  calendar: WorkCalendar,
  attachments: Attachments,
  now: Date,
): Promise<CaseRecord> {
  const record = await visibleCase(actor, id);
  if (record.version !== version) throw movedMeanwhile();
  await checkNames(actor, record, command, now);
  const files = 'attachments' in command ? (command.attachments ?? []) : [];
  await attachments.check(
    {
      home: { caseId: id, use: 'case' },
      accountId: actor.accountId,
      ids: files,
      field: 'command.attachments',
    },
    now,
  );
  const told = await commandOf(actor, record, command, now);
  const moved = await keep(record, caseActorOf(actor), told, calendar, now);
  await attachments.named(files);
  return moved;
}

/** What the one who gave the rating says on its way. Replies twice change nothing the second time: the rules refuse it. */
export async function moveOwnCase(
  record: CaseRecord,
  command: OwnCaseCommandInput,
  calendar: WorkCalendar,
  now: Date,
): Promise<CaseRecord> {
  return keep(record, EVALUATOR_ACTOR, command, calendar, now);
}

async function keep(
  record: CaseRecord,
  actor: CaseActor,
  command: CaseCommand,
  calendar: WorkCalendar,
  now: Date,
): Promise<CaseRecord> {
  const counting = countingAt(now, calendar);
  const decision = decide(record.state, command, { ...counting, actor });
  if (decision.refused)
    throw refusedMove({
      ...decision.refused,
      message: spokenOf(record.state, decision.refused.message),
    });
  const moved = await keepEvents(record, decision.events, counting);
  if (!moved) throw actor.role === 'evaluator' ? newsMeanwhile() : movedMeanwhile();
  return moved;
}

const movedMeanwhile = () =>
  new AppError('conflict', { message: '刚才有人先办了一步，请看过再办；您填的还在，没有记下' });

const newsMeanwhile = () =>
  new AppError('conflict', { message: '刚刚有了新的进展，请看过再说；您写的还在，没有送出' });

/** A command with what the records add to it: how many were served for the same, who is next at a department. */
async function commandOf(
  actor: StaffActor,
  record: CaseRecord,
  command: CaseCommandInput,
  now: Date,
): Promise<CaseCommand> {
  const { type } = command;
  // Words that may go with files go with none where nobody named any.
  if (takesFiles(type)) return { attachments: [], ...command } as CaseCommand;
  if (type === 'name_officer' && command.side === 'department')
    return { ...command, served: await servedToldTo(actor, record) };
  if (type === 'reassign')
    return {
      ...command,
      officer: await officerFor(command.to, record.state.rated, await servedWith(record), now),
    };
  if (type === 'merge')
    return { ...command, intoStartedAt: (await mergedInto(actor, record, command.into)).startedAt };
  return command as CaseCommand;
}

const REFUSED_AS: Readonly<Record<Refusal['code'], 'not_allowed' | 'conflict' | 'invalid_input'>> = {
  wrong_role: 'not_allowed',
  rated_side: 'not_allowed',
  same_person: 'not_allowed',
  wrong_phase: 'conflict',
  out_of_time: 'conflict',
  already: 'conflict',
  not_yet: 'invalid_input',
  missing: 'invalid_input',
};

function refusedMove({ code, message, field }: Refusal): AppError {
  const details = field === undefined ? {} : { details: [{ field: `command.${field}`, message }] };
  return new AppError(REFUSED_AS[code], { message, ...details });
}

const NOBODY_THERE =
  '这个部门还没有能办差评的账号，改派过去没有人办：请安全管理员先给它建“审批部门”的账号，或者改派给别的部门';

/** Officers and institutions that are named exist, and belong together; where a case is sent, somebody can see to it. */
async function checkNames(
  actor: StaffActor,
  record: CaseRecord,
  command: CaseCommandInput,
  now: Date,
): Promise<void> {
  if (command.type === 'reassign') {
    const refuse = (message: string) => wrongField('command.to', message);
    if (!(await lookUp('institutions', command.to, now))) throw refuse('没有这个部门，请在列表里选');
    if ((await officersAt(command.to, record.state.rated)).length === 0) throw refuse(NOBODY_THERE);
  }
  if (command.type !== 'name_officer') return;
  const officers = await possibleOfficers(actor, record, command.side);
  if (!officers.some(({ id }) => id === command.officer))
    throw wrongField('command.officer', '这个账号不能经办这一件，请在列表里选');
}
