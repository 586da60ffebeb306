import Taro, { useDidShow, useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import type { PublicFigures } from '@haochaping/shared/contracts';
import { FIGURES_CARD, figuresCard } from '@haochaping/shared/domain/share-figures';
import { Button } from '../../kit/button.js';
import { Box, Heading } from '../../kit/elements.js';
import { Page } from '../../kit/page.js';
import { State } from '../../kit/state.js';
import { common } from '../../words.js';
import { Asked } from '../citizen/parts/frame.js';
import { useMine } from '../citizen/parts/use-mine.js';
import { askedBy, keepInAddress, pathOf, type AskedFigures, type Opening } from './go.js';
import { Head, Months } from './head.js';
import { EVERYBODYS } from './kept.js';
import { Parts } from './parts.js';
import { travel } from './travel.js';
import { figures as words } from './words.js';
import './index.scss';

/** The month one reads, on every page of figures that is open: who goes up again does not fall back to another. */
let monthRead: string | undefined;

/** Nothing was published of it. */
function Nothing({ asked: { month, kind } }: { asked: AskedFigures }) {
  if (kind === 'city' && !month) return <State kind="empty" text={words.empty} hint={words.emptyHint} />;
  return (
    <Box>
      <State kind="empty" text={words.noneHere} hint={words.noneHereHint} />
      <Box className="actions">
        <Button kind="primary" onPress={() => void Taro.reLaunch({ url: FIGURES_CARD.path })}>
          {words.whole}
        </Button>
      </Box>
    </Box>
  );
}

/** Whether these are the figures that were asked for, and not those of before. */
const isOf = ({ subject }: PublicFigures, { kind, code }: AskedFigures): boolean =>
  subject.kind === kind && (kind === 'city' || subject.code === code);

/** The published figures of the city, a place, a house or an item; `?month=`, `?kind=` and `?code=` say which. FA-2.3.2-a */
export default function FiguresPage() {
  const { params } = useRouter();
  const [asked, setAsked] = useState(() => {
    const first = askedBy(params);
    monthRead = first.month;
    return first;
  });
  const { mine, reload } = useMine<PublicFigures>(pathOf(asked), undefined, EVERYBODYS);
  const { kind, code } = asked;
  const data = mine.kind === 'here' && isOf(mine.data, asked) ? mine.data : undefined;
  const known = useRef<readonly string[]>([]);
  if (data) known.current = data.months;
  const month = data?.month;
  const wanted = asked.month ?? month;
  const here = month !== undefined && month === wanted;
  useEffect(() => {
    if (!here) return;
    monthRead = month;
    keepInAddress({ month, kind, code });
  }, [here, month, kind, code]);
  const choose = (other: string) => setAsked({ ...asked, month: other });
  useDidShow(() => {
    if (monthRead && month && monthRead !== month) choose(monthRead);
  });
  const open: Opening = (other, up) => travel(other, up, setAsked);
  return (
    <Page name="figures" wide share={data ? figuresCard(data) : FIGURES_CARD}>
      {data ? null : (
        <Heading level={1} className="title">
          {words.title}
        </Heading>
      )}
      {mine.kind === 'failed' && mine.code === 'not_found' ? (
        <Nothing asked={asked} />
      ) : (
        <Asked mine={mine.kind === 'here' && !data ? { kind: 'loading' } : mine} onRetry={reload}>
          {(told) => (
            <>
              <Head told={told} month={wanted ?? told.month} onMonth={choose} onOpen={open} />
              {here ? (
                <Parts key={`${kind} ${code}`} told={told} onOpen={open} />
              ) : (
                <State kind="loading" text={common.loading} />
              )}
            </>
          )}
        </Asked>
      )}
      {/* Another month may be there where this one is not. */}
      {mine.kind === 'failed' && known.current.length > 0 ? (
        <Months months={known.current} chosen={asked.month ?? ''} onChoose={choose} />
      ) : null}
    </Page>
  );
}
