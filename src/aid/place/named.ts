import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { placeLabel } from './rules.ts';

export const named = defineAction({
  name: 'place.named',
  says: 'How a place is called whose RW number was asked for after its kelurahan.',
  needs: z.object({ place: shapes.place(), rw: z.int().min(1).max(99).optional() }),
  ends: { named: z.object({ label: shapes.text() }) },
  reads: true,
  example: { place: { kelurahan: '31.75.02.1001', label: 'Kelurahan Pulo Gadung' }, rw: 3 },
  async run({ place, rw }, { records }) {
    const number = place.rw ?? rw ?? null;
    const region = await records.db.region.findUnique({ where: { code: place.kelurahan } });
    if (number === null || !region) return { end: 'named', gives: { label: place.label } };
    const label = placeLabel({ rw: number, name: null, kelurahan: region.name });
    return { end: 'named', gives: { label } };
  },
});
