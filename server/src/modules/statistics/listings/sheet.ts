import type { ListingRow } from '@haochaping/shared/contracts';
import { DECISION_NAMES, factText, LISTING_FACT_RULES } from '@haochaping/shared/domain/listings/index';
import { sheetOf, type Column, type Sheet } from '../../../paper/workbook.js';
import type { ListingRecord } from './model.js';

/** An entry as it is listed, with what it was listed for. */
export interface ListingLine {
  row: ListingRow;
  record: Pick<ListingRecord, 'facts' | 'answer' | 'proposal'>;
}

const factsText = ({ record: { facts } }: ListingLine): string =>
  facts.map((fact) => `${LISTING_FACT_RULES[fact.id].name} ${factText(fact)}`).join('；');

const COLUMNS: readonly Column<ListingLine>[] = [
  { heading: '编号', width: 24, text: ({ row }) => row.number },
  { heading: '名单', width: 12, text: ({ row }) => row.listName },
  { heading: '哪一期', width: 18, text: ({ row }) => row.periodName },
  { heading: '对象', width: 10, text: ({ row }) => row.subjectName },
  { heading: '名称', width: 36, text: ({ row }) => row.name },
  { heading: '单位', width: 36, text: ({ row }) => row.institutionName },
  { heading: '列入时的事实', width: 60, text: factsText },
  { heading: '对方说明', width: 48, text: ({ record }) => record.answer },
  { heading: '到哪一步', width: 24, text: ({ row }) => row.stateName },
  {
    heading: '决定',
    width: 12,
    text: ({ record: { proposal } }) => (proposal ? DECISION_NAMES[proposal.decision] : null),
  },
  { heading: '理由', width: 48, text: ({ record }) => record.proposal?.words ?? null },
  { heading: '列入', width: 18, time: ({ row }) => row.listedAt },
];

/** Entries as a sheet, for the office that listed them. */
export const listingSheet = (lines: readonly ListingLine[]): Sheet => sheetOf('奖惩名单', COLUMNS, lines);
