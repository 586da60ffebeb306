import { Button } from 'antd';
import { useSaveList, type SavedList } from '../api/files/papers.js';
import { dayOf } from '../format.js';
import { ErrorNotice } from './notices.js';

export interface SaveListProps extends SavedList {
  /** What the file is called; the day is put behind it. */
  name: string;
  /** How many the list holds; undefined while that is not known. Nothing is no table. */
  total: number | undefined;
}

/** The list that is shown, with its filters, as a workbook: whole, not the page alone. What was said of one list goes with it. */
export const SaveList = (props: SaveListProps) => <Save key={JSON.stringify(props.query)} {...props} />;

function Save({ path, query, name, total }: SaveListProps) {
  const saved = useSaveList();
  return (
    <>
      <Button
        disabled={!total}
        loading={saved.isPending}
        onClick={() => saved.mutate({ path, query, name: `${name} ${dayOf(new Date())}.xlsx` })}
      >
        {saved.isPending ? '正在做表格…' : '存为表格'}
      </Button>
      <span className="visually-hidden" role="status">
        {saved.isPending && '正在做表格'}
        {saved.isSuccess && '表格做好了，已交给浏览器保存'}
      </span>
      {saved.error && <ErrorNotice error={saved.error} />}
    </>
  );
}
