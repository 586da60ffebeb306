import type { DataExport, DataSection } from '@haochaping/shared/contracts';
import { beijingTime } from '../../../paper/beijing.js';
import {
  edges,
  INK,
  keepTogether,
  printed,
  QUIET,
  rule,
  writeField,
  writeWords,
  type Paper,
} from '../../../paper/paper.js';

/** The export as pages a person reads and prints: A4, headings, page numbers, Beijing time. */
export const exportPdf = (data: DataExport): Promise<Buffer> =>
  printed('我的信息', new Date(data.madeAt), (paper) => {
    writeTitle(paper, data);
    for (const section of data.sections) writeSection(paper, section);
  });

function writeTitle(paper: Paper, data: DataExport): void {
  paper.fontSize(22).fillColor(INK).text('我的信息');
  paper
    .fontSize(10)
    .fillColor(QUIET)
    .moveDown(0.4)
    .text('三明市政务服务“好差评”持有的、关于您的全部信息。里面有您的证件号码和电话，请妥善保管。')
    .text(`导出时间：${beijingTime(new Date(data.madeAt))}（北京时间）；隐私告知：第${data.noticeVersion}版`);
}

function writeSection(paper: Paper, section: DataSection): void {
  keepTogether(paper, 110);
  paper.moveDown(1.4).fontSize(15).fillColor(INK).text(section.title);
  paper.fontSize(9.5).fillColor(QUIET).moveDown(0.2).text(section.explanation);
  if (section.entries.length === 0) paper.moveDown(0.4).fontSize(10.5).text('没有。');
  for (const entry of section.entries) writeEntry(paper, entry);
}

function writeEntry(paper: Paper, entry: DataSection['entries'][number]): void {
  keepTogether(paper, 70);
  paper.moveDown(0.7);
  rule(paper);
  paper.moveDown(0.4).fontSize(11.5).fillColor(INK);
  const { left, right } = edges(paper);
  writeWords(paper, entry.title, left, paper.y, right - left);
  for (const { label, value } of entry.fields) writeField(paper, label, value);
}
