import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useParams } from 'react-router';
import type { BulletinView } from '@haochaping/shared/contracts';
import { useBulletin, useMoveBulletin } from '../../api/bulletins.js';
import { useMay } from '../../api/session.js';
import { formatInstantFull } from '../../format.js';
import { Events } from '../../ui/events.js';
import { FormError } from '../../ui/form/form.js';
import { WordsForm } from '../../ui/form/words-form.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { isWritten, WrittenFields } from './fields.js';
import './bulletins.css';

type Move = BulletinView['moves'][number];
const NAMES: Readonly<Record<Move, string>> = {
  approve: '看过，发出',
  send_back: '退回来改',
  rewrite: '改一改',
  withdraw: '收回',
};

interface MoveFormProps<Of extends Move> {
  view: BulletinView;
  move: Of;
  onDone: () => void;
}

function RewriteForm({ view, move, onDone }: MoveFormProps<'rewrite'>) {
  const [written, setWritten] = useState({ title: view.title, facts: view.facts, handling: view.handling });
  const [tried, setTried] = useState(false);
  const sent = useMoveBulletin(view.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWritten(written)) return;
    sent.mutate({ version: view.version, command: { type: move, ...written } }, { onSuccess: onDone });
  };
  return (
    <form className="form bulletin-form" aria-label={NAMES[move]} onSubmit={submit} noValidate>
      <WrittenFields
        written={written}
        onChange={setWritten}
        tried={tried}
        error={sent.error}
        under="command."
      />
      <FormError error={sent.error} fields={['command.title', 'command.facts', 'command.handling']} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={sent.isPending}>
          {NAMES[move]}
        </Button>
        <Button onClick={onDone}>先不</Button>
      </div>
    </form>
  );
}

function WhyForm({ view, move, onDone }: MoveFormProps<'send_back' | 'withdraw'>) {
  const sent = useMoveBulletin(view.id);
  return (
    <WordsForm
      className="form bulletin-form"
      name={NAMES[move]}
      label="为什么"
      hint={move === 'withdraw' ? '发给过的单位和群众都看不到了，办的过程留着。' : '写的人会看到。'}
      field="command.words"
      action={NAMES[move]}
      deed={sent}
      onSend={(words) =>
        sent.mutate(
          { version: view.version, command: { type: move, words: words.trim() } },
          { onSuccess: onDone },
        )
      }
      onDone={onDone}
    />
  );
}

function Moves({ view }: { view: BulletinView }) {
  const [move, setMove] = useState<Exclude<Move, 'approve'> | null>(null);
  const approve = useMoveBulletin(view.id);
  const done = () => setMove(null);
  if (move === 'rewrite') return <RewriteForm view={view} move={move} onDone={done} />;
  if (move) return <WhyForm view={view} move={move} onDone={done} />;
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
