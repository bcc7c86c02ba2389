import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { areasNamed } from './areas.ts';
import { coverageOf } from './covered.ts';

/** What a message has room for. */
const mostPlaces = 5;
const mostPackages = 10;

export const coverage = defineAction({
  name: 'need.coverage',
  says: 'How far needs are covered, and which places nobody has named yet: of the city, an area or a field.',
  needs: z.object({
    /** The code of a kota, kecamatan or kelurahan, or the key of a field; without it the whole city. */
    area: chosen().optional(),
  }),
  ends: {
    covered: z.object({
      packages: z.array(
        z.object({
          unit: shapes.label(),
          approved: shapes.quantity(),
          received: shapes.quantity(),
          promised: shapes.quantity(),
          lacking: shapes.quantity(),
        }),
      ),
      /** What came beyond what was asked for. */
      beyond: z.array(z.object({ unit: shapes.label(), amount: shapes.quantity() })),
      places: shapes.quantity(),
      nothing: shapes.quantity(),
      named: z.array(z.object({ place: shapes.text() })),
      kelurahan: shapes.quantity(),
      unknown: shapes.quantity(),
    }),
    /** Nothing was asked for or given there yet. */
    none: z.object({ kelurahan: shapes.quantity(), unknown: shapes.quantity() }),
  },
  reads: true,
  example: { area: { key: '31.75', label: 'Jakarta Timur' } },
  async run({ area }, { records, now }) {
    const isRegion = area !== undefined && /^\d/.test(area);
    const scope = area === undefined ? {} : isRegion ? { area } : { field: area };
    const found = await coverageOf(records, { ...scope, now });
    const { kelurahan, unknown } = found;
    if (found.packages.length === 0) return { end: 'none', gives: { kelurahan, unknown } };
    return {
      end: 'covered',
      gives: {
        packages: found.packages
          .filter(({ approved }) => approved > 0)
          .slice(0, mostPackages)
          .map(({ unit, approved, received, promised, lacking }) => ({
            unit,
            approved,
            received,
            promised,
            lacking,
          })),
        beyond: found.packages
          .filter(({ beyond }) => beyond > 0)
          .slice(0, mostPackages)
          .map(({ unit, beyond }) => ({ unit, amount: beyond })),
        places: found.places,
        nothing: found.nothing.length,
        named: found.nothing.slice(0, mostPlaces).map((place) => ({ place })),
        kelurahan,
        unknown,
      },
    };
  },
});

export const areas = defineAction({
  name: 'need.areas',
  says: 'What an area or a field that somebody typed can be: several where its name is not sure.',
  needs: z.object({ said: z.string() }),
  ends: { list: z.object({ items: z.array(shapes.choice()) }), none: z.object({}) },
  reads: true,
  example: { said: 'Pulo Gadung' },
  async run({ said }, { records }) {
    const items = await areasNamed(records, said);
    return items.length > 0 ? { end: 'list', gives: { items } } : { end: 'none', gives: {} };
  },
});
