import Taro from '@tarojs/taro';
import type { ReactNode } from 'react';
import { common, HOTLINE } from '../words.js';
import { desk as words } from './desk-words.js';
import { Box, Heading, Press, Words } from './elements.js';
import './styles/desk.scss';

/** Whether the screen is as wide as styles/desk.scss asks for. */
export const onDesk = () => window.matchMedia('(min-width: 1024px)').matches;

const LINKS = [
  ['me', '/packages/citizen/me/index', common.me],
  ['feedback', '/packages/feedback/write/index', common.feedback],
  ['help', '/packages/citizen/help/index', words.help],
] as const;

/** The line at the top of a wide screen: what one looks for from every page. A phone has it on the first page. */
export function DeskLinks({ name }: { name: string }) {
  return (
    <Box role="navigation" label={words.line} className="desk-links">
      {LINKS.map(([page, url, title]) =>
        page === name ? null : (
          <Press key={page} role="link" className="desk-link" onPress={() => void Taro.navigateTo({ url })}>
            {title}
          </Press>
        ),
      )}
      <Words className="desk-link">
        {words.hotline} {HOTLINE}
      </Words>
    </Box>
  );
}

/** What a wide screen has room for beside the page; nobody needs it to go on. */
export function DeskOnly({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box className="desk-only">
      <Heading level={2} className="heading">
        {title}
      </Heading>
      {children}
    </Box>
  );
}
