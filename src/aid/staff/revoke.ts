import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { deskOf } from './desk.ts';
import { listRoles } from './list.ts';
import { revokeRole } from './revocation.ts';

const listed = shapes.choice().extend({
  /** Of other people, of the admin who asks, or the last admin's: nobody could invite after that. */
  whose: z.enum(['other', 'own', 'last']),
});

export const roles = defineAction({
  name: 'staff.roles',
  says: 'Everybody who works for the programme, for an admin to choose from.',
  needs: z.object({}),
  ends: {
    list: z.object({ items: z.array(listed) }),
    /** Only an admin sees it. */
    'not-yours': z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const all = await listRoles(records, now);
    const isLastAdmin = all.filter(({ kind }) => kind === 'admin').length === 1;
    const items = all.map(({ id, called, role, kind, person }) => ({
      key: id,
      label: { id: `${called}: ${role.id}`, en: `${called}: ${role.en}` },
      whose: kind === 'admin' && isLastAdmin ? ('last' as const) : own(person === desk.person.id),
    }));
    return { end: 'list', gives: { items } };
  },
});

const own = (isOwn: boolean) => (isOwn ? ('own' as const) : ('other' as const));

export const revoke = defineAction({
  name: 'staff.revoke',
  says: 'An admin ends a role at once; whoever had it is told.',
  needs: z.object({ role: chosen() }),
  ends: {
    revoked: z.object({}),
    unknown: z.object({}),
    'last-admin': z.object({}),
    'not-yours': z.object({}),
  },
  example: { role: { key: '019ab000-0000-7000-8000-000000000004', label: 'Bu Citra' } },
  async run({ role }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const actor = { as: 'admin', person: desk.person.id } as const;
    return { end: await revokeRole(records, { role, actor, now }), gives: {} };
  },
});
