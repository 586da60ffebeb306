/** A page of a list as the contracts' `pageOf` promises it. */
export interface Paged<Item> {
  items: Item[];
  total: number;
  page: number;
  pageSize: number;
}
