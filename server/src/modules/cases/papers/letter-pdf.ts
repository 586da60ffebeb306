import type { CaseFile } from '@haochaping/shared/contracts';
import { ANSWER_KIND_NAMES, type AnswerKind } from '@haochaping/shared/domain/cases/index';
import { edges, INK, keepTogether, printed, QUIET, writeField, writeWords } from '../../../paper/paper.js';

/** What the letter of reply (答复函) says: the latest answer, word for word. */
export interface Letter {
  /** By what the reader knows the matter: the receipt, or the number of the case. */
  reference: string;
  /** What was rated, or complained about. */
  title: string;
  /** How what it answers is called. */
  answers: '评价' | '投诉';
  kind: AnswerKind;
  text: string;
  files: readonly CaseFile[];
  /** Who answers. */
  institution: string;
  answeredAt: Date;
  /** How the reader may say that it is not settled; null when that time is over. */
  reply: string | null;
}

/** Two ideographic spaces before a paragraph. */
const INDENT = '\u3000'.repeat(2);

/** A day as letters are dated, in Beijing time. */
export function letterDay(at: Date): string {
  const [year, month, day] = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/** The letter as a page to print and keep. Its date is that of the answer: asked for twice, it is the same letter. */
export const letterPdf = (letter: Letter): Promise<Buffer> =>
  printed(`答复函 ${letter.reference}`, letter.answeredAt, (paper) => {
    const { left, right } = edges(paper);
    const width = right - left;
    paper.fontSize(24).fillColor(INK).text('答 复 函', { align: 'center' });
    paper.fontSize(10).fillColor(QUIET).moveDown(0.6).text(letter.reference, { align: 'center' });
    const paragraph = (text: string) => {
      paper.fontSize(12.5).fillColor(INK).moveDown(0.8);
      writeWords(paper, text, left, paper.y, width, { lineGap: 6 });
    };
    paragraph(`尊敬的${letter.answers}人：`);
    paragraph(`${INDENT}您对“${letter.title}”的${letter.answers}，我们已经核实、办理，现答复如下：`);
    for (const part of letter.text.split(/\n+/)) paragraph(`${INDENT}${part.trim()}`);
    paper.moveDown(1);
    writeField(paper, '办理结果', ANSWER_KIND_NAMES[letter.kind]);
    if (letter.files.length > 0) writeField(paper, '附件', letter.files.map(({ name }) => name).join('；'));
    if (letter.reply) paragraph(`${INDENT}${letter.reply}`);
    keepTogether(paper, 110);
    paper.fontSize(12.5).fillColor(INK).moveDown(2);
    writeWords(paper, letter.institution, left, paper.y, width, { align: 'right', lineGap: 6 });
    writeWords(paper, letterDay(letter.answeredAt), left, paper.y, width, { align: 'right' });
    paper
      .fontSize(9)
      .fillColor(QUIET)
      .moveDown(2)
      .text(
        `本函由三明市政务服务“好差评”系统按答复原文生成，没有盖章；与“我的${letter.answers}”里的答复一致。`,
        left,
      );
  });
