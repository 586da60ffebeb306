/** Types of parts.mjs, for the test that holds the README against it. */
export interface Part {
  label: string;
  sources: string[];
  outputs: string[];
  build(): Promise<string | undefined>;
}

export const PARTS: Record<'server' | 'admin' | 'h5' | 'weapp', Part>;
