import { useState } from 'react';
import type { HandlerList, HandlerView } from '@haochaping/shared/contracts';
import { Button } from '../../../kit/button.js';
import { Box, Words } from '../../../kit/elements.js';
import { Radios } from '../../../kit/form/radios.js';
import { Dialog, Sheet } from '../../../kit/layer/sheet.js';
import { momentOf } from '../../../lib/when.js';
import { Asked, Part, Problem } from '../parts/frame.js';
import { untilOf } from '../parts/until.js';
import { useDeed, useMyList } from '../parts/use-mine.js';
import { shared } from '../parts/words.js';
import { business as words } from '../parts/words-business.js';
import { Invite } from './invite.js';
import { endOf, TERM_OPTIONS, type Term } from './terms.js';

type Asking = { what: 'remove' | 'change'; handler: HandlerView };

function Handler({
  handler,
  working,
  onAsk,
}: {
  handler: HandlerView;
  working: boolean;
  onAsk: (asking: Asking) => void;
}) {
  const { nameMasked, mine, stateName, until, state } = handler;
  return (
    <Box role="listitem" className="entry">
      <Words className="entry-title">
        {nameMasked}
        {mine ? words.mine : ''}
      </Words>
      <Words className="hint">
        {stateName} · {untilOf(until)}
      </Words>
      {state === 'removed' ? null : (
        <Box className="entry-deeds">
          <Button
            small
            disabled={working}
            label={words.changeTitle(nameMasked)}
            onPress={() => onAsk({ what: 'change', handler })}
          >
            {words.change}
          </Button>
          <Button
            small
            disabled={working}
            label={words.removeNamed(nameMasked)}
            onPress={() => onAsk({ what: 'remove', handler })}
          >
            {words.remove}
          </Button>
        </Box>
      )}
    </Box>
  );
}

function Invited({
  invited,
  working,
  onWithdraw,
}: Pick<HandlerList, 'invited'> & { working: boolean; onWithdraw: (id: string) => void }) {
  return invited.map(({ id, expiresAt }) => (
    <Box key={id} role="listitem" className="entry">
      <Box className="entry-line">
        <Box className="entry-body">
          <Words className="entry-title">{words.invited}</Words>
          <Words className="hint">{words.invitedUntil(momentOf(expiresAt, new Date()))}</Words>
        </Box>
        <Button small disabled={working} onPress={() => onWithdraw(id)}>
          {words.withdraw}
        </Button>
      </Box>
    </Box>
  ));
}

function Change({
  handler,
  onChange,
  onClose,
}: {
  handler: HandlerView;
  onChange: (until: string | null) => void;
  onClose: () => void;
}) {
  const [term, setTerm] = useState<Term>('year');
  return (
    <Sheet title={words.changeTitle(handler.nameMasked)} onClose={onClose}>
      <Radios title={words.until} options={TERM_OPTIONS} chosen={term} onChoose={setTerm} />
      <Box className="actions">
        <Button kind="primary" onPress={() => onChange(endOf(term))}>
          {words.changeGo}
        </Button>
      </Box>
    </Sheet>
  );
}

/** Who acts for the business, for its legal representative: invited, changed, removed. */
export function Handlers({ path }: { path: string }) {
  const { mine, reload } = useMyList<HandlerList>(`${path}/handlers`);
  const [asking, setAsking] = useState<Asking | null>(null);
  const { act, working, problem } = useDeed();
  const send = (address: string, asked: Parameters<typeof act>[1]) => {
    setAsking(null);
    void act(`${path}/${address}`, asked, reload);
  };
  const close = () => setAsking(null);
  return (
    <Box>
      <Part title={words.handlers}>
        <Asked mine={mine} onRetry={reload}>
          {({ items, invited }) => (
            <Box>
              {items.length === 0 ? (
                <Words className="hint">{invited.length > 0 ? words.noHandlersYet : words.noHandlers}</Words>
              ) : null}
              <Box role="list">
                {items.map((handler) => (
                  <Handler key={handler.id} handler={handler} working={working} onAsk={setAsking} />
                ))}
                <Invited
                  invited={invited}
                  working={working}
                  onWithdraw={(id) => send(`handler-invitations/${id}`, { method: 'DELETE' })}
                />
              </Box>
            </Box>
          )}
        </Asked>
        <Box role="status">{working ? <Words className="hint">{shared.working}</Words> : null}</Box>
        <Problem text={problem} />
      </Part>
      <Invite path={path} onIssued={reload} />
      {asking?.what === 'remove' ? (
        <Dialog
          title={words.removeTitle(asking.handler.nameMasked)}
          text={words.removeText}
          action={words.remove}
          onAct={() => send(`handlers/${asking.handler.id}`, { method: 'DELETE' })}
          onClose={close}
        />
      ) : null}
      {asking?.what === 'change' ? (
        <Change
          handler={asking.handler}
          onChange={(until) => send(`handlers/${asking.handler.id}`, { method: 'PATCH', data: { until } })}
          onClose={close}
        />
      ) : null}
    </Box>
  );
}
