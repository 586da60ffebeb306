import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { whenSecondFactorNeeded } from '../../api/client.js';

/** Where one's own account stands. */
export const ME_PATH = '/me';

/** The state of the way to one's own account: where the step was that wanted a second factor. */
export const secondFactorWanted = (from: string) => ({ secondFactorFor: from });

/** Where the step was that wanted a second factor; undefined when one came for another reason. */
export function useCameForSecondFactor(): string | undefined {
  const state: unknown = useLocation().state;
  return typeof state === 'object' && state !== null && 'secondFactorFor' in state
    ? String(state.secondFactorFor)
    : undefined;
}

/** Leads to one's own account when the server wants a second factor for what was asked. */
export function useWayToSecondFactor(): void {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  useEffect(() => {
    whenSecondFactorNeeded(() => {
      if (pathname !== ME_PATH) void navigate(ME_PATH, { state: secondFactorWanted(`${pathname}${search}`) });
    });
  }, [navigate, pathname, search]);
}
