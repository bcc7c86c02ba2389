import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';

export const fields = defineAction({
  name: 'programme.fields',
  says: 'The fields in which aid can be given.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(shapes.choice()) }) },
  reads: true,
  example: {},
  async run(_, { records }) {
    const fields = await records.db.field.findMany({
      where: { active: true, packages: { some: { active: true } } },
      orderBy: { position: 'asc' },
    });
    const items = fields.map(({ key, nameId, nameEn }) => ({
      key,
      label: { id: nameId, en: nameEn },
    }));
    return { end: 'list', gives: { items } };
  },
});
