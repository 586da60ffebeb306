import ts from 'typescript';
import { importsOf, lineOf, readSources, walk, type Import, type SourceFile } from './imports.js';

/**
 * The arrows the design allows. Modules in order: each may use what stands in a row before its own, never its own row
 * or a later one, and only through the other module's index.ts.
 */
export const MODULE_ROWS: readonly (readonly string[])[] = [
  ['audit'],
  ['directory'],
  ['vault'],
  ['sessions'],
  ['peers'],
  ['staff'],
  ['evaluators'],
  ['rights'],
  ['questionnaires', 'calendar'],
  ['channels'],
  ['attachments'],
  ['ratings', 'surveys'],
  ['entries'],
  ['feedback'],
  ['complaints'],
  ['cases'],
  ['coercion'],
  ['appeals'],
  ['oversight'],
  ['statistics'],
  ['disclosure'],
  ['forwarding', 'notifications'],
];

const MODULE = /^server\/src\/modules\/([^/]+)(?:\/(.*))?$/;

/** Says why an arrow is forbidden, or undefined when it is fine. */
type ArrowRule = (arrow: Import) => string | undefined;

const moduleArrows: ArrowRule = ({ from, target }) => {
  const to = MODULE.exec(target);
  if (!to) return undefined;
  const [, name = '', file = 'index'] = to;
  const own = MODULE.exec(from)?.[1];
  if (own === name) return undefined;
  if (file !== 'index') return `modules meet only through index.ts, not ${file}`;
  if (own === undefined) return undefined;
  const [ownRow, row] = [own, name].map((one) => MODULE_ROWS.findIndex((names) => names.includes(one)));
  if (ownRow === -1 || row === -1) return `${ownRow === -1 ? own : name} is not a module of the design`;
  return row! < ownRow! ? undefined : `${own} must not use ${name}`;
};

const within = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(folder));

/** Folders and what may be taken there from our own sources; packages are judged apart. */
const folderArrows: ArrowRule = ({ from, target, own, typeOnly }) => {
  if (within(from, 'shared/src/domain/'))
    return own && within(target, 'shared/src/domain')
      ? undefined
      : 'shared/domain imports nothing but itself';
  if (within(from, 'shared/src/contracts/'))
    return target === 'zod' || (own && within(target, 'shared/src/'))
      ? undefined
      : 'shared/contracts imports zod and shared alone';
  if (!own) return undefined;
  if (within(from, 'server/embedded-db/'))
    return within(target, 'server/embedded-db/') ? undefined : 'the engine imports nothing of ours';
  if (within(from, 'server/sandbox/'))
    return within(target, 'server/sandbox/', 'shared/src/')
      ? undefined
      : 'a sandbox imports nothing of the server';
  if (within(from, 'miniapp/')) {
    if (within(target, 'shared/src/contracts'))
      return typeOnly ? undefined : 'contracts as types only: zod stays out';
    return within(target, 'miniapp/', 'shared/src/domain') ? undefined : 'the pages import shared alone';
  }
  if (within(from, 'server/admin/'))
    return within(target, 'server/admin/', 'shared/src/') ? undefined : 'the console imports shared alone';
  if (within(from, 'server/src/'))
    return within(target, 'server/src/', 'shared/src/')
      ? undefined
      : 'the server imports itself and shared alone';
  return undefined;
};

/** The inner parts know nothing of the modules they carry: system.ts alone puts them together. */
const compositionArrows: ArrowRule = ({ from, target }) => {
  if (within(from, 'server/src/http/', 'server/src/jobs/') && MODULE.test(target))
    return 'http and jobs know no module; system.ts puts them together';
  if (
    /^server\/src\/(config\/\w+|database|logger|keys)\.ts$/.test(from) &&
    within(target, 'server/src/modules/', 'server/src/http/')
  )
    return 'the ground knows nothing of what stands on it';
  if (MODULE.test(from) && /^server\/src\/main$/.test(target)) return 'nobody imports main.ts';
  return undefined;
};

const ARROW_RULES: readonly ArrowRule[] = [moduleArrows, folderArrows, compositionArrows];

const READS_ENVIRONMENT = ['server/src/config/config.ts', 'server/embedded-db/src/main.ts'];

function mayReadEnvironment(path: string): boolean {
  if (READS_ENVIRONMENT.includes(path) || /^server\/sandbox\/[^/]+\/main\.ts$/.test(path)) return true;
  // Taro replaces process.env.TARO_ENV while building; there is no environment left at run time.
  return within(path, 'miniapp/', 'server/launch/', 'server/admin/vite.config');
}

/** Names in code that a file at this path must not use, with the reason. */
function forbiddenUse(path: string, node: ts.Node): string | undefined {
  const text = ts.isPropertyAccessExpression(node) ? node.getText() : '';
  if (text === 'process.env' && !mayReadEnvironment(path))
    return 'only server/src/config/config.ts reads the environment';
  if (!within(path, 'shared/src/domain/')) return undefined;
  if (/^(Date\.now|Math\.random|performance\.now)$/.test(text))
    return 'pure rules take time and chance as arguments';
  const emptyDate =
    ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  const calledDate = ts.isCallExpression(node) && node.expression.getText() === 'Date';
  return emptyDate || calledDate ? 'pure rules take the time as an argument' : undefined;
}

function violationsOf(source: SourceFile): string[] {
  const found = importsOf(source).flatMap((arrow) =>
    ARROW_RULES.flatMap((rule) => {
      const reason = rule(arrow);
      return reason ? [`${arrow.from}:${arrow.line} → ${arrow.target}: ${reason}`] : [];
    }),
  );
  walk(source.tree, (node) => {
    const reason = forbiddenUse(source.path, node);
    if (reason) found.push(`${source.path}:${lineOf(source.tree, node)}: ${reason}`);
  });
  return found;
}

/** Every breach of the design's directions under this root, each as `file:line → target: reason`. */
export function violations(root: string): string[] {
  return readSources(root).flatMap(violationsOf);
}
