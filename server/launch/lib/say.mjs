/** One line of progress for the person who started the command. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** One sentence on what is wrong and what to do, and the end of the command with exit code 1. */
export function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}
