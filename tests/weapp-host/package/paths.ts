/** `pages/a/index` + `../b` → `pages/b`; an address from the root loses its slash. Both inside one package. */
export function resolvePath(from: string, to: string): string {
  if (to.startsWith('/')) return to.slice(1);
  const parts = from.split('/').slice(0, -1);
  for (const part of to.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
