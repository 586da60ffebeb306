import { Button } from 'antd';
import type { CaseList, CaseView } from '@haochaping/shared/contracts';
import { useSaveCaseList, useSaveCasePaper } from '../../../api/files/papers.js';
import { dayOf } from '../../../format.js';
import { ErrorNotice } from '../../../ui/notices.js';

/** The case, and its letter of reply, to print: what stands on the page, no more. */
export function Papers({ view }: { view: CaseView }) {
  const paper = useSaveCasePaper(view.id, view.number);
  const saving = (one: 'case' | 'letter') => paper.isPending && paper.variables === one;
  return (
    <>
      <Button loading={saving('case')} onClick={() => paper.mutate('case')}>
        办理单 PDF
      </Button>
      {view.letter && (
        <Button loading={saving('letter')} onClick={() => paper.mutate('letter')}>
          答复函 PDF
        </Button>
      )}
      {paper.error && <ErrorNotice error={paper.error} />}
    </>
  );
}

/** The list that is shown, as a workbook. */
export function SaveList({
  list,
  search,
  name,
}: {
  list: CaseList;
  search: string | undefined;
  name: string;
}) {
  const saved = useSaveCaseList();
  return (
    <>
      <Button
        loading={saved.isPending}
        onClick={() => saved.mutate({ list, search, name: `差评 ${name} ${dayOf(new Date())}.xlsx` })}
      >
        导出 XLSX
      </Button>
      {saved.error && <ErrorNotice error={saved.error} />}
    </>
  );
}
