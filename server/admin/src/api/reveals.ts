import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type {
  RevealAnswer,
  RevealDecisionInput,
  RevealedContact,
  RevealInput,
  RevealSubjectView,
  RevealView,
} from '@haochaping/shared/contracts';
import { request } from './client.js';
import type { Paged } from './paged.js';

const LIST = 'reveals';
const SUBJECT = 'reveal-subject';
const LOOK_AGAIN_MS = 5_000;

type Filter = Readonly<Record<string, string | undefined>>;

/** Requests of the office to see a contact; read again by itself while one of them may still change. */
export function useReveals(filter: Filter, page: number, pageSize: number) {
  return useQuery({
    queryKey: [LIST, filter, page, pageSize],
    queryFn: ({ signal }) =>
      request<Paged<RevealView>>('/staff/reveals', { query: { ...filter, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state === 'waiting' || one.state === 'approved')
        ? LOOK_AGAIN_MS
        : false,
  });
}

/** Whether the contact behind a rating may be looked at now; nothing of the contact itself. */
export function useRevealSubject(ratingId: string) {
  return useQuery({
    queryKey: [SUBJECT, ratingId],
    queryFn: ({ signal }) =>
      request<RevealSubjectView>(`/staff/reveals/subjects/${encodeURIComponent(ratingId)}`, { signal }),
  });
}

function useReadAgain() {
  const client = useQueryClient();
  return useCallback(
    () =>
      Promise.all(
        [[LIST], [SUBJECT], ['overview']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
    [client],
  );
}

/** Agrees to a colleague's request, or does not. */
export function useDecideReveal() {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: ({ id, ...body }: RevealDecisionInput & { id: string }) =>
      request<RevealView>(`/staff/reveals/${encodeURIComponent(id)}/decision`, { method: 'POST', body }),
    onSettled: readAgain,
  });
}

export interface ContactDesk {
  /** Only while it may be seen. */
  contact: RevealedContact | null;
  pending: boolean;
  error: Error | null;
  /** Asks for the contact: it is shown at once, or waits for a second person. */
  ask: (input: RevealInput) => Promise<void>;
  /** Opens what a second person agreed to. */
  open: (id: string) => Promise<void>;
  hide: () => void;
}

/**
 * The contact of an evaluator lives in the state of the one card that shows it and nowhere else: past the query cache, which
 * would keep it, and never in an address.
 */
export function useContact(): ContactDesk {
  const [contact, setContact] = useState<RevealedContact | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const readAgain = useReadAgain();
  const receive = async (path: string, body?: RevealInput) => {
    setPending(true);
    setError(null);
    try {
      const answer = await request<RevealAnswer>(path, { method: 'POST', body });
      setContact(answer.contact);
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setPending(false);
      await readAgain();
    }
  };
  return {
    contact,
    pending,
    error,
    ask: (input) => receive('/staff/reveals', input),
    open: (id) => receive(`/staff/reveals/${encodeURIComponent(id)}/opening`),
    hide: useCallback(() => setContact(null), []),
  };
}
