import type { QuestionnaireDetail } from '@haochaping/shared/contracts';
import { conditionWords } from '@haochaping/shared/domain/questionnaires/changes';
import { QUESTION_KIND_NAMES } from '@haochaping/shared/domain/questionnaires/form';
import { formatInstantFull } from '../../format.js';
import { TARGET_KIND_NAMES } from '../../ui/target-kinds.js';

const nameOf = (code: string): string =>
  (TARGET_KIND_NAMES as Readonly<Record<string, string>>)[code] ?? code;

/** Every version that was published, the newest first; none of them changes any more. */
export function Versions({ questionnaire: { versions } }: { questionnaire: QuestionnaireDetail }) {
  if (versions.length === 0) return <p className="aside">还没有发布过。</p>;
  return (
    <>
      {versions.map(({ id, number, from, publishedByName, publishedAt, changes, form }) => (
        <details key={id} className="card" open={number === versions[0]?.number}>
          <summary>
            第{number}版 · 从{formatInstantFull(from)}起
          </summary>
          <p className="aside">
            {publishedByName} {formatInstantFull(publishedAt)} 发布
          </p>
          {changes.length > 0 && number > 1 && (
            <>
              <h3>和上一版比</h3>
              <ul>
                {changes.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          )}
          <h3>问些什么</h3>
          <ol>
            {form.questions.map((question) => (
              <li key={question.id}>
                {question.title}
                <span className="aside">（{QUESTION_KIND_NAMES[question.kind]}）</span>
                {question.choices.length > 0 && (
                  <p className="aside">{question.choices.map(({ label }) => label).join('；')}</p>
                )}
                {question.when.length > 0 && (
                  <p className="aside">
                    当{question.when.map((one) => conditionWords(one, form.questions, nameOf)).join('，并且')}
                    时才问
                  </p>
                )}
              </li>
            ))}
          </ol>
        </details>
      ))}
    </>
  );
}
