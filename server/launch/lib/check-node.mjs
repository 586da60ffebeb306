/** Imported first by every command, so that an old Node ends in a sentence and not in a syntax error. */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 17)) {
  process.stderr.write(
    `\n需要 Node.js 20.17 或更高版本，现在用的是 ${process.versions.node}。请升级 Node.js 后再运行。\n`,
  );
  process.exit(1);
}
