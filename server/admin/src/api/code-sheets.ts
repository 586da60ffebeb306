import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StaticCodeBatch } from '@haochaping/shared/contracts';
import type { PublicHall } from '@haochaping/shared/contracts/directory';
import type { PlaceKind } from '@haochaping/shared/domain/rating/attribution';
import { request } from './client.js';
import { save } from './files/save.js';

/** As many as the server makes and prints at once. */
export const CODES_AT_ONCE = 120;

/** The codes as sheets of twelve, saved to be printed. */
export function usePrintSheets() {
  return useMutation({
    mutationFn: (codes: readonly string[]) =>
      save('/staff/static-codes/sheets.pdf', `评价二维码 ${codes.length}张.pdf`, { codes: codes.join(',') }),
  });
}

/** Makes the codes of many of a kind. */
export function useMakeCodes() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { targetKind: PlaceKind; targetCodes: readonly string[] }) =>
      request<StaticCodeBatch>('/staff/static-codes/batch', { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['static-codes'] }),
  });
}

/** Every window of a hall, with its number. */
export function useHallWindows(hallCode: string | undefined) {
  return useQuery({
    queryKey: ['hall-windows', hallCode],
    queryFn: ({ signal }) =>
      request<PublicHall>(`/directory/halls/${encodeURIComponent(hallCode ?? '')}`, { signal }),
    select: ({ institutions }) =>
      institutions
        .flatMap(({ windows }) => windows)
        .map(({ code, number, name }) => ({ value: code, label: `${number} ${name}` }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    enabled: hallCode !== undefined,
  });
}
