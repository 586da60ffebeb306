import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MessagePage, MessagePreview, MessageView } from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['messages'] as const;
const LOOK_AGAIN_MS = 15_000;

/** The log of what evaluators were written; read again by itself while something is to be sent. */
export function useMessages(state: string | undefined, page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, 'list', state, page, pageSize],
    queryFn: ({ signal }) =>
      request<MessagePage>('/staff/messages', { query: { state, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.items.some((one) => one.state === 'waiting') ? LOOK_AGAIN_MS : false,
  });
}

/** What the messages look like, as configured. */
export function useMessagePreview() {
  return useQuery({
    queryKey: [...KEY, 'preview'],
    queryFn: ({ signal }) => request<MessagePreview>('/staff/messages/preview', { signal }),
  });
}

/** Has a message tried once more. */
export function useRetryMessage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      request<MessageView>(`/staff/messages/${encodeURIComponent(id)}/retry`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: [...KEY, 'list'] }),
  });
}
