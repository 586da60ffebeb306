import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useParams } from 'react-router';
import type { BulletinMoveInput, BulletinView } from '@haochaping/shared/contracts';
import { useBulletin, useMoveBulletin } from '../../api/bulletins.js';
import { useMay } from '../../api/session.js';
import { formatInstantFull } from '../../format.js';
import { Events } from '../../ui/events.js';
import { FormError } from '../../ui/form/form.js';
import { isShort, WordsField } from '../../ui/form/words-field.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { isWritten, WrittenFields } from './fields.js';
import './bulletins.css';

const LEAST_WORDS = 5;
type Move = BulletinView['moves'][number];
const NAMES: Readonly<Record<Move, string>> = {
  approve: '看过，发出',
  send_back: '退回来改',
  rewrite: '改一改',
  withdraw: '收回',
};

function MoveForm({
  view,
  move,
  onDone,
}: {
  view: BulletinView;
  move: Exclude<Move, 'approve'>;
  onDone: () => void;
}) {
  const [words, setWords] = useState('');
  const [written, setWritten] = useState({ title: view.title, facts: view.facts, handling: view.handling });
  const [tried, setTried] = useState(false);
  const sent = useMoveBulletin(view.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (move === 'rewrite' ? !isWritten(written) : isShort(words, LEAST_WORDS)) return;
    const command: BulletinMoveInput['command'] =
      move === 'rewrite' ? { type: move, ...written } : { type: move, words: words.trim() };
    sent.mutate({ version: view.version, command }, { onSuccess: onDone });
  };
  return (
    <form className="form bulletin-form" aria-label={NAMES[move]} onSubmit={submit} noValidate>
      {move === 'rewrite' ? (
        <WrittenFields
          written={written}
          onChange={setWritten}
          tried={tried}
          error={sent.error}
          under="command."
        />
      ) : (
        <WordsField
          label="为什么"
          hint={move === 'withdraw' ? '发给过的单位和群众都看不到了，办的过程留着。' : '写的人会看到。'}
          least={LEAST_WORDS}
          tried={tried}
          error={sent.error}
          field="command.words"
          value={words}
          onChange={setWords}
        />
      )}
      <FormError
        error={sent.error}
        fields={['command.words', 'command.title', 'command.facts', 'command.handling']}
      />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sent.isPending}>
          {NAMES[move]}
        </Button>
        <Button onClick={onDone}>先不</Button>
      </div>
    </form>
  );
}

function Moves({ view }: { view: BulletinView }) {
  const [move, setMove] = useState<Exclude<Move, 'approve'> | null>(null);
  const approve = useMoveBulletin(view.id);
  if (move) return <MoveForm view={view} move={move} onDone={() => setMove(null)} />;
  return (
    <>
      <FormError error={approve.error} fields={[]} />
      <div className="form-actions">
        {view.moves.map((one) =>
          one === 'approve' ? (
            <Button
              key={one}
              type="primary"
              loading={approve.isPending}
              onClick={() => approve.mutate({ version: view.version, command: { type: 'approve' } })}
            >
              {NAMES[one]}
            </Button>
          ) : (
            <Button key={one} onClick={() => setMove(one)}>
              {NAMES[one]}
            </Button>
          ),
        )}
      </div>
    </>
  );
}

/** As a stranger reads it. */
function AsSeen({ view: { asSeen, audience } }: { view: BulletinView }) {
  return (
    <section className="card bulletin" aria-labelledby="as-seen">
      <h2 id="as-seen">{audience === 'public' ? '大家看到的样子' : '收到的单位看到的样子'}</h2>
      <h3>{asSeen.title}</h3>
      <p className="said">{asSeen.facts}</p>
      <h3>怎样处理的</h3>
      <p className="said">{asSeen.handling}</p>
    </section>
  );
}

/** One bulletin, as others see it, with what may be done and who has read it. */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useBulletin(id);
  const writes = useMay('bulletins.write');
  const back = useWayBack('/bulletins');
  return (
    <Page
      title={data ? data.title : '通报'}
      lead={data && `${data.audienceName} · ${data.number} · ${data.stateName}`}
      actions={<Button onClick={back}>回到列表</Button>}
    >
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="bulletin-parts">
          <AsSeen view={data} />
          {writes && <Moves key={data.version} view={data} />}
          {data.units.length > 0 && (
            <section className="card" aria-labelledby="units">
              <h2 id="units">发给谁，看过没有</h2>
              <ul className="bulletin-units">
                {data.units.map(({ name, read }) => (
                  <li key={name}>
                    {name}
                    <span className="bulletin-aside">
                      {read ? `✓ ${formatInstantFull(read)} 看过` : '○ 还没有打开'}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {data.events.length > 0 && (
            <section className="card" aria-labelledby="events">
              <h2 id="events">办的过程</h2>
              <Events events={data.events} />
            </section>
          )}
        </div>
      )}
    </Page>
  );
}
