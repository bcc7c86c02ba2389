import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { deskOf } from './desk.ts';
import { roleLabels } from './labels.ts';

export const me = defineAction({
  name: 'staff.me',
  says: 'Whether the person works for the programme now, and as what.',
  needs: z.object({}),
  ends: {
    admin: z.object({ role: shapes.label() }),
    officer: z.object({ role: shapes.label() }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk) return { end: 'none', gives: {} };
    const labels = await roleLabels(records, desk.roles);
    const all = desk.roles.map(labels);
    const role = {
      id: all.map(({ id }) => id).join(', '),
      en: all.map(({ en }) => en).join(', '),
    };
    return { end: desk.isAdmin ? 'admin' : 'officer', gives: { role } };
  },
});
