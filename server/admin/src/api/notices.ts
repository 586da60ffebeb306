import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NoticeCount, NoticeList, NoticePage, NoticesRead } from '@haochaping/shared/contracts';
import { request } from './client.js';
import { useMay } from './session.js';

const KEY = ['notices'] as const;
const LOOK_AGAIN_MS = 60_000;

/** How many notices were not read yet; 0 for roles that have none. */
export function useUnreadNotices(): number {
  const { data } = useQuery({
    queryKey: [...KEY, 'unread'],
    queryFn: ({ signal }) => request<NoticeCount>('/staff/notices/unread', { signal }),
    enabled: useMay('notices.read'),
    refetchInterval: LOOK_AGAIN_MS,
  });
  return data?.unread ?? 0;
}

/** A page of one's own inbox, newest first. */
export function useNotices(list: NoticeList, page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, list, page, pageSize],
    queryFn: ({ signal }) =>
      request<NoticePage>('/staff/notices', { query: { list, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** Some notices, or all, were read. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NoticesRead) => request<NoticeCount>('/staff/notices/read', { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
