import type { IndicatorFigures } from '@haochaping/shared/contracts';
import { LEVELS, optionLabel, NATIONAL_OPTIONS, isPoor } from '@haochaping/shared/domain';
import {
  FORMULAS,
  formulaLeaf,
  questionLeaf,
  reasonsLeaf,
  THEMES,
  type IndicatorNode,
  type Measured,
} from '@haochaping/shared/domain/figures/index';
import { wrongField } from '../../../http/errors.js';
import { questionnairesInUse, findQuestionnaire } from '../../questionnaires/index.js';
import { askedQuestion } from './first.js';

type Offered = IndicatorFigures['items'][number];

/** Everything a leaf may be made of: the formulas, reasons by theme and one by one, the questions that are asked now. */
export async function offeredFigures(now: Date): Promise<Offered[]> {
  const plain = { choices: [] };
  const reasons = LEVELS.filter(isPoor).flatMap((level) => NATIONAL_OPTIONS.byLevel[level]);
  return [
    ...FORMULAS.map(({ id, name }): Offered => ({
      key: id,
      group: '率和平均',
      name,
      leaf: formulaLeaf(id),
      ...plain,
    })),
    ...THEMES.map(({ id, name, options }): Offered => ({
      key: `reason_${id}`,
      group: '差评的原因，放在一起',
      name,
      leaf: reasonsLeaf(options),
      ...plain,
    })),
    ...reasons.map(({ code }): Offered => ({
      key: `reason_${code}`,
      group: '差评的一个原因',
      name: optionLabel(code),
      leaf: reasonsLeaf([code]),
      ...plain,
    })),
    ...(await askedNow(now)),
  ];
}

async function askedNow(now: Date): Promise<Offered[]> {
  return (await questionnairesInUse(now)).flatMap(({ questionnaireId, form }) =>
    form.questions.flatMap((question): Offered[] => {
      const { id, kind, title, choices } = question;
      const offered = {
        key: `answer_${questionnaireId}_${id}`,
        group: `问卷：${form.title}`,
        name: title,
      };
      if (kind === 'scale') {
        const measured: Measured = { kind: 'mean_answer', questionnaireId, question: id, asked: title };
        return [{ ...offered, leaf: { measured, better: 'more', zeroAt: 1 }, choices: [] }];
      }
      const asked = kind === 'single' ? askedQuestion(questionnaireId, question) : undefined;
      if (!asked) return [];
      return [
        {
          ...offered,
          leaf: questionLeaf(asked),
          choices: choices.map((choice) => ({ value: choice.id, label: choice.label })),
        },
      ];
    }),
  );
}

/**
 * Nodes with the words of their questions as the questionnaires have them.
 * @throws AppError `invalid_input` naming the node whose question or answer was never asked
 */
export async function withQuestions(nodes: readonly IndicatorNode[]): Promise<IndicatorNode[]> {
  return Promise.all(
    nodes.map(async (node): Promise<IndicatorNode> => ({
      ...node,
      children: await withQuestions(node.children),
      leaf: node.leaf && { ...node.leaf, measured: await asAsked(node.leaf.measured, node.name) },
    })),
  );
}

async function asAsked(measured: Measured, name: string): Promise<Measured> {
  if (measured.kind !== 'share_answer' && measured.kind !== 'mean_answer') return measured;
  const never = () =>
    wrongField('command.nodes', `“${name}”：没有问过这个问题，或者没有这个回答，请去掉重加`);
  const questionnaire = await findQuestionnaire(measured.questionnaireId).catch(() => null);
  const kind = measured.kind === 'mean_answer' ? 'scale' : 'single';
  const asked = questionnaire?.versions
    .toReversed()
    .flatMap(({ form }) => form.questions)
    .filter((one) => one.id === measured.question && one.kind === kind);
  const [newest] = asked ?? [];
  if (!asked || !newest) throw never();
  if (measured.kind === 'mean_answer') return { ...measured, asked: newest.title };
  const label = (value: string): string => {
    const choice = asked.flatMap(({ choices }) => choices).find(({ id }) => id === value);
    if (!choice) throw never();
    return choice.label;
  };
  measured.among.forEach(label);
  return { ...measured, asked: newest.title, chosenWords: measured.chosen.map(label) };
}
