import { z } from 'zod';
import { defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { deskOf } from './desk.ts';
import { listRoles } from './list.ts';

/** The list of staff names people: whoever opens it is on record first, once for each who stands in it. */
export const look = defineAction({
  name: 'staff.look',
  says: 'Lets an admin see who works for the programme, and keeps that they looked.',
  needs: z.object({}),
  ends: {
    shown: z.object({}),
    /** Only an admin sees it. */
    'not-yours': z.object({}),
  },
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const actor = { as: 'admin', person: desk.person.id } as const;
    const people = new Set((await listRoles(records, now)).map(({ person }) => person));
    for (const id of people)
      await audit(records, { actor, what: 'role.seen', on: { kind: 'person', id }, at: now });
    return { end: 'shown', gives: {} };
  },
});
