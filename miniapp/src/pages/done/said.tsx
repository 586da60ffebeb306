import { answerLines } from '@haochaping/shared/domain/questionnaires/answers';
import type { KeptDetails, KeptRating } from '../../lib/kept.js';
import { Box, Heading, Words } from '../../kit/elements.js';
import { done as words } from '../../words.js';

/** The evaluator's own words, first and unchanged. */
export function Said({ kept }: { kept: KeptRating }) {
  const label = (code: string) => kept.choices.find((one) => one.code === code)?.label ?? code;
  const answered = ({ answers = [] }: KeptDetails) =>
    (kept.questionnaire?.questions ?? []).flatMap((question) =>
      answers
        .filter((answer) => answer.question === question.id)
        .map((answer) => ({ title: question.title, lines: answerLines(question, answer) })),
    );
  const standing = (text: string) =>
    kept.seen?.view.details.find((one) => text !== '' && one.text === text)?.shown ?? 'shown';
  const waiting = kept.details.some((one) => one.state === 'waiting');
  return (
    <Box className="section">
      <Heading level={2} className="heading">
        {words.said}
      </Heading>
      {kept.details.length === 0 ? <Words className="hint">{words.saidNothing}</Words> : null}
      {kept.details.map((one) => (
        <Box key={one.detailsId} className="said-once">
          {one.options.map((code) => (
            <Words key={code} className="said-line">
              {label(code)}
            </Words>
          ))}
          {one.text ? <Words className="said-line said-text">{one.text}</Words> : null}
          {answered(one).map(({ title, lines }) => (
            <Box key={title} className="said-answer">
              <Words className="hint">{title}</Words>
              {lines.map((line) => (
                <Words key={line} className="said-line">
                  {line}
                </Words>
              ))}
            </Box>
          ))}
          {standing(one.text) === 'waiting' ? <Words className="hint">{words.saidChecking}</Words> : null}
          {standing(one.text) === 'hidden' ? <Words className="hint">{words.saidHidden}</Words> : null}
          {one.state === 'refused' ? <Words className="hint">{words.saidRefused}</Words> : null}
        </Box>
      ))}
      {waiting ? <Words className="hint">{words.saidWaiting}</Words> : null}
    </Box>
  );
}
