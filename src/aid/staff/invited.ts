import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { deskOf } from './desk.ts';
import { roleLabels } from './labels.ts';
import { mostShown } from './rules.ts';

const line = shapes.choice().extend({
  name: shapes.text(),
  role: shapes.label(),
  expires: shapes.moment(),
});

/** The code itself is told once and lies nowhere: what is listed is whom it is for. */
export const invitations = defineAction({
  name: 'staff.invitations',
  says: 'The invitations that nobody has taken up yet and that still last, for an admin.',
  needs: z.object({}),
  ends: {
    list: z.object({ items: z.array(line) }),
    none: z.object({}),
    /** Only an admin sees them. */
    'not-yours': z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const rows = await records.db.invitation.findMany({
      where: { usedAt: null, expiresAt: { gt: now } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: mostShown,
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const labels = await roleLabels(records, rows);
    const items = rows.map((row) => {
      const name = records.secrets.open(row.name);
      const role = labels(row);
      const label = (of: string) => `${name}: ${of}`.slice(0, 40);
      return {
        key: row.id,
        label: { id: label(role.id), en: label(role.en) },
        name,
        role,
        expires: row.expiresAt.toISOString(),
      };
    });
    return { end: 'list', gives: { items } };
  },
});

/** Its last moment is now: the code opens nothing any more. */
export const cancelInvitation = defineAction({
  name: 'staff.cancel-invitation',
  says: 'An admin takes an invitation back before it is taken up; its code lets nobody in.',
  needs: z.object({ invitation: chosen() }),
  ends: {
    cancelled: z.object({}),
    /** Taken up or over meanwhile. */
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: { invitation: { key: '019ab000-0000-7000-8000-000000000004', label: 'Bu Citra' } },
  async run({ invitation: id }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    if (!z.uuid().safeParse(id).success) return { end: 'gone', gives: {} };
    const { count } = await records.db.invitation.updateMany({
      where: { id, usedAt: null, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
    if (count === 0) return { end: 'gone', gives: {} };
    await audit(records, {
      actor: { as: 'admin', person: desk.person.id },
      what: 'staff.invitation-cancelled',
      on: { kind: 'invitation', id },
      at: now,
    });
    return { end: 'cancelled', gives: {} };
  },
});
