import type { AnswersView } from '@haochaping/shared/contracts';

/** Whether anything was said beside the level. */
export const saysSomething = ({
  options,
  text,
  questionnaire,
}: {
  options: readonly unknown[];
  text: string;
  questionnaire: AnswersView | null;
}): boolean => options.length > 0 || text !== '' || questionnaire !== null;

/** What was answered to a questionnaire, each question in the words of its version. */
export function Answered({ questionnaire }: { questionnaire: AnswersView | null }) {
  if (!questionnaire) return null;
  const { title, versionNumber, answers } = questionnaire;
  return (
    <div className="answered">
      <p className="aside">
        {title} · 第{versionNumber}版
      </p>
      <dl className="facts">
        {answers.map(({ title: question, lines }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>
              {lines.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
