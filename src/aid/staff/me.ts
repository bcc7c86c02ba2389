import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { deskOf } from './desk.ts';
import { roleLabels } from './labels.ts';
import { dutiesOf } from './rules.ts';

const who = z.object({
  role: shapes.label(),
  /** What they can type, by what they are. */
  duties: shapes.label(),
});

export const me = defineAction({
  name: 'staff.me',
  says: 'Whether the person works for the programme now, and as what.',
  needs: z.object({}),
  ends: {
    admin: who,
    officer: who,
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk) return { end: 'none', gives: {} };
    const labels = await roleLabels(records, desk.roles);
    const all = desk.roles.map(labels);
    const duties = dutiesOf(desk.roles.map(({ kind }) => kind));
    const role = {
      id: all.map(({ id }) => id).join(', '),
      en: all.map(({ en }) => en).join(', '),
    };
    return { end: desk.isAdmin ? 'admin' : 'officer', gives: { role, duties } };
  },
});
