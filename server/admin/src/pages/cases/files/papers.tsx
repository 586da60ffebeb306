import { Button } from 'antd';
import type { CaseView } from '@haochaping/shared/contracts';
import { useSaveCasePaper } from '../../../api/files/papers.js';
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
