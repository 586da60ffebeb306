/** One line of progress for the person who started the command. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** One sentence on what is wrong and what to do, and the end of the command with exit code 1. */
export function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}

/** Thrown with words for the person who started the command; every other error is a defect and shows its stack. */
export class Refusal extends Error {}

/** What to print about an error. */
export const wordsOf = (error) => (error instanceof Refusal ? error.message : error.stack);
