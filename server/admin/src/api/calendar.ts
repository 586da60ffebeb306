import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CalendarView,
  NoticeImportInput,
  NoticePreview,
  NoticePreviewInput,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['calendar'] as const;
const PATH = '/staff/calendar';

/** Every year the working days are counted by, and the one that is missing. */
export function useCalendar() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => request<CalendarView>(PATH, { signal }),
  });
}

/** Reads a notice; nothing is kept. */
export function usePreviewNotice() {
  return useMutation({
    mutationFn: (body: NoticePreviewInput) =>
      request<NoticePreview>(`${PATH}/preview`, { method: 'POST', body }),
  });
}

/** Takes a notice into the calendar; the page, and what waits on the overview, follow. */
export function useImportNotice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NoticeImportInput) => request<CalendarView>(`${PATH}/years`, { method: 'POST', body }),
    onSuccess: (calendar) => {
      client.setQueryData(KEY, calendar);
      return client.invalidateQueries({ queryKey: ['overview'] });
    },
  });
}
