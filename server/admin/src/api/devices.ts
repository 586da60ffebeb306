import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AskedDays, DeviceCodeView, StaffDeviceView } from '@haochaping/shared/contracts';
import type { DeviceKind } from '@haochaping/shared/domain/rating/devices';
import { request } from './client.js';
import type { Paged } from './paged.js';

const KEY = ['rating-devices'] as const;
const BASE = '/staff/rating-devices';
/** Whether a device is on is looked at again so often. */
const FRESH_MS = 15_000;

export function useDevices(search: string | undefined, page: number, pageSize: number) {
  return useQuery({
    queryKey: [...KEY, search, page],
    queryFn: ({ signal }) =>
      request<Paged<StaffDeviceView>>(BASE, { query: { search, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: FRESH_MS,
  });
}

export interface NewDevice {
  kind: DeviceKind;
  windowCode: string;
  name?: string;
  returnTo?: string;
}

function useDeed<Input, Answer>(deed: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export const useAddDevice = () =>
  useDeed((body: NewDevice) => request<DeviceCodeView>(BASE, { method: 'POST', body }));
export const useRenewCode = () =>
  useDeed((id: string) => request<DeviceCodeView>(`${BASE}/${id}/code`, { method: 'POST' }));
export const useRevokeDevice = () =>
  useDeed((id: string) => request<StaffDeviceView>(`${BASE}/${id}/revocation`, { method: 'POST' }));

export const useCallWindow = () =>
  useMutation({ mutationFn: () => request<void>('/staff/window/call', { method: 'POST' }) });

export const useAskedDays = () =>
  useQuery({
    queryKey: ['asked-days'],
    queryFn: ({ signal }) => request<AskedDays>('/staff/window/asked', { signal }),
  });
