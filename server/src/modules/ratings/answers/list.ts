import type { AnswersQuery, AnswersRow } from '@haochaping/shared/contracts';
import { LEVEL_NAMES } from '@haochaping/shared/domain';
import type { StaffActor } from '../../../http/actor.js';
import { wrongField } from '../../../http/errors.js';
import { pageOfRecords, type PageAsked } from '../../../paging.js';
import { sheetOf, type Column, type Sheet } from '../../../paper/workbook.js';
import { findQuestionnaire, type GivenAnswers } from '../../questionnaires/index.js';
import { RatingModel, type RatingRecord } from '../model.js';
import { othersRatings } from '../policy.js';
import { textViewerOf, visibleAnswers } from '../texts/visible-text.js';
import { answeredVersions } from './versions.js';

/** Whose answers: those to one questionnaire, or to one version of it. */
export type AnswersAsked = Pick<AnswersQuery, 'version'> & PageAsked;

/**
 * A page of what was answered to a questionnaire, newest rating first; pages and total count ratings. The ratings of others alone: the
 * rated side reads answers with its ratings, when those are shown to it.
 * @throws AppError `not_found`, `invalid_input` (a version of another questionnaire)
 */
export async function listAnswers(
  actor: StaffActor,
  questionnaireId: string,
  { version, ...page }: AnswersAsked,
): Promise<{ items: AnswersRow[]; total: number }> {
  const { versions } = await findQuestionnaire(questionnaireId);
  if (version && !versions.some(({ id }) => id === version))
    throw wrongField('version', '这份问卷没有这一版，请刷新再看');
  const ids = version ? [version] : versions.map(({ id }) => id);
  const { records, total } = await pageOfRecords<RatingRecord>(
    RatingModel,
    { $and: [{ 'details.questionnaire.version': { $in: ids } }, othersRatings(actor)] },
    { receivedAt: -1, _id: 1 },
    page,
  );
  const known = await answeredVersions(records);
  const items = records.flatMap((rating) =>
    rating.details.flatMap((said): AnswersRow[] => {
      const shown = visibleAnswers(said, known, textViewerOf(actor, rating));
      if (!shown || !ids.includes((said.questionnaire as GivenAnswers).version)) return [];
      return [
        {
          ratingId: rating._id,
          at: said.at.toISOString(),
          levelName: LEVEL_NAMES[rating.level],
          title: rating.title,
          place: rating.place,
          versionNumber: shown.versionNumber,
          answers: shown.answers.map(({ title, lines }) => ({ question: title, lines })),
        },
      ];
    }),
  );
  return { items, total };
}

/** Answers as a sheet: a line each, a column for every question that was asked in one of the versions. */
export function answersSheet(rows: readonly AnswersRow[]): Sheet {
  const asked = [...new Set(rows.flatMap(({ answers }) => answers.map(({ question }) => question)))];
  const columns: Column<AnswersRow>[] = [
    { heading: '回答时间', width: 18, time: ({ at }) => at },
    { heading: '等级', width: 12, text: ({ levelName }) => levelName },
    { heading: '评的什么事', width: 36, text: ({ title }) => title },
    { heading: '在哪里', width: 30, text: ({ place }) => place },
    { heading: '问卷第几版', width: 12, text: ({ versionNumber }) => String(versionNumber) },
    ...asked.map((question) => ({
      heading: question,
      width: 24,
      text: ({ answers }: AnswersRow) =>
        answers.find((one) => one.question === question)?.lines.join('；') ?? '',
    })),
  ];
  return sheetOf('问卷的回答', columns, rows);
}
