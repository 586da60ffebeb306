import { Component, lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { Page } from './page.js';
import { State } from './state.js';
import { common, faults } from '../words.js';

/** A page that could not be fetched says so, and tries again when asked. */
class Fetched extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Page name="fault">
        <State
          kind="failed"
          text={faults.unreachable.text}
          action={{ label: common.retry, onPress: () => window.location.reload() }}
        />
      </Page>
    );
  }
}

/**
 * On the web, pages behind the sign-in are fetched when they are opened: the first page of somebody who only wants to
 * rate stays small. The mini-program has its subpackage for the same end.
 */
export function fetchedLater(load: () => Promise<{ default: ComponentType }>): ComponentType {
  const Later = lazy(load);
  return function LaterPage() {
    return (
      <Fetched>
        <Suspense
          fallback={
            <Page name="loading">
              <State kind="loading" text={common.loading} />
            </Page>
          }
        >
          <Later />
        </Suspense>
      </Fetched>
    );
  };
}
