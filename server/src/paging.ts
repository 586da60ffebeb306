import { COUNTED } from '@haochaping/shared/contracts';
import type { Model, ProjectionType, QueryFilter } from 'mongoose';

/** Which page of a list, and how far what is in it is counted: further only for who takes the whole list along. */
export interface PageAsked {
  page: number;
  pageSize: number;
  countTo?: number | undefined;
}

/** The compiled model of T; only its name is typed here, since mongoose's model types differ by virtuals alone. */
type ModelOf<T> = Pick<Model<T>, 'modelName'>;

/** How many there are, counted no further than this: a count of everything takes longer with every year. */
export const countUpTo = <T>(model: ModelOf<T>, filter: QueryFilter<T>, most = COUNTED): Promise<number> =>
  (model as Model<T>).countDocuments(filter, { limit: most }).exec();

/**
 * A page of what a filter finds, and how much that is, counted no further than `COUNTED`. Beyond what is counted nobody leafs: the
 * way there would be read through for every page.
 * @param order with `_id` at its end, and an index behind it
 */
export async function pageOfRecords<T>(
  model: ModelOf<T>,
  filter: QueryFilter<T>,
  order: Record<string, 1 | -1>,
  { page, pageSize, countTo = COUNTED }: PageAsked,
  projection: ProjectionType<T> = {},
): Promise<{ records: T[]; total: number }> {
  const skip = (page - 1) * pageSize;
  const records =
    skip < countTo
      ? await (model as Model<T>).find(filter, projection).sort(order).skip(skip).limit(pageSize).lean<T[]>()
      : [];
  // A last page tells itself how many there are: what is rarely found is not looked for twice.
  const last = records.length < pageSize && (records.length > 0 || skip === 0);
  return { records, total: last ? skip + records.length : await countUpTo(model, filter, countTo) };
}

/** A list of which some are not shown to who asks, which no filter can tell. */
interface PartlyHidden<T> {
  model: ModelOf<T>;
  filter: QueryFilter<T>;
  order: Record<string, 1 | -1>;
  /** What of a record tells whether it is hidden. */
  name: (record: T) => string | null | undefined;
  /** Of these names, those that are hidden. */
  hidden: (names: string[]) => Promise<ReadonlySet<string>>;
  /** The fields that `name` reads. */
  fields: ProjectionType<T>;
}

/** The first of what is shown, in order, with the fields that were named; asked for piece by piece, no more than `most`. */
async function firstShown<T>(
  { model, filter, order, name, hidden, fields }: PartlyHidden<T>,
  most: number,
): Promise<T[]> {
  const shown: T[] = [];
  // A few are hidden, mostly none: one piece is enough.
  const pieceSize = Math.ceil(most * 1.1) + 10;
  for (let skip = 0, more = true; more && shown.length < most; skip += pieceSize) {
    const piece = await (model as Model<T>)
      .find(filter, fields)
      .sort(order)
      .skip(skip)
      .limit(pieceSize)
      .lean<T[]>();
    const names = (record: T) => name(record) ?? '';
    const gone = await hidden(piece.map(names).filter(Boolean));
    shown.push(...piece.filter((record) => !gone.has(names(record))));
    more = piece.length === pieceSize;
  }
  return shown.slice(0, most);
}

/** How many are shown, counted no further than `COUNTED`. */
export const countShown = async <T>(list: PartlyHidden<T>): Promise<number> =>
  (await firstShown(list, COUNTED)).length;

/** The first that is shown, with the fields that were named; undefined when there is none. */
export const firstOfShown = async <T>(list: PartlyHidden<T>): Promise<T | undefined> =>
  (await firstShown(list, 1))[0];

/** As `pageOfRecords`, of what is shown. */
export async function pageOfShown<T extends { _id: string }>(
  list: PartlyHidden<T>,
  { page, pageSize }: PageAsked,
): Promise<{ records: T[]; total: number }> {
  const shown = await firstShown(list, COUNTED);
  const ids = shown.slice((page - 1) * pageSize, page * pageSize).map(({ _id }) => _id);
  const found = await (list.model as Model<T>).find({ _id: { $in: ids } } as QueryFilter<T>).lean<T[]>();
  const byId = new Map(found.map((record) => [record._id, record]));
  return { records: ids.flatMap((id) => byId.get(id) ?? []), total: shown.length };
}
