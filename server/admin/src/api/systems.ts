import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  SystemDetail,
  SystemInput,
  SystemList,
  SystemSecret,
  SystemView,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = ['business-systems'] as const;
const BASE = '/staff/business-systems';

/** Every business system that is registered. */
export const useSystems = () =>
  useQuery({ queryKey: KEY, queryFn: ({ signal }) => request<SystemList>(BASE, { signal }) });

/** One of them, with what came from it and what was refused. */
export const useSystem = (appKey: string) =>
  useQuery({
    queryKey: [...KEY, appKey],
    queryFn: ({ signal }) => request<SystemDetail>(`${BASE}/${appKey}`, { signal }),
  });

function useDeed<Input, Answer>(deed: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export const useRegister = () =>
  useDeed((body: SystemInput) => request<SystemSecret>(BASE, { method: 'POST', body }));

export const useChangeSystem = (appKey: string) =>
  useDeed((body: Omit<SystemInput, 'appKey'>) =>
    request<SystemView>(`${BASE}/${appKey}`, { method: 'PUT', body }),
  );

export const useChangeSecret = (appKey: string) =>
  useDeed((overlapHours: number) =>
    request<SystemSecret>(`${BASE}/${appKey}/secret`, { method: 'POST', body: { overlapHours } }),
  );

export const useSetDisabled = (appKey: string) =>
  useDeed((disabled: boolean) =>
    request<SystemView>(`${BASE}/${appKey}/${disabled ? 'disabling' : 'enabling'}`, { method: 'POST' }),
  );
