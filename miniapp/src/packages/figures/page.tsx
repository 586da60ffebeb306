import Taro, { useDidShow, useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import type { PublicFigures } from '@haochaping/shared/contracts';
import { FIGURES_CARD, figuresCard } from '@haochaping/shared/domain/share-cards';
import { Button } from '../../kit/button.js';
import { Box, Heading } from '../../kit/elements.js';
import { Page } from '../../kit/page.js';
import { State } from '../../kit/state.js';
import { Asked } from '../citizen/parts/frame.js';
import { useMine } from '../citizen/parts/use-mine.js';
import { askedBy, keepInAddress, pathOf, type AskedFigures } from './go.js';
import { Head, Months } from './head.js';
import { EVERYBODYS } from './kept.js';
import { Parts } from './parts.js';
import { figures as words } from './words.js';
import './index.scss';

/** The month one reads, on every page of figures that is open: who goes up again does not fall back to another. */
let monthRead: string | undefined;

/** Nothing was published of it; where another month was read before, one may go back to that. */
function Nothing({
  asked,
  before,
  onAsk,
}: {
  asked: AskedFigures;
  before: PublicFigures | undefined;
  onAsk: (asked: AskedFigures) => void;
}) {
  const whole = asked.kind === 'city';
  return (
    <Box>
      <State
        kind="empty"
        text={whole && !asked.month ? words.empty : words.noneHere}
        hint={whole && !asked.month ? words.emptyHint : words.noneHereHint}
      />
      {before ? (
        <Months
          months={before.months}
          chosen={asked.month ?? ''}
          onChoose={(month) => onAsk({ ...asked, month })}
        />
      ) : null}
      {whole && !asked.month ? null : (
        <Box className="actions">
          <Button kind="primary" onPress={() => void Taro.reLaunch({ url: FIGURES_CARD.path })}>
            {words.whole}
          </Button>
        </Box>
      )}
    </Box>
  );
}

/** The published figures of the city, a place, a house or an item; `?month=`, `?kind=` and `?code=` say which. */
export default function FiguresPage() {
  const { params } = useRouter();
  const [asked, setAsked] = useState(() => {
    const wanted = askedBy(params);
    monthRead = wanted.month;
    return wanted;
  });
  const { mine, reload } = useMine<PublicFigures>(pathOf(asked), undefined, EVERYBODYS);
  const before = useRef<PublicFigures>(undefined);
  const data = mine.kind === 'here' ? mine.data : undefined;
  if (data) before.current = data;
  const month = data?.month;
  const { kind, code } = asked;
  useEffect(() => {
    if (!month) return;
    monthRead = month;
    keepInAddress({ month, kind, code });
  }, [month, kind, code]);
  useDidShow(() => {
    if (monthRead && month && monthRead !== month) setAsked({ ...asked, month: monthRead });
  });
  return (
    <Page name="figures" wide share={data ? figuresCard(data) : FIGURES_CARD}>
      {data ? null : (
        <Heading level={1} className="title">
          {words.title}
        </Heading>
      )}
      {mine.kind === 'failed' && mine.code === 'not_found' ? (
        <Nothing asked={asked} before={before.current} onAsk={setAsked} />
      ) : (
        <Asked mine={mine} onRetry={reload}>
          {(told) => (
            <>
              <Head told={told} onMonth={(wanted) => setAsked({ ...asked, month: wanted })} />
              <Parts key={`${told.subject.kind} ${told.subject.code}`} told={told} />
            </>
          )}
        </Asked>
      )}
    </Page>
  );
}
