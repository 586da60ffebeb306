import type { Side, World } from './world.js';

/** What an operation is given: the record it is called about, and what goes with it. */
export interface Named {
  params: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface RecordCase {
  /** Who calls: somebody of the county, or one of the two people; `anyone` carries nothing. */
  by: 'anyone' | 'center' | 'department' | 'efficiency' | 'accounts' | 'operator' | 'person';
  /** Makes a record of the side. */
  named: (world: World, side: Side) => Promise<Named>;
  /** Answers for one's own record, and for that of another organisation or person. */
  answers: Readonly<Record<Side, number>>;
  /** Reads from the answer what its status does not tell. */
  reads?: (body: unknown) => unknown;
}

export type By = RecordCase['by'];
/** Makes a record of the side, and names it. */
export type Make = (world: World, side: Side) => Promise<Record<string, string>>;

/** About a record that only its own organisation or person has to do with: another's is not there. */
export const closed = (
  by: By,
  own: number,
  make: Make,
  given: Omit<Named, 'params'> = {},
  other = 404,
): RecordCase => ({
  by,
  answers: { own, other },
  named: async (world, side) => ({ params: await make(world, side), ...given }),
});

/** The receipt of one's own opens nothing of another. @param body made anew for each */
export const ofReceipt = (
  own: number,
  at: (world: World, side: Side) => Promise<Record<string, string> & { accessKey: string }>,
  body?: () => unknown,
): RecordCase => ({
  by: 'anyone',
  answers: { own, other: 404 },
  named: async (world, side) => {
    const mine = await at(world, 'own');
    const params = side === 'own' ? mine : await at(world, side);
    return { params, headers: { 'x-receipt-key': mine.accessKey }, ...(body ? { body: body() } : {}) };
  },
});

/** What a person has under their account is not there for another. @param body made anew for each */
export const ofPerson = (own: number, at: Make, body?: () => unknown): RecordCase => ({
  ...closed('person', own, at),
  named: async (world, side) => ({ params: await at(world, side), ...(body ? { body: body() } : {}) }),
});
