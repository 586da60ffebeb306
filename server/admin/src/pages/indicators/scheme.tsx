import type { IndicatorScheme } from '@haochaping/shared/contracts';
import {
  bandWords,
  measuredWords,
  UNIT_CLASSES,
  type IndicatorNode,
} from '@haochaping/shared/domain/figures/indicators';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useIndicatorScheme, useMoveScheme } from '../../api/indicators.js';
import { dayOf, formatInstantFull } from '../../format.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { DayInput } from '../../ui/form/day-input.js';
import { Field, faultOf } from '../../ui/form/form.js';
import { ErrorNotice, LoadingRows } from '../../ui/notices.js';
import { Page } from '../../ui/page.js';
import { useWayBack } from '../../ui/place.js';
import { useShortcut } from '../../ui/shortcuts.js';
import { Choice, FilterBar } from '../../ui/table/filter-bar.js';
import { CLASSES } from './filters.js';
import { SchemeEditor } from './scheme-editor.js';
import './indicators.css';

/** A scheme as it stands: what each weighs, how it is counted, and how it becomes points. */
function Shown({ nodes, top = false }: { nodes: readonly IndicatorNode[]; top?: boolean }) {
  return (
    <ul className="scheme-level">
      {nodes.map((node) => {
        const words = node.leaf && measuredWords(node.leaf.measured);
        return (
          <li key={node.code} className={top ? 'scheme-node card' : 'scheme-node'}>
            <div className="indicator-line">
              {top ? <h3>{node.name}</h3> : <h4>{node.name}</h4>}
              <span>权重 {node.weight}</span>
            </div>
            {node.leaf && words && (
              <p className="aside">
                {words.part} ÷ {words.whole}。{bandWords(node.leaf)}。
              </p>
            )}
            {node.children.length > 0 && <Shown nodes={node.children} />}
          </li>
        );
      })}
    </ul>
  );
}

/** What waits to be published, with what it changes; whoever wrote in it waits for somebody else. */
function Draft({ scheme, onEdit }: { scheme: IndicatorScheme; onEdit: () => void }) {
  const { unitClass, draft, moves, problems, changes, revision, versions } = scheme;
  const [from, setFrom] = useState(dayOf(new Date()));
  const publish = useMoveScheme(unitClass);
  const discard = useMoveScheme(unitClass);
  if (!draft) return null;
  const ready = problems.length === 0 && changes.length > 0;
  const number = (versions[0]?.number ?? 0) + 1;
  return (
    <section className="card" aria-labelledby="draft">
      <h2 id="draft">正在写的第 {number} 版</h2>
      <p className="aside">{draft.writers.join('、')}写的。没有发布以前，不用它算分。</p>
      {changes.length === 0 ? (
        <p>和第 {number - 1} 版一样。</p>
      ) : (
        <ul className="scheme-changes">
          {changes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <div className="notice" data-tone="bad">
          <p>发布前要改好：</p>
          <ul>
            {problems.map(({ code, message }) => (
              <li key={`${code} ${message}`}>{message}</li>
            ))}
          </ul>
        </div>
      )}
      {moves.includes('publish') && ready && (
        <Field label="从哪天起用" fault={faultOf(publish.error, 'command.from')}>
          {(wiring) => <DayInput {...wiring} value={from} first={0} onChange={setFrom} />}
        </Field>
      )}
      {moves.length > 0 && !moves.includes('publish') && (
        <p className="aside">改过的人不能自己发布，请另一个人来看、来发布。</p>
      )}
      {moves.length > 0 && (
        <div className="form-actions">
          {moves.includes('publish') && ready && from && (
            <ConfirmButton
              label="发布"
              title={`发布第 ${number} 版？`}
              action="发布"
              deed={publish}
              input={{ revision, command: { type: 'publish' as const, from } }}
            >
              <p>{from} 起用；结束在这天以后的时间都照它算。发布了的谁也不能再改，只能再写一版。</p>
            </ConfirmButton>
          )}
          <Button onClick={onEdit}>接着改</Button>
          <ConfirmButton
            label="丢掉"
            title="丢掉正在写的？"
            action="丢掉"
            danger
            deed={discard}
            input={{ revision, command: { type: 'discard' as const } }}
          >
            <p>改动都没有了，发布了的不受影响。</p>
          </ConfirmButton>
        </div>
      )}
    </section>
  );
}

function Versions({ scheme: { versions, inForce } }: { scheme: IndicatorScheme }) {
  return (
    <section className="card" aria-labelledby="versions">
      <h2 id="versions">发布过的</h2>
      <ol className="scheme-versions">
        {versions.map((version) => (
          <li key={version.number}>
            <p>
              <b>第 {version.number} 版</b>，{version.from} 起用
              {version.number === inForce && '，现在用它'}
            </p>
            <p className="aside">
              {version.writers.length > 0 && `${version.writers.join('、')}写，`}
              {version.publishedBy}发布，{formatInstantFull(version.publishedAt)}
            </p>
            {version.changes.length > 0 && (
              <ul className="scheme-changes">
                {version.changes.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The indicators of a class: what is used, what was, and what is being written. FA-2.1.2-a FA-2.1.2-c */
export function Component() {
  const asked = useParams()['unitClass'];
  const unitClass = UNIT_CLASSES.find((one) => one === asked) ?? 'department';
  const navigate = useNavigate();
  const { data: scheme, error, isPending, refetch } = useIndicatorScheme(unitClass);
  const [editing, setEditing] = useState<string>();
  const back = useWayBack(`/indicators?unitClass=${unitClass}`);
  useShortcut(['Escape'], 'Esc', '回到得分', back, editing === undefined);
  const writing = editing === unitClass;
  const used = scheme?.versions.find(({ number }) => number === scheme.inForce) ?? scheme?.versions[0];
  return (
    <Page
      title={scheme ? `${scheme.className}的指标体系` : '指标体系'}
      lead="六项指标各有权重，下面是数；同一层的权重合起来是100。一个人写，另一个人发布；发布了的不再改。"
      actions={
        <>
          {scheme && scheme.moves.includes('save') && !scheme.draft && !writing && (
            <Button type="primary" onClick={() => setEditing(unitClass)}>
              写下一版
            </Button>
          )}
          <Button onClick={back}>回到得分</Button>
        </>
      }
    >
      {!writing && (
        <FilterBar>
          <Choice
            label="哪一类"
            value={unitClass}
            options={CLASSES}
            onChange={(value) => void navigate(`/indicators/scheme/${value}`, { replace: true })}
          />
        </FilterBar>
      )}
      {isPending && <LoadingRows />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {scheme && (
        <div className="indicators">
          {writing ? (
            <SchemeEditor
              scheme={scheme}
              onDone={() => setEditing(undefined)}
              onReadAgain={() => {
                setEditing(undefined);
                void refetch();
              }}
            />
          ) : (
            <>
              <Draft scheme={scheme} onEdit={() => setEditing(unitClass)} />
              {used && (
                <section aria-labelledby="used">
                  <h2 id="used">第 {used.number} 版</h2>
                  <Shown nodes={used.nodes} top />
                </section>
              )}
              <Versions scheme={scheme} />
            </>
          )}
        </div>
      )}
    </Page>
  );
}
