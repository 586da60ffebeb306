import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type {
  CorrectionDecisionInput,
  StaffCorrectionPage,
  StaffCorrectionRow,
  StaffCorrectionView,
} from '@haochaping/shared/contracts';
import { ApiError, request } from './client.js';

const KEY = ['corrections'] as const;
const pathOf = (id: string, deed: string) => `/staff/corrections/${encodeURIComponent(id)}/${deed}`;

/** Requests of the centre that stand so; nothing of what a person wrote. */
export function useCorrections(state: StaffCorrectionRow['state'], page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, state, page, pageSize],
    queryFn: ({ signal }) =>
      request<StaffCorrectionPage>('/staff/corrections', { query: { state, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
    // Whoever looks something up elsewhere comes back to the answer they were writing, whoever answered meanwhile.
    refetchOnWindowFocus: false,
  });
}

function useReadAgain() {
  const client = useQueryClient();
  return useCallback(
    () => Promise.all([KEY, ['overview']].map((queryKey) => client.invalidateQueries({ queryKey }))),
    [client],
  );
}

/** Answered by somebody else, taken back, or gone with the account: nothing can be done about it here any more. */
const isOver = (error: Error) => error instanceof ApiError && [404, 409].includes(error.status);

export interface Opening {
  /** Only while it is open. */
  opened: StaffCorrectionView | null;
  pending: boolean;
  error: Error | null;
  open: () => Promise<void>;
  close: () => void;
}

/**
 * What a person wrote lives in the state of the one card that shows it and nowhere else: past the query cache, which would
 * keep it. Each opening is told to the person.
 * @param onOver told when there is nothing to open any more; the list is read again
 */
export function useOpening(id: string, onOver: (error: Error) => void): Opening {
  const [opened, setOpened] = useState<StaffCorrectionView | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const readAgain = useReadAgain();
  const open = async () => {
    setPending(true);
    setError(null);
    try {
      setOpened(await request<StaffCorrectionView>(pathOf(id, 'opening'), { method: 'POST' }));
    } catch (failure) {
      if (isOver(failure as Error)) {
        onOver(failure as Error);
        await readAgain();
      } else setError(failure as Error);
    } finally {
      setPending(false);
    }
  };
  return { opened, pending, error, open, close: useCallback(() => setOpened(null), []) };
}

/**
 * Answers a request, once. The card goes with the list, so what became of the answer is told to whoever stays; a failure that
 * leaves the request as it was stays with the card, and the words with it.
 */
export function useDecideCorrection(
  id: string,
  told: { decided: (input: CorrectionDecisionInput) => void; over: (error: Error) => void },
) {
  const readAgain = useReadAgain();
  return useMutation({
    // The answer of the server holds the person's words: it is dropped here, and the mutation with the card.
    mutationFn: async (body: CorrectionDecisionInput) => {
      await request<StaffCorrectionView>(pathOf(id, 'decision'), { method: 'POST', body });
    },
    gcTime: 0,
    onSuccess: (_, input) => {
      told.decided(input);
      return readAgain();
    },
    onError: (error) => {
      if (!isOver(error)) return undefined;
      told.over(error);
      return readAgain();
    },
  });
}
