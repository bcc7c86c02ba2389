import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';

export const fields = defineAction({
  name: 'programme.fields',
  says: 'The fields in which aid can be given.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        // A field is also named by what is given in it: `50 sembako`.
        shapes.choice().extend({ also: z.array(shapes.label()) }),
      ),
    }),
  },
  reads: true,
  example: {},
  async run(_, { records }) {
    const fields = await records.db.field.findMany({
      where: { active: true, packages: { some: { active: true } } },
      orderBy: { position: 'asc' },
      include: { packages: { where: { active: true } } },
    });
    const items = fields.map(({ key, nameId, nameEn, packages }) => ({
      key,
      label: { id: nameId, en: nameEn },
      also: packages.map((row) => ({ id: row.nameId, en: row.nameEn })),
    }));
    return { end: 'list', gives: { items } };
  },
});
