import Taro from '@tarojs/taro';
import type { ReactNode } from 'react';
import { Button } from '../../../kit/button.js';
import { Box, Heading, Press, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { State } from '../../../kit/state.js';
import { useSignedIn } from '../../../lib/session.js';
import { momentOf } from '../../../lib/when.js';
import { common } from '../../../words.js';
import type { Mine } from './use-mine.js';
import { shared as words } from './words.js';
import './citizen.scss';

/** Opens a page of this package. */
export function open(page: string, query = ''): void {
  void Taro.navigateTo({ url: `/packages/citizen/${page}/index${query}` });
}

/** A page of one's own: whoever is not signed in is told why it asks, and may go and do so. */
export function OwnPage({
  name,
  title,
  lead,
  back = name,
  wide = false,
  otherwise,
  children,
}: {
  name: string;
  title: string;
  lead?: string;
  /** The page to come back to after signing in; its own, unless that needs more than a name. */
  back?: string;
  /** Wide on a wide screen, as `Page`; what asks to sign in is not. */
  wide?: boolean;
  /** What else there is for whoever is not signed in. */
  otherwise?: ReactNode;
  children: ReactNode;
}) {
  const signedIn = useSignedIn();
  return (
    <Page name={name} wide={wide && signedIn}>
      <Heading level={1} className="title" focus>
        {title}
      </Heading>
      {signedIn ? (
        <>
          {lead ? <Words className="lead">{lead}</Words> : null}
          {children}
        </>
      ) : (
        <Box>
          <Words className="lead">{words.signInFirst}</Words>
          <Words className="lead">{words.signInWhy}</Words>
          <Box className="actions">
            <Button kind="primary" onPress={() => open('sign-in', `?back=${back}`)}>
              {words.signIn}
            </Button>
          </Box>
          {otherwise}
        </Box>
      )}
    </Page>
  );
}

/** What is asked for: on its way, not to be had now, or here. */
export function Asked<T>({
  mine,
  onRetry,
  within = false,
  children,
}: {
  mine: Mine<T>;
  onRetry: () => void;
  /** Within another that says already that what is shown is from memory. */
  within?: boolean;
  children: (data: T) => ReactNode;
}) {
  if (mine.kind === 'loading') return <State kind="loading" text={common.loading} />;
  if (mine.kind === 'failed')
    return <State kind="failed" text={mine.message} action={{ label: common.retry, onPress: onRetry }} />;
  return (
    <>
      {within ? null : <SeenThen mine={mine} />}
      {children(mine.data)}
    </>
  );
}

/** That a list is from the device's memory, of when, and why. It is asked for again by itself. */
export function SeenThen<T>({ mine }: { mine: Mine<T> }) {
  const stale = mine.kind === 'here' ? mine.stale : undefined;
  return (
    <Box role="status" className="seen-then">
      {stale ? (
        <Words className="hint">{words.seenThen[stale.why](momentOf(stale.at, new Date()))}</Words>
      ) : null}
    </Box>
  );
}

/** A line that leads on. */
export function LinkRow({
  title,
  hint,
  state,
  strong = false,
  onPress,
}: {
  title: string;
  hint?: string;
  /** Where it stands, in a word or two. */
  state?: string;
  /** Whether that is what the person waits for. */
  strong?: boolean;
  onPress: () => void;
}) {
  return (
    <Box role="listitem" className="item">
      <Press
        className="row"
        role="link"
        label={[title, hint, state].filter(Boolean).join('，')}
        onPress={onPress}
      >
        <Box className="row-body row-flush">
          <Words className="row-title">{title}</Words>
          {hint ? <Words className="hint">{hint}</Words> : null}
          {state ? <Words className={`row-state ${strong ? 'row-waiting' : ''}`}>{state}</Words> : null}
        </Box>
        <Box role="picture" className="chevron" />
      </Press>
    </Box>
  );
}

/** The way to more of a list, while there is more of it. */
export function MoreButton({ more }: { more: (() => void) | null }) {
  if (!more) return null;
  return (
    <Box className="actions">
      <Button onPress={more}>{words.more}</Button>
    </Box>
  );
}

/** A part of a page with its name. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box className="section">
      <Heading level={2} className="heading">
        {title}
      </Heading>
      {children}
    </Box>
  );
}

/** What went wrong with the last deed, read out when it appears. */
export function Problem({ text }: { text: string }) {
  return (
    <Box role="alert" className="problem">
      {text ? <Words>{text}</Words> : null}
    </Box>
  );
}

/** A box to tick; nothing is ticked for anybody. */
export function Tick({
  checked,
  label,
  hint,
  onChange,
}: {
  checked: boolean;
  label: string;
  hint?: string;
  onChange: (checked: boolean) => void;
}) {
  return (
    <Press
      role="checkbox"
      checked={checked}
      className={`choice choice-wide ${checked ? 'chosen' : ''}`}
      label={hint ? `${label}。${hint}` : label}
      onPress={() => onChange(!checked)}
    >
      <Box role="picture" className="tick" />
      <Box className="tick-body">
        <Words className="choice-words">{label}</Words>
        {hint ? <Words className="hint">{hint}</Words> : null}
      </Box>
    </Press>
  );
}
