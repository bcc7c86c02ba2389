import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { givenAt } from './packages.ts';

export const fields = defineAction({
  name: 'programme.fields',
  says: 'The fields in which aid can be given.',
  /** Where something came: what was asked for there is listed though it is given no more. */
  needs: z.object({ place: chosen().optional() }),
  ends: {
    list: z.object({
      items: z.array(
        // A field is also named by what is given in it: `50 sembako`.
        shapes.choice().extend({
          also: z.array(shapes.label()),
          /** The dinas in charge. */
          skpd: shapes.text(),
        }),
      ),
    }),
  },
  reads: true,
  example: {},
  async run({ place }, { records }) {
    const fields = await records.db.field.findMany({
      where: { packages: { some: givenAt(place) } },
      orderBy: { position: 'asc' },
      include: { packages: { where: givenAt(place) } },
    });
    const items = fields.map(({ key, nameId, nameEn, skpd, packages }) => ({
      key,
      label: { id: nameId, en: nameEn },
      skpd,
      also: packages.map((row) => ({ id: row.nameId, en: row.nameEn })),
    }));
    return { end: 'list', gives: { items } };
  },
});
