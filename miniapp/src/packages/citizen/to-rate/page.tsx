import Taro, { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import type { EvaluatorSession, ToRateLink, ToRateList, ToRateRow } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { State } from '../../../kit/state.js';
import { DEVICE } from '../../../lib/device.js';
import { dayOf } from '../../../lib/when.js';
import { Asked, LinkRow, open, OwnPage, Problem } from '../parts/frame.js';
import { useDeed, useMyList } from '../parts/use-mine.js';
import { toRate as words } from '../parts/words-to-rate.js';

/** The departments of a parallel approval, each rated for itself; those that were say so. */
function Departments({
  row,
  working,
  onRate,
}: {
  row: ToRateRow;
  working: boolean;
  onRate: (institutionCode: string) => void;
}) {
  return (
    <Box role="list" className="rows">
      {row.departments.map(({ code, name, rated }) =>
        rated ? (
          <Box key={code} role="listitem" className="item">
            <Box className="row">
              <Box className="row-body row-flush">
                <Words className="row-title">{name}</Words>
                <Words className="hint">{words.rated}</Words>
              </Box>
            </Box>
          </Box>
        ) : (
          <LinkRow key={code} title={name} hint={words.rate} onPress={() => !working && onRate(code)} />
        ),
      )}
    </Box>
  );
}

/** One matter that is not rated yet: rated all in one, or department by department where it is a parallel approval. */
function Matter({ row }: { row: ToRateRow }) {
  const { id, title, place, occasion, servedAt, businessName, whole, departments } = row;
  const [apart, setApart] = useState(!whole);
  const { act, working, problem } = useDeed();
  const rate = (institutionCode?: string) =>
    void act<ToRateLink>(
      `/me/to-rate/${id}/link`,
      {
        method: 'POST',
        data: {
          channel: DEVICE === '电脑' ? 'pc' : 'mobile',
          ...(institutionCode ? { institutionCode } : {}),
        },
      },
      async ({ token }) => {
        await Taro.navigateTo({ url: `/pages/rate/index?i=${token}` });
      },
    );
  return (
    <Box className="section matter tile">
      <Words className="row-title">{title}</Words>
      <Words className="hint">{place}</Words>
      <Words className="hint">
        {occasion} · {dayOf(servedAt, new Date())}
      </Words>
      {businessName ? <Words className="hint">{words.forBusiness(businessName)}</Words> : null}
      {departments.length > 0 ? <Words className="hint">{words.parallel(departments.length)}</Words> : null}
      {apart ? <Departments row={row} working={working} onRate={rate} /> : null}
      <Problem text={problem} />
      <Box className="actions">
        {whole ? (
          <Button kind="primary" disabled={working} onPress={() => rate()}>
            {working ? words.opening : departments.length > 0 ? words.together : words.rate}
          </Button>
        ) : null}
        {whole && departments.length > 0 && !apart ? (
          <Button onPress={() => setApart(true)}>{words.apart}</Button>
        ) : null}
      </Box>
    </Box>
  );
}

/** What others told of a person is theirs once their name is checked and their telephone proven; whoever lacks one is told so. */
function Nothing() {
  const { mine, reload } = useMyList<EvaluatorSession>('/me/session');
  return (
    <Asked mine={mine} onRetry={reload} within>
      {({ verified, phoneMasked }) => (
        <Box>
          <State
            kind="empty"
            text={words.empty}
            hint={verified && phoneMasked ? words.emptyHint : words.prove}
          />
          <Box role="list" className="rows">
            {verified ? null : <LinkRow title={words.realName} onPress={() => open('real-name')} />}
            {phoneMasked ? null : <LinkRow title={words.phone} onPress={() => open('phone')} />}
            <LinkRow
              title={words.place}
              onPress={() => void Taro.navigateTo({ url: '/packages/place/index' })}
            />
          </Box>
        </Box>
      )}
    </Asked>
  );
}

function List() {
  const { mine, reload } = useMyList<ToRateList>('/me/to-rate');
  useDidShow(reload);
  return (
    <Asked mine={mine} onRetry={reload}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing />
        ) : (
          <Box className="tiles">
            {items.map((row) => (
              // What was rated meanwhile changes what there is to choose.
              <Matter key={`${row.id} ${row.whole}`} row={row} />
            ))}
          </Box>
        )
      }
    </Asked>
  );
}

/** 我的待评价: what one was served with and has not rated. */
export default function ToRatePage() {
  return (
    <OwnPage name="to-rate" wide title={words.title} lead={words.lead}>
      <List />
    </OwnPage>
  );
}
