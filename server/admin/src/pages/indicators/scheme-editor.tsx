import type { IndicatorMoveInput, IndicatorScheme } from '@haochaping/shared/contracts';
import { DEEPEST, WHOLE_WEIGHT, type IndicatorNode } from '@haochaping/shared/domain/figures/indicators';
import { schemeChanges } from '@haochaping/shared/domain/figures/indicators-changes';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../api/client.js';
import { useIndicatorFigures, useMoveScheme } from '../../api/indicators.js';
import { ErrorNotice } from '../../ui/notices.js';
import { Unsaved } from '../../ui/unsaved.js';
import { evened, freshCode, moved, sumOf, withSiblings } from './editing.js';
import { LeafEditor, type Offered } from './leaf-editor.js';

type Nodes = readonly IndicatorNode[];

interface LevelProps {
  nodes: Nodes;
  /** Under what they stand; null at the top, where the six are given. */
  above: IndicatorNode | null;
  depth: number;
  offered: Offered;
  onChange: (above: string | null, change: (siblings: Nodes) => Nodes) => void;
  /** A code that nothing in the scheme has. */
  fresh: (wish: string) => string;
}

/** What is added below a node: a figure out of the list, or a group. */
function Add({
  above,
  depth,
  offered,
  onChange,
  fresh,
}: Omit<LevelProps, 'nodes'> & { above: IndicatorNode }) {
  const groups = [...new Set(offered.map(({ group }) => group))];
  const add = (node: Omit<IndicatorNode, 'weight' | 'children'>) =>
    onChange(above.code, (siblings) => [
      ...siblings,
      { ...node, weight: Math.max(1, WHOLE_WEIGHT - sumOf(siblings)), children: [] },
    ]);
  return (
    <div className="scheme-add">
      <Select
        aria-label={`在“${above.name}”下面加一个数`}
        placeholder="加一个数…"
        value={null}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        options={groups.map((group) => ({
          label: group,
          options: offered
            .filter((one) => one.group === group)
            .map(({ key, name }) => ({ value: key, label: name })),
        }))}
        onChange={(key: string | null) => {
          const found = offered.find((one) => one.key === key);
          if (found)
            add({ code: fresh(found.key.slice(0, 32)), name: found.name.slice(0, 30), leaf: found.leaf });
        }}
      />
      {depth + 1 < DEEPEST && (
        <Button onClick={() => add({ code: fresh('group'), name: '', leaf: null })}>加一组</Button>
      )}
    </div>
  );
}

