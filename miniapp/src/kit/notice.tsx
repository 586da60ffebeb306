import { Box, Heading, Press, Words } from './elements.js';
import { call, goHome, openHelp, Page } from './page.js';
import { common } from '../words.js';

export interface NoticeProps {
  page: string;
  title: string;
  text: string;
  hint?: string;
  /** The one thing to do next; without it, the way home is that thing. */
  action?: { label: string; onPress: () => void };
  /** Leads to the answers to what people ask; false where nothing can be fetched. */
  help?: boolean;
}

/** A page that has nothing to ask: what happened, what is kept, what to do. */
export function Notice({ page, title, text, hint, action, help = true }: NoticeProps) {
  return (
    <Page name={page}>
      <Box className="notice">
        <Heading level={1} className="title" focus>
          {title}
        </Heading>
        <Words className="lead">{text}</Words>
        {hint ? <Words className="hint">{hint}</Words> : null}
        <Box className="actions">
          {action ? (
            <Press className="button primary" onPress={action.onPress}>
              {action.label}
            </Press>
          ) : null}
          <Press className={`button ${action ? 'quiet' : 'primary'}`} onPress={goHome}>
            {common.home}
          </Press>
          {help ? (
            <Press className="button quiet" onPress={openHelp}>
              {common.help}
            </Press>
          ) : null}
          <Press className="button quiet not-elder" onPress={call}>
            {common.call}
          </Press>
        </Box>
      </Box>
    </Page>
  );
}
