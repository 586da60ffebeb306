import type { CSSProperties, ReactNode } from 'react';

/**
 * The few building blocks of the pages. The H5 build makes them of plain HTML (`elements.h5.tsx`), so that keyboard
 * and screen reader work as in any web page; the mini-program of Taro's components (`elements.tsx`).
 */

export interface BoxProps {
  className?: string;
  style?: CSSProperties;
  label?: string;
  /** `status` is read out when its content changes; `picture` is skipped by a screen reader. */
  role?:
    | 'radiogroup'
    | 'group'
    | 'status'
    | 'picture'
    | 'main'
    | 'navigation'
    | 'list'
    | 'listitem'
    | 'tablist'
    | 'tabpanel'
    | 'table'
    | 'row'
    | 'columnheader'
    | 'rowheader'
    | 'cell'
    | 'alert';
  children?: ReactNode;
}

export interface FrameProps {
  className: string;
  /** The colours the person has chosen for all pages, or the phone's. */
  colours: 'system' | 'light' | 'dark' | 'contrast';
  children: ReactNode;
}

export interface TextProps {
  className?: string;
  id?: string;
  children?: ReactNode;
}

export interface HeadingProps extends TextProps {
  level: 1 | 2;
  /** Takes the focus when it appears, so that a screen reader says what the page has become. */
  focus?: boolean;
}

export interface PressProps {
  className?: string;
  style?: CSSProperties;
  onPress: () => void;
  role?: 'button' | 'radio' | 'checkbox' | 'switch' | 'link' | 'tab';
  label?: string;
  /** Of a radio, checkbox or switch; of a tab, whether its content is shown. */
  checked?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  /** In a radio group only one is reached by Tab; the arrows move among them. */
  tabStop?: boolean;
  /** Arrow keys: one step forward or back. */
  onStep?: (step: 1 | -1) => void;
  /** Takes the focus when this changes to true. */
  focused?: boolean;
  children?: ReactNode;
}

export interface FieldProps {
  className?: string;
  label: string;
  value: string;
  placeholder?: string;
  most?: number;
  /** Which keyboard a phone shows, and what it may fill in by itself. */
  kind?: 'text' | 'phone' | 'code' | 'name';
  /** What is wrong with it, said elsewhere on the page. */
  invalid?: boolean;
  /** The id of the words that say what is wrong; WeChat has no such link, there they are read out as they appear. */
  describedBy?: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
}

export interface LayerProps {
  className: string;
  /** What it is, said when it opens. */
  label: string;
  /** Escape, or a tap beside it. */
  onClose: () => void;
  children: ReactNode;
}

/** A picture that was picked; `path` can be shown and uploaded as long as the page lives. */
export interface Picture {
  path: string;
  bytes: number;
  /** What a browser uploads; in WeChat the path leads to it. */
  file?: Blob;
}

export interface PickProps {
  className: string;
  label: string;
  /** How many more may be picked. */
  most: number;
  onPick: (pictures: Picture[]) => void;
  children: ReactNode;
}
