import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT_ACTIONS, auditActionName, auditDetailName, auditPartyName } from '@haochaping/shared/domain';
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
      // A refused duplicate names the field of an index, a limit what it counts, a download its file, a route a right; those are no actions.
      const inCall =
        ts.isCallExpression(node.parent) &&
        !/^(isDuplicateKey|limits\.count|asDownload|rolesThatMay)$/.test(node.parent.expression.getText());
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

const PROGRAMS = files.filter((text) => /recordAudit|auditEvent|options\.record\(/.test(text));

function eachNode(text: string, visit: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true));
}

/** The small helpers that write an entry, and as which of their arguments they take the details. */
const helpers = new Map<string, number>();
for (const text of PROGRAMS)
  eachNode(text, (node) => {
    if (!ts.isFunctionDeclaration(node) || !node.name) return;
    const at = node.parameters.findIndex(({ name }) => name.getText() === 'detail');
    if (at >= 0) helpers.set(node.name.text, at);
  });

/** The names in an object that is written out, through conditions; what is inside the values is none of the entry. */
function namesIn(details: ts.Node): string[] {
  if (ts.isPropertyAssignment(details) || ts.isShorthandPropertyAssignment(details))
    return [details.name.getText()];
  const found: string[] = [];
  ts.forEachChild(details, (node) => void found.push(...namesIn(node)));
  return found;
}

function detailsIn(text: string): string[] {
  const found: string[] = [];
  eachNode(text, (node) => {
    if ((ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && node.name.getText() === 'detail')
      found.push(...(node.initializer ? namesIn(node.initializer) : []));
    if (!ts.isCallExpression(node)) return;
    const details = node.arguments[helpers.get(node.expression.getText()) ?? -1];
    if (details) found.push(...namesIn(details));
  });
  return found;
}

test('every detail that is written out has a name, and one without is shown as it stands', () => {
  expect(helpers.size).toBeGreaterThan(2);
  const told = new Set(PROGRAMS.flatMap(detailsIn));
  expect(told.size).toBeGreaterThan(30);
  expect([...told].filter((name) => auditDetailName(name) === name)).toEqual([]);
  expect(auditDetailName('toString')).toBe('toString');
});
