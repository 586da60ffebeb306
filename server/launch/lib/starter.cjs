/**
 * Starts a built program: the build puts a copy of this file at `server/dist/NAME.cjs`, and beside it the bundle
 * (`NAME.bundle.cjs`), its source map and V8's compiled code of it (`NAME.code`). With the compiled code a start
 * takes a third of the time; V8 itself refuses it when it was made by another version, and then compiles as usual.
 *
 * With `WRITE_CODE=1` it compiles only, and writes `NAME.code`.
 */
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire, SourceMap } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

const base = join(__dirname, basename(__filename, '.cjs'));
const [bundle, code, map] = [`${base}.bundle.cjs`, `${base}.code`, `${base}.bundle.cjs.map`];

/** One line, so that the bundle's own lines keep their numbers. */
const wrapped = `(function (exports, require, module, __filename, __dirname) { ${readFileSync(bundle, 'utf8')}\n})`;
const script = new Script(wrapped, {
  filename: bundle,
  ...(existsSync(code) && { cachedData: readFileSync(code) }),
});

/** Stacks name the lines of our sources. The map is read when the first stack is, which may be never. */
let sources;
function place(frame) {
  if (frame.getFileName() !== bundle) return String(frame);
  sources ??= new SourceMap(JSON.parse(readFileSync(map, 'utf8')));
  const { originalSource, originalLine, originalColumn } = sources.findEntry(
    frame.getLineNumber() - 1,
    frame.getColumnNumber() - 1,
  );
  if (originalSource === undefined) return String(frame);
  const at = `${join(dirname(bundle), originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  const name = frame.getFunctionName();
  return name ? `${name} (${at})` : at;
}
if (existsSync(map))
  Error.prepareStackTrace = (error, frames) =>
    [String(error), ...frames.map((frame) => `    at ${place(frame)}`)].join('\n');

if (process.env.WRITE_CODE) process.once('exit', () => writeFileSync(code, script.createCachedData()));
const program = { exports: {} };
script.runInThisContext()(program.exports, createRequire(bundle), program, bundle, dirname(bundle));
