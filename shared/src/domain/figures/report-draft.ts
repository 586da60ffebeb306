import { isPoor } from '../rating/levels.js';
import type { Book } from './buckets.js';
import type { ReportFigures } from './report-figures.js';
import type { ReportPeriod, ReportSection, ReportSubject } from './reports.js';
import { formulaOf, type FormulaId } from './formulas.js';
import { LEAST_FOR_RANKING, LEAST_FOR_SHARE, withNumbers, Z } from './shares.js';
import { LEAST_SORE } from './sore-points.js';

/** What a report is about, and when. */
export interface ReportAbout {
  subject: ReportSubject;
  name: string;
  book: Book;
  period: ReportPeriod;
  before: ReportPeriod;
}

type Share = ReportFigures['shares'][number];
const MOST_NAMED = 5;

/** 多了3条, 少了3条, 一样多. */
function changed(now: number, before: number, unit: string): string {
  if (now === before) return '一样多';
  return now > before ? `多了${now - before}${unit}` : `少了${before - now}${unit}`;
}

/** A share with both its numbers, a mean with how many it is of. */
const shareText = (told: Share['now'], mean: boolean): string =>
  mean ? `${told.text}（${told.whole}条）` : withNumbers(told);

/** Whether a share changed by more than two samples of the same differ by chance in nineteen of twenty cases. */
function isReal({ now, before }: Share): boolean {
  const pooled = (now.part + before.part) / (now.whole + before.whole);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / now.whole + 1 / before.whole));
  return Math.abs(now.part / now.whole - before.part / before.whole) > Z * spread;
}

/** One figure in a sentence: both numbers, the same of the period before, and what the difference is worth. */
function shareSentence(share: Share, beforeName: string | null): string {
  const { id, name, now, before } = share;
  const mean = id === 'mean_level';
  if (now.whole === 0) return '';
  const told = `${name}${shareText(now, mean)}`;
  if (beforeName === null) return `${told}。`;
  if (before.whole === 0) return `${told}，${beforeName}没有可比的。`;
  const both = `${told}，${beforeName}${shareText(before, mean)}`;
  if (mean) return `${both}。`;
  if (now.whole < LEAST_FOR_SHARE || before.whole < LEAST_FOR_SHARE) return `${both}，条数太少，不比高低。`;
  const points = (Math.round(parseFloat(now.text) * 10) - Math.round(parseFloat(before.text) * 10)) / 10;
  if (points === 0) return `${both}，几乎一样。`;
  if (!isReal(share)) return `${both}，按现有的条数，看不出是真有变化还是碰巧。`;
  const better = points > 0 === (formulaOf(id as FormulaId).better === 'more') ? '变好了' : '变差了';
  return `${both}，${points > 0 ? '高了' : '低了'}${Math.abs(points).toFixed(1)}个百分点，不像是碰巧，是${better}。`;
}

/** What was drafted, by section; `next` is left to whoever writes it. FA-2.4.2-a */
export function draftReport(about: ReportAbout, figures: ReportFigures): Record<ReportSection, string> {
  const { period, before } = about;
  // That there is nothing to compare with is said once.
  const earlier = figures.all.before > 0 ? before.name : null;
  const sentences = (...ids: string[]): string =>
    ids
      .flatMap((id) => figures.shares.filter((share) => share.id === id))
      .map((share) => shareSentence(share, earlier))
      .join('');
  const none = figures.all.now === 0;
  return {
    general: lines(
      generalText(about, figures),
      none ? '' : sentences('satisfied_share', 'mean_level', 'invited_rated_share'),
    ),
    ratings: none
      ? '这段时间没有评价。'
      : lines(ratingsText(figures, sentences('poor_share'), earlier), partsText(about, figures)),
    handling: lines(
      figures.cases.now === 0
        ? '这段时间的评价里没有差评要办理。'
        : `这段时间的差评立案办理${figures.cases.now}件${earlier === null ? '' : `，${earlier}${figures.cases.before}件`}。`,
      sentences('verified_in_time_share'),
    ),
    sore: soreText(figures, earlier),
    improved: lines(
      sentences('rectified_share', 'realname_rectified_share', 'answer_satisfied_share'),
      tasksText(figures, period.name),
    ),
    next: '',
  };
}

