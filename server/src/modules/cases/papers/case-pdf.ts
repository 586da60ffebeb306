import type { CaseView } from '@haochaping/shared/contracts';
import { saidOfComplaint } from '@haochaping/shared/domain/complaints';
import { beijingTime } from '../../../paper/beijing.js';
import {
  edges,
  INK,
  keepTogether,
  printed,
  QUIET,
  writeField,
  writeWords,
  type Paper,
} from '../../../paper/paper.js';

/**
 * A case on paper: exactly what the account that asks for it reads on the page, and so nothing of the evaluator.
 * @param by who asked for it: it stands on the paper
 */
export const casePdf = (view: CaseView, by: string, now: Date): Promise<Buffer> =>
  printed(titleOf(view), now, (paper) => {
    writeTitle(paper, view, by, now);
    writeSection(paper, spoken(view, '这件差评'));
    for (const [label, value] of factsOf(view)) writeField(paper, label, value);
    writeSection(paper, spoken(view, '评价人说'));
    for (const [label, value] of saidOf(view)) writeField(paper, label, value);
    writeSection(paper, '办理经过');
    for (const told of view.timeline) writeTold(paper, told);
  });

/** Whoever complained rated nothing. */
const spoken = ({ level }: Pick<CaseView, 'level'>, text: string): string =>
  level === null ? saidOfComplaint(text) : text;

const titleOf = (view: CaseView): string => `${spoken(view, '差评办理单')} ${view.number}`;

function writeTitle(paper: Paper, view: CaseView, by: string, now: Date): void {
  paper.fontSize(22).fillColor(INK).text(titleOf(view));
  paper
    .fontSize(10)
    .fillColor(QUIET)
    .moveDown(0.4)
    .text(
      `${by} 导出于 ${beijingTime(now)}（北京时间）。只供办理，请不要去猜、去问${spoken(view, '评价人')}是谁。`,
    );
}

function writeSection(paper: Paper, title: string): void {
  keepTogether(paper, 110);
  paper.moveDown(1.2).fontSize(15).fillColor(INK).text(title).moveDown(0.2);
}

function dueOf({ due, outcomeName }: CaseView): [string, string] {
  if (!due) return outcomeName ? ['怎么办结的', outcomeName] : ['期限', '没有在走的期限'];
  const notes = [due.provisional ? '暂定' : '', due.late ? '已超期' : ''].filter(Boolean);
  return ['期限', `${due.day}${notes.length > 0 ? `（${notes.join('，')}）` : ''}，等${due.waitsFor}`];
}

function factsOf(view: CaseView): [string, string][] {
  return [
    ['等级', view.levelName],
    ['什么事', view.title],
    ['承办部门', view.institutionName],
    ['经办人', view.officerName ?? '还没有'],
    ['办到哪一步', view.phaseName],
    dueOf(view),
    ...(view.rating ? ([[spoken(view, '评价回执'), view.rating.number]] satisfies [string, string][]) : []),
    ...(view.exact
      ? ([
          ['在哪里', view.exact.place],
          [spoken(view, '评价时间'), beijingTime(new Date(view.exact.ratedAt))],
        ] satisfies [string, string][])
      : ([[spoken(view, '评价的那一周'), view.week]] satisfies [string, string][])),
  ];
}

function saidOf({ details, supplement }: CaseView): [string, string][] {
  const said = wordsOf(details);
  const first: [string, string][] = said.length > 0 ? said : [['', '没有留下说明']];
  return supplement ? [...first, ['后来追评', supplement.levelName], ...wordsOf(supplement.details)] : first;
}

function wordsOf(details: CaseView['details']): [string, string][] {
  return details.flatMap(({ options, text, questionnaire }): [string, string][] => [
    ...(options.length > 0
      ? ([['选了', options.map(({ label }) => label).join('；')]] satisfies [string, string][])
      : []),
    ...(text ? ([['写了', text]] satisfies [string, string][]) : []),
    ...(questionnaire?.answers ?? []).map(({ title, lines }): [string, string] => [title, lines.join('；')]),
  ]);
}

/** Where no more may be told, a day. */
const toldAt = (at: string) => (at.includes('T') ? beijingTime(new Date(at)) : at);

function writeTold(paper: Paper, { at, what, by, words, files }: CaseView['timeline'][number]): void {
  keepTogether(paper, 60);
  const { left, right } = edges(paper);
  paper.moveDown(0.5).fontSize(10.5).fillColor(INK);
  writeWords(paper, `${toldAt(at)}  ${what}`, left, paper.y, right - left);
  paper.fontSize(9.5).fillColor(QUIET);
  writeWords(paper, by, left, paper.y, right - left);
  if (words) writeField(paper, '', words);
  if (files.length > 0) writeField(paper, '附件', files.map(({ name }) => name).join('；'));
  paper.x = left;
}
