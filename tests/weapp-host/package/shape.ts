/** A package made ready to run: plain data, so that it can be handed to a browser. */
export interface Bundle {
  scripts: Record<string, string>;
  /** Parsed settings by path without `.json`. */
  settings: Record<string, PageSettings>;
  app: AppSettings;
  /** CSS by path without `.wxss`. */
  styles: Record<string, string>;
  images: Record<string, string>;
  /** Sources of expressions, see templates.ts. */
  templates: string;
  builtins: string;
}

export interface PageSettings {
  component?: boolean;
  usingComponents?: Record<string, string>;
  enablePullDownRefresh?: boolean;
  navigationBarTitleText?: string;
  styleIsolation?: string;
}

export interface AppSettings {
  pages: string[];
  entryPagePath?: string;
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { pagePath: string }[] };
  usingComponents?: Record<string, string>;
  window?: PageSettings;
  __usePrivacyCheck__?: boolean;
}

/** The paths of all pages, those of subpackages with their root. */
export function pagesOf(app: AppSettings): string[] {
  const parts = app.subPackages ?? app.subpackages ?? [];
  const more = parts.flatMap(({ root, pages }) => pages.map((page) => `${root.replace(/\/$/, '')}/${page}`));
  return [...app.pages, ...more];
}
