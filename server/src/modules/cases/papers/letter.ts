import { replyUntil, type CaseEvent } from '@haochaping/shared/domain/cases/index';
import { dayOf } from '@haochaping/shared/domain';
import { AppError } from '../../../http/errors.js';
import type { Attachments } from '../../attachments/index.js';
import type { CaseRecord } from '../model.js';
import type { NameOf } from '../presenter.js';
import type { Counting } from '../store.js';
import type { Letter } from './letter-pdf.js';

type Answered = Extract<CaseEvent, { type: 'answered' }>;

const chineseDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

function replyLine({ state }: CaseRecord, answers: Letter['answers'], counting: Counting): string | null {
  const until = state.phase === 'answered' ? replyUntil(state, counting) : undefined;
  if (!until || until <= counting.now) return null;
  // A deadline is the end of a day: the day it ends is the one before that instant.
  const day = chineseDay(dayOf(new Date(until.getTime() - 1)));
  // The rules know one supervision: whoever is not satisfied after it ends the case with that.
  const then = state.supervision
    ? '这是督办以后的答复，仍不满意的，如实记下并办结，不再重新办理'
    : '不满意的，由审改办、效能办督办';
  return `您对这个答复满意还是不满意，请到“我的${answers}”里告诉我们，最晚${day}；${then}。`;
}

/** Which institution a case was with when this of its events happened: whoever has it now need not have answered. */
function assignedAt(events: readonly CaseEvent[], event: CaseEvent): string {
  return events
    .slice(0, events.indexOf(event))
    .reduce(
      (assigned, one) =>
        one.type === 'opened' ? one.assignedTo : one.type === 'reassigned' ? one.to : assigned,
      '',
    );
}

/**
 * The letter of reply of a case: its latest answer, signed by who gave it.
 * @param reference by what its reader knows the matter
 * @throws AppError `not_found` when there is no answer yet
 */
export async function letterOf(
  record: CaseRecord,
  reference: string,
  name: NameOf,
  attachments: Attachments,
  counting: Counting,
): Promise<Letter> {
  const answer = record.events.findLast((event): event is Answered => event.type === 'answered');
  if (!answer) throw new AppError('not_found', { message: '还没有答复，没有答复函' });
  const files = await attachments.describe(answer.attachments);
  const answers = record.level === null ? '投诉' : '评价';
  return {
    reference,
    title: record.title,
    answers,
    kind: answer.kind,
    text: answer.text,
    files: answer.attachments.flatMap((id) => files.get(id) ?? []),
    institution: name(assignedAt(record.events, answer)),
    answeredAt: answer.at,
    reply: replyLine(record, answers, counting),
  };
}
