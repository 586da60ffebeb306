import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import type {
  BusinessCaseList,
  BusinessCasePage,
  BusinessCaseRow,
  BusinessView,
  HandlerList,
} from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Press, Words } from '../../../kit/elements.js';
import { Face } from '../../../kit/face/face.js';
import { Radios } from '../../../kit/form/radios.js';
import { Tabs } from '../../../kit/tabs.js';
import { momentOf } from '../../../lib/when.js';
import { XLSX, type OwnFile } from '../../../own-case/files/own-file.js';
import { useOpening } from '../../../own-case/files/use-opening.js';
import { Asked, MoreButton, open, OwnPage, Problem } from '../parts/frame.js';
import { OneBusiness } from '../parts/one-business.js';
import { useMyList, useMinePages } from '../parts/use-mine.js';
import { businessCases as words } from '../parts/words-business.js';
import { fromOf, PERIOD_OPTIONS, type Period } from './period.js';

function Row({ matter }: { matter: BusinessCaseRow }) {
  const { number, level, levelName, title, ratedAt, handlerName, way } = matter;
  const facts = [levelName, momentOf(ratedAt, new Date()), handlerName && words.by(handlerName)];
  const hint = facts.filter(Boolean).join(' · ');
  return (
    <Box role="listitem" className="item">
      <Press
        className="row"
        role="link"
        label={`${title}，${hint}，${way.text}`}
        onPress={() => open('rating', `?number=${number}`)}
      >
        <Face level={level} filled className="face-small" />
        <Box className="row-body">
          <Words className="row-title">{title}</Words>
          <Words className="hint">{hint}</Words>
          <Words className={`row-state ${way.yours ? 'row-waiting' : ''}`}>{way.text}</Words>
          {matter.letter ? <Words className="hint">{words.letter}</Words> : null}
        </Box>
        <Box role="picture" className="chevron" />
      </Press>
    </Box>
  );
}

/** Takes the list along as a workbook. */
function Export({ path, query }: { path: string; query: string }) {
  const { opening, failed, open: take } = useOpening();
  const file: OwnFile = {
    path: `${path}/export.xlsx?${query}`,
    header: {},
    name: words.fileName,
    type: XLSX,
  };
  return (
    <Box>
      <Problem text={failed ? words.exportFailed : ''} />
      <Box className="actions">
        <Button disabled={opening !== ''} onPress={() => void take(file)}>
          {opening ? words.exporting : words.export}
        </Button>
      </Box>
    </Box>
  );
}

function List({ path, query }: { path: string; query: string }) {
  const { mine, items, more, reload } = useMinePages<BusinessCasePage>(`${path}?${query}`);
  return (
    <Box>
      <Asked mine={mine} onRetry={reload}>
        {(page) =>
          page.total === 0 ? (
            <Words className="hint">{words.empty}</Words>
          ) : (
            <Words className="hint">{countsOf(page)}</Words>
          )
        }
      </Asked>
      <Box role="list" className="rows">
        {items.map((matter) => (
          <Row key={matter.number} matter={matter} />
        ))}
      </Box>
      <MoreButton more={more} />
      {items.length > 0 ? <Export path={path} query={query} /> : null}
    </Box>
  );
}

const countsOf = ({ counts }: Pick<BusinessCasePage, 'counts'>) =>
  words.counts(counts.open, counts.yours, counts.closed);

const LISTS: readonly BusinessCaseList[] = ['open', 'yours', 'closed'];
const ALL = 'all';

/** Whose ratings are listed, for the legal representative. */
function HandlerChoice({
  id,
  chosen,
  onChoose,
}: {
  id: string;
  chosen: string;
  onChoose: (handler: string) => void;
}) {
  const { mine } = useMyList<HandlerList>(`/me/businesses/${id}/handlers`);
  if (mine.kind !== 'here' || mine.data.items.length === 0) return null;
  const options = [
    { value: ALL, name: words.everybody },
    ...mine.data.items.map((one) => ({ value: one.id, name: one.nameMasked, hint: one.stateName })),
  ];
  return <Radios title={words.handler} options={options} chosen={chosen} onChoose={onChoose} />;
}

function Cases({ business: { id, name, as } }: { business: BusinessView }) {
  const [period, setPeriod] = useState<Period>('all');
  const [handler, setHandler] = useState(ALL);
  const narrowed = `${fromOf(period)}${handler === ALL ? '' : `&handler=${handler}`}`;
  const path = `/me/businesses/${id}/cases`;
  const leads = as === 'legal_representative';
  const tabs = LISTS.map((list) => {
    const query = `list=${list}${narrowed}`;
    return { name: words.lists[list], content: <List key={query} path={path} query={query} /> };
  });
  return (
    <Box>
      <Words className="lead">{leads ? words.leadAll(name) : words.leadOwn(name)}</Words>
      <Tabs label={words.title} tabs={tabs} />
      <Radios title={words.period} options={PERIOD_OPTIONS} chosen={period} onChoose={setPeriod} />
      {leads ? <HandlerChoice id={id} chosen={handler} onChoose={setHandler} /> : null}
    </Box>
  );
}

/** The poor ratings given for a business, on their way to an answer. */
export default function BusinessCasesPage() {
  const { params } = useRouter();
  return (
    <OwnPage name="business-cases" title={words.title} back="businesses">
      <OneBusiness id={params.id}>{(business) => <Cases business={business} />}</OneBusiness>
    </OwnPage>
  );
}
