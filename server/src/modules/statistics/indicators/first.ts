import {
  FIRST_SCHEME_FROM,
  firstScheme,
  UNIT_CLASSES,
  type AskedQuestion,
  type FirstQuestions,
} from '@haochaping/shared/domain/figures/index';
import type { Question, QuestionnaireScope } from '@haochaping/shared/domain';
import { effect } from '../../../jobs/effects.js';
import { auditEvent } from '../../audit/index.js';
import { questionnairesInUse, type InUse } from '../../questionnaires/index.js';
import { SchemeModel, type SchemeRecord } from './model.js';

/** Answers such as 没看过, 没用过 judge nothing. */
const judges = ({ label }: Question['choices'][number]): boolean => !label.startsWith('没');

/** A question of which one is chosen, as a leaf begins with it: its first answer is the best. */
export function askedQuestion(
  questionnaireId: string,
  { id, title, choices }: Question,
): AskedQuestion | undefined {
  const told = choices.filter(judges);
  const best = told[0];
  if (!best) return undefined;
  return {
    questionnaireId,
    question: id,
    asked: title,
    among: told.map((choice) => choice.id),
    best: best.id,
    bestWords: best.label,
  };
}

/** The questions the first schemes build on, as far as these questionnaires ask them. */
function firstQuestions(inUse: readonly InUse[]): FirstQuestions {
  const find = (kind: QuestionnaireScope['kind'], code: string, id: string) => {
    const found = inUse.find(({ scope }) => scope.kind === kind && scope.code === code);
    const question = found?.form.questions.find((one) => one.id === id && one.kind === 'single');
    return found && question && askedQuestion(found.questionnaireId, question);
  };
  const asked = {
    guide: find('all', '', 'guide'),
    process: find('all', '', 'process'),
    materials: find('all', '', 'materials'),
    interface: find('all', '', 'interface'),
    ease: find('class', 'platform', 'ease'),
    complete: find('class', 'platform', 'complete'),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, one]) => one));
}

/** Publishes the first scheme of every class that has none. @returns how many were made */
export async function seedIndicators(now: Date): Promise<number> {
  const there = await SchemeModel.distinct('_id');
  const missing = UNIT_CLASSES.filter((unitClass) => !there.includes(unitClass));
  if (missing.length === 0) return 0;
  const asked = firstQuestions(await questionnairesInUse(now));
  await SchemeModel.create(
    missing.map((unitClass): SchemeRecord => ({
      _id: unitClass,
      revision: 0,
      versions: [
        {
          number: 1,
          from: FIRST_SCHEME_FROM,
          nodes: firstScheme(unitClass, asked),
          publishedAt: now,
          publishedBy: 'seed',
          writers: [],
          changes: [],
        },
      ],
      draft: null,
      trail: [
        auditEvent({
          at: now,
          action: 'indicators.moved',
          actor: { kind: 'system', id: 'seed' },
          subject: { kind: 'indicators', id: unitClass },
          detail: { move: 'publish', version: 1 },
        }),
      ],
      pending: [effect('audit', now)],
      dead: [],
    })),
  );
  return missing.length;
}
