import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  FeedbackCommandInput,
  FeedbackEntryInput,
  FeedbackList,
  FeedbackPage,
  FeedbackView,
  MailboxView,
} from '@haochaping/shared/contracts';
import { request } from './client.js';
import type { FilesPath } from './files/files.js';

const KEY = ['feedback'] as const;
const PATH = '/staff/feedback';
const pathOf = (id: string) => `${PATH}/${encodeURIComponent(id)}` as const;

/** Where the scans of a letter are sent before it is entered, and where those of a feedback are read. */
export const entryFiles = (entryId: string): FilesPath => `/staff/feedback-entries/${entryId}/files`;
export const filesOfFeedback = (id: string): FilesPath => `${pathOf(id)}/files`;

export interface FeedbackFilters {
  list: FeedbackList;
  topic: string | undefined;
  way: string | undefined;
  search: string | undefined;
}

/** One of the lists of comprehensive feedback. */
export function useFeedbackList(filters: FeedbackFilters, page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, 'list', filters, page, pageSize],
    queryFn: ({ signal }) => request<FeedbackPage>(PATH, { query: { ...filters, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function useFeedback(id: string) {
  return useQuery({
    queryKey: [...KEY, 'one', id],
    queryFn: ({ signal }) => request<FeedbackView>(pathOf(id), { signal }),
    // Whoever looks something up elsewhere comes back to the answer they were writing.
    refetchOnWindowFocus: false,
  });
}

const READ_AGAIN = [[...KEY, 'list'], ['overview']];

/** One step, on the version that was seen; nothing comes back where one has no part in it any more. */
export function useMoveFeedback(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { version: number; command: FeedbackCommandInput }) =>
      request<FeedbackView | undefined>(`${pathOf(id)}/moves`, { method: 'POST', body }),
    onSuccess: (view) => {
      if (view) client.setQueryData([...KEY, 'one', id], view);
      return Promise.all(READ_AGAIN.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

/** Enters what came by a letter, the box or a call. */
export function useEnterFeedback() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FeedbackEntryInput) => request<FeedbackView>(PATH, { method: 'POST', body }),
    onSuccess: () => Promise.all(READ_AGAIN.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** How reading the mailbox for opinions goes. */
export function useMailbox(enabled: boolean) {
  return useQuery({
    queryKey: [...KEY, 'mailbox'],
    queryFn: ({ signal }) => request<MailboxView>('/staff/feedback-mailbox', { signal }),
    enabled,
  });
}