const lines = (...texts: string[]): string => texts.filter((text) => text !== '').join('\n');

function generalText({ name, book, period, before }: ReportAbout, { all, adopted }: ReportFigures): string {
  const given = book === 'shown' ? '开放给单位看的评价' : '收到评价';
  if (all.now === 0) return `${period.name}，${name}没有${given}。`;
  const left = all.now - adopted.now;
  const counted = left === 0 ? '全部采信' : `其中采信${adopted.now}条，另外${left}条按规定不计`;
  const compared =
    all.before === 0
      ? `${before.name}没有${given}，不作比较`
      : `${before.name}${all.before}条，${changed(all.now, all.before, '条')}`;
  return `${period.name}，${name}${given}${all.now}条，${counted}。${compared}。`;
}

function ratingsText({ levels, reasons }: ReportFigures, poorShare: string, earlier: string | null): string {
  const told = levels.map(({ name, now }) => `${name}${now}条`).join('，');
  const named = reasons
    .slice(0, MOST_NAMED)
    .map(
      ({ reason, now, before }) =>
        `${reason}（${now}次${earlier === null ? '' : `，${earlier}${before}次`}）`,
    );
  const why = named.length > 0 ? `差评里选得最多的原因：${named.join('；')}。` : '差评里没有人选原因。';
  const poor = levels.some(({ level, now }) => isPoor(level) && now > 0);
  return lines(`采信的评价里，${told}。${poorShare}`, poor ? why : '没有采信的差评。');
}

const PART_NAMES: Readonly<Record<ReportSubject, string>> = { city: '区县', region: '单位', institution: '' };

function partsText({ subject }: ReportAbout, { parts }: ReportFigures): string {
  const named = parts.filter(({ ranked, poor }) => ranked && poor > 0).slice(0, 3);
  if (named.length === 0) return '';
  const told = named.map(({ name, adopted, poor, poorText }) => `${name}${poorText}（${adopted}中${poor}）`);
  return `采信评价满${LEAST_FOR_RANKING}条的${PART_NAMES[subject]}里，差评率靠前的：${told.join('；')}。按威尔逊区间的下限排，条数少的不会因为碰巧排到前面。`;
}

function soreText({ sore }: ReportFigures, beforeName: string | null): string {
  if (sore.length === 0) return `没有同一个事项、同一个原因在采信的差评里有${LEAST_SORE}条以上的。`;
  const told = sore.slice(0, MOST_NAMED).map(({ itemName, institutionName, reason, count, before, rose }) => {
    const more = rose && before > 0 ? '，多了一半以上' : '';
    const earlier = beforeName === null ? '' : `，${beforeName}${before}次`;
    const unit = institutionName === '' ? '' : `（${institutionName}）`;
    return `“${itemName}”${unit}：${reason}，${count}次${earlier}${more}。`;
  });
  return lines(`同一个事项、同一个原因，在采信的差评里选了${LEAST_SORE}次以上的：`, ...told);
}

function tasksText({ tasks }: ReportFigures, periodName: string): string {
  const [asked, done, late] = [
    tasks.filter((task) => task.asked),
    tasks.filter((task) => task.done),
    tasks.filter((task) => task.late),
  ];
  if (tasks.length === 0) return `${periodName}没有交办限期整改，也没有改好的、到期没改的。`;
  const changedText = done
    .slice(0, MOST_NAMED)
    .map(
      ({ itemName, reason, changed: what }) => `“${itemName}”的${reason}：${(what ?? '').replace(/。$/, '')}`,
    );
  return lines(
    `${periodName}交办限期整改${asked.length}件，看过、改好了${done.length}件，期限已到、起草时单位还没有说明怎样改的${late.length}件。`,
    changedText.length > 0 ? `改了什么：${changedText.join('；')}。` : '',
  );
}
