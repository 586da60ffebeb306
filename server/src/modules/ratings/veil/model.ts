import { Schema, model } from 'mongoose';
import type { Tile, VeilState } from '@haochaping/shared/domain';
import { effectFields, indexEffects, type WithEffects } from '../../../jobs/effects.js';

/**
 * How far the ratings of one pool have been opened to the rated side. One document a pool: the state of the rule in
 * `shared/domain/veil`, and the tiles of the last decided week until all their ratings are marked.
 */
export interface VeilRecord extends WithEffects {
  /** The pool, see `veilOfRating`. */
  _id: string;
  next: string;
  closed: { group: string; to: string }[];
  carried?: { from: string; times: { applicant: string; services: number }[] } | null;
  marking: (Tile & { shownAt: Date })[];
}

const tileSchema = new Schema(
  {
    // Absent for a tile of the pool.
    group: String,
    from: { type: String, required: true },
    to: { type: String, required: true },
    shownAt: { type: Date, required: true },
  },
  { _id: false },
);

const veilSchema = new Schema<VeilRecord>(
  {
    _id: { type: String, required: true },
    next: { type: String, required: true },
    closed: {
      type: [
        new Schema(
          { group: { type: String, required: true }, to: { type: String, required: true } },
          { _id: false },
        ),
      ],
      default: [],
    },
    carried: {
      type: new Schema(
        {
          from: { type: String, required: true },
          times: {
            type: [
              new Schema(
                { applicant: { type: String, required: true }, services: { type: Number, required: true } },
                { _id: false },
              ),
            ],
            required: true,
          },
        },
        { _id: false },
      ),
    },
    marking: { type: [tileSchema], default: [] },
    ...effectFields,
  },
  { versionKey: false, collection: 'veils' },
);
indexEffects(veilSchema);

export const VeilModel = model('Veil', veilSchema);

/** The pure rule's view of a record. */
export function stateOf(record: VeilRecord): VeilState {
  return {
    next: record.next,
    closed: Object.fromEntries(record.closed.map(({ group, to }) => [group, to])),
    carried: record.carried
      ? {
          from: record.carried.from,
          times: Object.fromEntries(
            record.carried.times.map(({ applicant, services }) => [applicant, services]),
          ),
        }
      : null,
  };
}

/** The record's fields for a state of the pure rule. */
export function fieldsOf(state: VeilState): Pick<VeilRecord, 'next' | 'closed' | 'carried'> {
  return {
    next: state.next,
    closed: Object.entries(state.closed).map(([group, to]) => ({ group, to })),
    carried: state.carried && {
      from: state.carried.from,
      times: Object.entries(state.carried.times).map(([applicant, services]) => ({ applicant, services })),
    },
  };
}
