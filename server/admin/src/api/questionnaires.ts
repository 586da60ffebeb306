import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AnswersPage,
  FormView,
  QuestionnaireCreateInput,
  QuestionnaireDetail,
  QuestionnaireList,
} from '@haochaping/shared/contracts';
import { request } from './client.js';

const KEY = 'questionnaires';
const PATH = '/staff/questionnaires' as const;

const at = (id: string) => `${PATH}/${encodeURIComponent(id)}` as const;

/** Where the answers to a questionnaire are made a workbook. */
export const answersTable = (id: string) => `${at(id)}/answers/export.xlsx` as const;

export function useQuestionnaires() {
  return useQuery({
    queryKey: [KEY],
    queryFn: ({ signal }) => request<QuestionnaireList>(PATH, { signal }),
  });
}

export function useQuestionnaire(id: string) {
  return useQuery({
    queryKey: [KEY, id],
    queryFn: ({ signal }) => request<QuestionnaireDetail>(at(id), { signal }),
    // What is being written must not be changed under the hands of who writes.
    refetchOnWindowFocus: false,
  });
}

/** A deed whose answer is the questionnaire as it stands afterwards; every page that shows it follows. */
function useDeed<Input>(ask: (input: Input) => Promise<QuestionnaireDetail>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: async (questionnaire) => {
      client.setQueryData([KEY, questionnaire.id], questionnaire);
      await client.invalidateQueries({ queryKey: [KEY], exact: true });
    },
  });
}

export const useCreateQuestionnaire = () =>
  useDeed((body: QuestionnaireCreateInput) => request<QuestionnaireDetail>(PATH, { method: 'POST', body }));

export const useSaveDraft = (id: string) =>
  useDeed((body: { seen: number; draft: FormView }) =>
    request<QuestionnaireDetail>(`${at(id)}/draft`, { method: 'PUT', body }),
  );

export const usePublish = (id: string) =>
  useDeed((body: { seen: number; from: string | null }) =>
    request<QuestionnaireDetail>(`${at(id)}/versions`, { method: 'POST', body }),
  );

export const useArchive = (id: string) =>
  useDeed((body: { seen: number }) =>
    request<QuestionnaireDetail>(`${at(id)}/archive`, { method: 'POST', body }),
  );

/** A page of what was answered, to all versions or to one. */
export function useAnswers(id: string, version: string | undefined, page: number, pageSize: number) {
  return useQuery({
    queryKey: [KEY, id, 'answers', version ?? '', page],
    queryFn: ({ signal }) =>
      request<AnswersPage>(`${at(id)}/answers`, { query: { version, page, pageSize }, signal }),
    placeholderData: keepPreviousData,
  });
}
