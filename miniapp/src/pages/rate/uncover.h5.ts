const GAP = 8;

/** Pages that were left stay in the document, hidden; the one on the screen is the last. */
const lastOf = (selector: string) => Array.from(document.querySelectorAll(selector)).pop();

/** See uncover.ts. */
export function uncover(): void {
  const face = lastOf('.choice-face.level-1');
  const bar = lastOf('.send-waiting');
  if (!face || !bar) return;
  const hidden = face.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
  if (hidden > 0) window.scrollBy(0, hidden + GAP);
}