/** Nodes that stand side by side: their weights, names, order, and what they must make together. */
function Level({ nodes, above, depth, offered, onChange, fresh }: LevelProps) {
  const sum = sumOf(nodes);
  const at = above?.code ?? null;
  const replace = (node: IndicatorNode) =>
    onChange(at, (siblings) => siblings.map((one) => (one.code === node.code ? node : one)));
  return (
    <>
      <ul className="scheme-level">
        {nodes.map((node, index) => (
          <li key={node.code} className={above ? 'scheme-node' : 'scheme-node card'}>
            <div className="scheme-line">
              {above ? (
                <Input
                  aria-label={`第${index + 1}项的名称`}
                  value={node.name}
                  maxLength={30}
                  status={node.name.trim() ? '' : 'error'}
                  placeholder="写个名称"
                  onChange={(event) => replace({ ...node, name: event.target.value })}
                />
              ) : (
                <h3>{node.name}</h3>
              )}
              <label className="scheme-weight">
                <span>权重</span>
                <InputNumber
                  aria-label={`“${node.name}”的权重`}
                  min={0}
                  max={WHOLE_WEIGHT}
                  precision={0}
                  value={node.weight}
                  onChange={(weight) => replace({ ...node, weight: weight ?? 0 })}
                />
              </label>
              <span className="scheme-order">
                <Button
                  aria-label={`“${node.name}”往上移`}
                  disabled={index === 0}
                  onClick={() => onChange(at, (siblings) => moved(siblings, node.code, -1))}
                >
                  ↑
                </Button>
                <Button
                  aria-label={`“${node.name}”往下移`}
                  disabled={index === nodes.length - 1}
                  onClick={() => onChange(at, (siblings) => moved(siblings, node.code, 1))}
                >
                  ↓
                </Button>
                {above && (
                  <Button
                    aria-label={`去掉“${node.name}”`}
                    onClick={() =>
                      onChange(at, (siblings) => siblings.filter((one) => one.code !== node.code))
                    }
                  >
                    ✕
                  </Button>
                )}
              </span>
            </div>
            {node.leaf ? (
              <LeafEditor
                leaf={node.leaf}
                name={node.name}
                offered={offered}
                onChange={(leaf) => replace({ ...node, leaf })}
              />
            ) : (
              <>
                <Level
                  nodes={node.children}
                  above={node}
                  depth={depth + 1}
                  offered={offered}
                  onChange={onChange}
                  fresh={fresh}
                />
                <Add above={node} depth={depth} offered={offered} onChange={onChange} fresh={fresh} />
              </>
            )}
          </li>
        ))}
      </ul>
      {nodes.length > 0 && (
        <p className="scheme-sum" data-wrong={sum !== WHOLE_WEIGHT}>
          {above ? `“${above.name}”下面` : '六项'}合起来 {sum}
          {sum !== WHOLE_WEIGHT && (
            <>
              ，要正好是 {WHOLE_WEIGHT}。
              <Button size="small" onClick={() => onChange(at, evened)}>
                按比例凑成 {WHOLE_WEIGHT}
              </Button>
            </>
          )}
        </p>
      )}
    </>
  );
}

interface SchemeEditorProps {
  scheme: IndicatorScheme;
  onDone: () => void;
  onReadAgain: () => void;
}

/** Writes the next version; nothing is scored by it before another account publishes it. */
export function SchemeEditor({ scheme, onDone, onReadAgain }: SchemeEditorProps) {
  const published: Nodes = scheme.versions[0]?.nodes ?? [];
  const saved: Nodes = scheme.draft?.nodes ?? published;
  const [nodes, setNodes] = useState<Nodes>(saved);
  const { data: figures } = useIndicatorFigures(true);
  const move = useMoveScheme(scheme.unitClass);
  const changed = JSON.stringify(nodes) !== JSON.stringify(saved);
  const changes = schemeChanges(published, nodes);
  const conflict = move.error instanceof ApiError && move.error.status === 409;
  const save = () => {
    const command = { type: 'save', nodes } as unknown as IndicatorMoveInput['command'];
    move.mutate(
      { revision: scheme.revision, command },
      { onSuccess: ({ draft }) => setNodes(draft?.nodes ?? nodes) },
    );
  };
  return (
    <div className="scheme-editor">
      <Unsaved changed={changed} />
      <Level
        nodes={nodes}
        above={null}
        depth={1}
        offered={figures?.items ?? []}
        onChange={(above, change) => setNodes((before) => withSiblings(before, above, change))}
        fresh={(wish) => freshCode(nodes, wish)}
      />
      <section className="card" aria-labelledby="changes">
        <h2 id="changes">和第 {scheme.versions[0]?.number} 版比，改了</h2>
        {changes.length === 0 ? (
          <p className="aside">还没有改什么。</p>
        ) : (
          <ul className="scheme-changes">
            {changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        <div className="form-actions">
          <Button type="primary" disabled={!changed} loading={move.isPending} onClick={save}>
            存下
          </Button>
          <Button disabled={!changed} onClick={() => setNodes(saved)}>
            回到存下的
          </Button>
          <Button disabled={changed} onClick={onDone}>
            写完了
          </Button>
          {conflict && <Button onClick={onReadAgain}>看看现在怎样了</Button>}
          <span role="status" className="aside">
            {changed ? '有改动还没有存' : move.isSuccess ? '存好了，等另一个人发布' : ''}
          </span>
        </div>
        {move.error && <ErrorNotice error={move.error} />}
      </section>
    </div>
  );
}
