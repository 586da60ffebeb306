/**
 * The built-in tags the host knows. In the document each becomes `wx-…`, as in WeChat, so that `<input>` can hold a real
 * input; selectors and styles are mapped alike.
 */
export const TAGS = [
  'view',
  'text',
  'button',
  'input',
  'textarea',
  'image',
  'scroll-view',
  'picker',
  'swiper',
  'swiper-item',
  'checkbox',
  'checkbox-group',
  'radio',
  'radio-group',
  'label',
  'form',
  'navigator',
  'switch',
  'slider',
  'icon',
  'progress',
  'page-meta',
  'navigation-bar',
  'root-portal',
] as const;

export type Tag = (typeof TAGS)[number];

const KNOWN: ReadonlySet<string> = new Set(TAGS);

export const isTag = (name: string): name is Tag => KNOWN.has(name);
