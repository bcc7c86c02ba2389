import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { figuresBy, figuresOf } from './figures.ts';

/** What a message has room for. */
const mostLines = 14;

export const totals = defineAction({
  name: 'programme.totals',
  says: 'What was promised and what has come, package by package.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          unit: shapes.label(),
          committed: shapes.quantity(),
          delivered: shapes.quantity(),
        }),
      ),
    }),
    /** Nothing was promised yet. */
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records }) {
    const figures = await figuresOf(records, { by: 'package' });
    if (figures.length === 0) return { end: 'none', gives: {} };
    const items = figures.map((figure) => ({
      key: figure.package,
      label: figure.packageLabel,
      unit: figure.unit,
      committed: figure.committed,
      delivered: figure.delivered,
    }));
    return { end: 'list', gives: { items } };
  },
});

export const figures = defineAction({
  name: 'programme.figures',
  says: 'The same by field, kind of donor, kota or kelurahan; the largest first.',
  needs: z.object({ by: chosen().pipe(z.enum(figuresBy)) }),
  ends: {
    list: z.object({
      items: z.array(
        z.object({
          /** A field or an area; a kind of donor by its key, empty where nobody had pledged. */
          group: z.union([shapes.label(), z.string()]),
          unit: shapes.label(),
          committed: shapes.quantity(),
          delivered: shapes.quantity(),
        }),
      ),
      /** How many lines more there are; one item or none. */
      more: z.array(z.object({ count: shapes.quantity() })),
    }),
    none: z.object({}),
  },
  reads: true,
  example: { by: { key: 'kota', label: 'Kota' } },
  async run({ by }, { records }) {
    const figures = await figuresOf(records, { by });
    if (figures.length === 0) return { end: 'none', gives: {} };
    const items = figures.slice(0, mostLines).map((figure) => ({
      group: figure.groupLabel === '' ? 'unpledged' : figure.groupLabel,
      unit: figure.unit,
      committed: figure.committed,
      delivered: figure.delivered,
    }));
    const count = figures.length - items.length;
    return { end: 'list', gives: { items, more: count > 0 ? [{ count }] : [] } };
  },
});
