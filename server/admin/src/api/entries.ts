import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import type {
  FormCheckInput,
  FormEntered,
  FormEntryInput,
  FormsInput,
  FormsPrinted,
  FormsToCheck,
  PaperFormView,
  PhoneImportReport,
} from '@haochaping/shared/contracts';
import { request } from './client.js';
import { tableOf } from './directory.js';
import type { FilesPath } from './files/files.js';
import { save } from './files/save.js';

const KEY = ['entries'] as const;
const FORMS = '/staff/rating-forms';
const PHONE = '/staff/phone-ratings';
const formAt = (number: string) => `${FORMS}/${encodeURIComponent(number)}` as const;

export const filesOfForm = (number: string): FilesPath => `${formAt(number)}/files`;

/** Makes forms and saves them as a PDF. */
export const usePrintForms = () =>
  useMutation({
    mutationFn: async (body: FormsInput) => {
      const made = await request<FormsPrinted>(FORMS, { method: 'POST', body });
      await save(`${FORMS}/batches/${made.batch}/forms.pdf`, `评价表 ${made.title}.pdf`);
      return made;
    },
  });

/** The form behind a rating; undefined while nothing is asked. */
export const useForm = (number: string | undefined) =>
  useQuery({
    queryKey: [...KEY, 'form', number],
    queryFn: ({ signal }) => request<PaperFormView>(formAt(number ?? ''), { signal }),
    enabled: number !== undefined,
  });

/** The form of a number that was typed. */
export const useFindForm = () =>
  useMutation({ mutationFn: (number: string) => request<PaperFormView>(formAt(number)) });

/** The lists, and what waits beside the navigation. */
const readAgain = (client: QueryClient) =>
  Promise.all([KEY, ['overview']].map((queryKey) => client.invalidateQueries({ queryKey })));

export function useEnterForm(number: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FormEntryInput) =>
      request<FormEntered>(`${formAt(number)}/entry`, { method: 'POST', body }),
    onSuccess: () => readAgain(client),
  });
}

/** The forms that wait to be compared with their paper. */
export const useFormsToCheck = (page: number, pageSize: number) =>
  useQuery({
    queryKey: [...KEY, 'to-check', page],
    queryFn: ({ signal }) => request<FormsToCheck>(FORMS, { query: { page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });

export function useCheckForm(number: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: FormCheckInput) => request<void>(`${formAt(number)}/check`, { method: 'POST', body }),
    onSuccess: () => readAgain(client),
  });
}

/** Checks a table of the hotline (`commit` false), or takes all of it in. */
export const useImportPhone = (commit: boolean) =>
  useMutation({
    mutationFn: (file: File) =>
      request<PhoneImportReport>(`${PHONE}/import`, {
        method: 'POST',
        query: { commit: String(commit) },
        body: tableOf(file),
      }),
  });

export const PHONE_TEMPLATE = `/api/v1${PHONE}/template.xlsx`;
