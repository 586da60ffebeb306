import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type { OwnRatingView } from '@haochaping/shared/contracts';
import type { Answer } from '@haochaping/shared/domain/questionnaires/answers';
import { selfIdentifying } from '@haochaping/shared/domain/privacy/self-identifying';
import { writtenWords } from '@haochaping/shared/domain/privacy/words';
import { Button } from '../../../kit/button.js';
import { Area, Box, Words } from '../../../kit/elements.js';
import { Face } from '../../../kit/face/face.js';
import { Progress } from '../../../kit/progress.js';
import { Telling } from '../../../kit/telling.js';
import { OwnCase } from '../../../own-case/own-case.js';
import { Pressed } from '../../../own-case/pressed.js';
import { Questionnaire } from '../../../questionnaire/later.js';
import { newId } from '../../../lib/ids.js';
import { momentOf } from '../../../lib/when.js';
import { details } from '../../../words.js';
import { Asked, LinkRow, open, OwnPage, Part, Problem } from '../parts/frame.js';
import { useDeed, useMyPage } from '../parts/use-mine.js';
import { complaint } from '../parts/words-complaint.js';
import { rating as words } from '../parts/words.js';

function Said({ details }: Pick<OwnRatingView, 'details'>) {
  return (
    <Part title={words.said}>
      {details.length === 0 ? <Words className="hint">{words.saidNothing}</Words> : null}
      {details.map((one) => (
        <Box key={one.at} className="entry">
          {one.options.map(({ code, label }) => (
            <Words key={code} className="entry-title">
              {label}
            </Words>
          ))}
          {one.text ? <Words className="entry-title">{one.text}</Words> : null}
          {(one.questionnaire?.answers ?? []).map(({ title, lines }) => (
            <Box key={title}>
              <Words className="hint">{title}</Words>
              <Words className="entry-title">{lines.join('；')}</Words>
            </Box>
          ))}
          <Words className="hint">{momentOf(one.at, new Date())}</Words>
        </Box>
      ))}
    </Part>
  );
}

/** More words, and with a supplementary rating the questions that were not answered yet. */
function More({ rating: { number, level, asked }, onSaid }: { rating: OwnRatingView; onSaid: () => void }) {
  const [text, setText] = useState('');
  const [answers, setAnswers] = useState<Answer[]>([]);
  const [sent, setSent] = useState(false);
  const [warned, setWarned] = useState(false);
  const { act, working, problem } = useDeed();
  const said = writtenWords(text).trim();
  const empty = said === '' && answers.length === 0;
  const written = [said, ...answers.map((one) => one.text)].filter(Boolean).join('\n');
  const write = (changed: string) => {
    setWarned(false);
    setText(changed);
  };
  const send = async () => {
    if (empty || working) return;
    const detailsId = await newId();
    const questionnaire =
      asked && answers.length > 0 ? { questionnaire: { version: asked.form.version, answers } } : {};
    await act(
      `/me/ratings/${number}/details`,
      { method: 'POST', data: { detailsId, options: [], text: said, ...questionnaire } },
      () => {
        write('');
        setAnswers([]);
        setSent(true);
        onSaid();
      },
    );
  };
  const finish = () => {
    if (selfIdentifying(written).length > 0) setWarned(true);
    else void send();
  };
  return (
    <Part title={words.more}>
      <Area className="area" label={words.text} value={text} most={500} onChange={write} />
      <Words className="hint">{details.privacy}</Words>
      {asked ? (
        <Questionnaire
          form={asked.form}
          about={{ level, channel: asked.channel }}
          answers={answers}
          onChange={(now) => {
            setWarned(false);
            setAnswers(now);
          }}
        />
      ) : null}
      <Telling
        text={warned ? written : ''}
        sending={working}
        onChange={() => setWarned(false)}
        onSend={() => void send()}
      />
      <Problem text={problem} />
      <Box role="status">{sent ? <Words className="hint">{words.sent}</Words> : null}</Box>
      {warned ? null : (
        <Box className="actions">
          <Button disabled={working || empty} onPress={finish}>
            {working ? words.sending : words.send}
          </Button>
        </Box>
      )}
    </Part>
  );
}

function One({ number }: { number: string }) {
  const { mine, reload } = useMyPage<OwnRatingView>(`/me/ratings/${number}`);
  return (
    <Asked mine={mine} onRetry={reload}>
      {(rating) => (
        <Box className="columns">
          <Box className="column">
            <Box className="summary">
              <Face level={rating.level} filled className="face-small" />
              <Box className="row-body">
                <Words className="row-title">{rating.levelName}</Words>
                <Words className="hint">{rating.place}</Words>
                {rating.title === rating.place ? null : <Words className="hint">{rating.title}</Words>}
                {rating.givenForName ? <Words className="hint">{rating.givenForName}</Words> : null}
                <Words className="hint">{momentOf(rating.ratedAt, new Date())}</Words>
                <Words className="hint">
                  {words.number} {rating.number}
                </Words>
              </Box>
            </Box>
            <Said details={rating.details} />
          </Box>
          <Box className="column broad">
            <Part title={words.progress}>
              <Progress steps={rating.progress} />
            </Part>
            {rating.poor ? <OwnCase path={`/me/ratings/${number}`} /> : null}
            <More rating={rating} onSaid={reload} />
            <Pressed path={`/me/ratings/${number}`} />
            <Box role="list" className="rows">
              <LinkRow title={complaint.title} onPress={() => open('complaint', `?number=${number}`)} />
              <LinkRow {...words.correct} onPress={() => open('corrections', `?receipt=${number}`)} />
            </Box>
          </Box>
        </Box>
      )}
    </Asked>
  );
}

/** One rating of one's own: the own words first, how far it has come, and more to say. */
export default function RatingPage() {
  const { params } = useRouter();
  return (
    <OwnPage name="rating" wide title={words.title} back="ratings">
      {params.number ? <One number={params.number} /> : <Words className="lead">{words.gone}</Words>}
    </OwnPage>
  );
}
