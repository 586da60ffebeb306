import { Button } from 'antd';
import type { Filters } from './use-filters.js';

export interface ListLeadProps {
  /** How many there are; undefined while that is not known. */
  text: string | undefined;
  filters: Pick<Filters<string>, 'any' | 'clear'>;
}

/** The line under a list's title: how many, and the way out of the filters. Screen readers hear it change. */
export function ListLead({ text = '', filters }: ListLeadProps) {
  return (
    <>
      <span role="status">{text}</span>{' '}
      {filters.any && (
        <Button type="link" onClick={filters.clear}>
          清除筛选
        </Button>
      )}
    </>
  );
}
