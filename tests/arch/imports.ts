import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

/** One arrow: a file that takes something from somewhere. */
export interface Import {
  /** Path of the importing file from the root, with forward slashes. */
  from: string;
  line: number;
  /** A path from the root (our own sources, without extension), or the name of a package or Node module. */
  target: string;
  own: boolean;
  typeOnly: boolean;
}

export interface SourceFile {
  path: string;
  tree: ts.SourceFile;
}

const SKIPPED = new Set(['node_modules', 'dist', '.cache', '.swc', '.git', '.data']);
const SHARED = '@haochaping/shared/';

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

/** Paths of all files under `folders` of the root that end in one of the extensions, with forward slashes. */
export function filesUnder(root: string, folders: string[], extensions: string[]): string[] {
  return folders
    .flatMap((folder) => listFiles(join(root, folder)))
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .map((path) => relative(root, path).split(sep).join('/'));
}

/** Parses every TypeScript source of ours under the root. */
export function readSources(root: string): SourceFile[] {
  return filesUnder(root, ['server', 'shared', 'miniapp'], ['.ts', '.tsx']).map((path) => ({
    path,
    tree: ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true),
  }));
}

function resolveTarget(from: string, specifier: string): { target: string; own: boolean } {
  if (specifier.startsWith('.')) {
    const path = posix.normalize(posix.join(dirname(from), specifier)).replace(/\.[jt]sx?$/, '');
    return { target: path, own: true };
  }
  if (specifier.startsWith(SHARED))
    return { target: `shared/src/${specifier.slice(SHARED.length)}`, own: true };
  if (specifier.startsWith('@haochaping/')) return { target: specifier, own: true };
  return { target: specifier, own: false };
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const { importClause } = node;
  if (importClause.isTypeOnly) return true;
  const named = importClause.namedBindings;
  return (
    !importClause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

/** What this node imports, if it imports: import, export … from, import(), require(), import('…').Type. */
function specifierOf(node: ts.Node): string | undefined {
  let literal: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) literal = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) literal = node.argument.literal;
  else if (ts.isCallExpression(node)) {
    const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
    if (isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword) literal = node.arguments[0];
  }
  return literal && ts.isStringLiteralLike(literal) ? literal.text : undefined;
}

/** Calls `visit` for every node of the tree, outermost first. */
export function walk(tree: ts.SourceFile, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  step(tree);
}

/** The line a node stands on, counted from 1. */
export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Every arrow that leaves this file. */
export function importsOf({ path, tree }: SourceFile): Import[] {
  const found: Import[] = [];
  walk(tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return;
    found.push({
      from: path,
      line: lineOf(tree, node),
      ...resolveTarget(path, specifier),
      typeOnly: isTypeOnly(node),
    });
  });
  return found;
}
