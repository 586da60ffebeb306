import { register } from 'tsx/esm/api';

/** Starts main.ts under plain node: the sources are TypeScript, and there is nothing to build first. */
register();
await import('./main.ts');
