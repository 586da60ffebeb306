import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT_ACTIONS, auditActionName, auditPartyName } from '@haochaping/shared/domain';
import ts from 'typescript';
import { ROOT } from '../../server/launch/lib/programs.mjs';

// Everything the audit log tells of has a Chinese name, so that nobody reads a code in the console.

const SOURCE = join(ROOT, 'server/src');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(SOURCE, name), 'utf8'));

/** The words written for `action:` wherever an event is told, through conditions and calls of small helpers alike. */
function actionsIn(text: string): string[] {
  if (!/recordAudit|auditEvent|request\.refused/.test(text)) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && /^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/.test(node.text)) {
      // A refused duplicate names the field of an index, and a limit what it counts; those are no actions.
      const inCall =
        ts.isCallExpression(node.parent) &&
        !/^(isDuplicateKey|limits\.count)$/.test(node.parent.expression.getText());
      const inAction = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'action';
      const chosen = ts.isConditionalExpression(node.parent);
      if (inCall || inAction || chosen) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true));
  return found;
}

const used = new Set(files.flatMap(actionsIn));

test('every action that is told has a name', () => {
  expect(used.size).toBeGreaterThan(8);
  expect([...used].filter((action) => !(action in AUDIT_ACTIONS))).toEqual([]);
});

test('names are Chinese, and an action without one is shown as it stands', () => {
  for (const name of Object.values(AUDIT_ACTIONS)) expect(name).toMatch(/^[一-鿿]+$/);
  expect(auditActionName('rating.accepted')).toBe('收下评价');
  expect(auditActionName('toString')).toBe('toString');
  expect(auditPartyName('staff')).toBe('工作人员');
});

test('every kind of actor and subject that is written out has a name', () => {
  const kinds = files.flatMap((text) =>
    /recordAudit|auditEvent/.test(text)
      ? [...text.matchAll(/\{ kind: '(\w+)', id/g)].map(([, kind]) => kind ?? '')
      : [],
  );
  expect(kinds.length).toBeGreaterThan(20);
  expect(kinds.filter((kind) => auditPartyName(kind) === kind)).toEqual([]);
});
