import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { deskOf } from './desk.ts';
import { invite as makeInvitation } from './invitations.ts';
import { roleLabels } from './labels.ts';

export const invite = defineAction({
  name: 'staff.invite',
  says: 'An admin invites an officer or another admin: a code that lets one person in, once.',
  needs: z.object({
    kind: chosen().pipe(z.enum(['admin', 'skpd', 'kelurahan'])),
    /** Of an SKPD officer. */
    field: chosen().optional(),
    /** Of a kelurahan officer. */
    place: shapes.place().optional(),
    name: z.string().min(1).max(60),
  }),
  ends: {
    invited: z.object({
      code: shapes.text(),
      name: shapes.text(),
      role: shapes.label(),
      expires: shapes.moment(),
    }),
    /** Only an admin invites. */
    'not-yours': z.object({}),
    /** The field or kelurahan is missing, or unknown. */
    incomplete: z.object({}),
  },
  creates: true,
  example: {
    kind: { key: 'skpd', label: 'Petugas bidang' },
    field: { key: 'pangan', label: 'Pangan' },
    name: 'Bu Citra',
  },
  async run({ kind, field, place, name }, { records, chat, question, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.isAdmin) return { end: 'not-yours', gives: {} };
    const fieldKey = kind === 'skpd' ? field : undefined;
    const areaCode = kind === 'kelurahan' ? place?.kelurahan : undefined;
    const isKnown =
      kind === 'admin' ||
      (fieldKey !== undefined &&
        (await records.db.field.count({ where: { key: fieldKey } })) > 0) ||
      (areaCode !== undefined &&
        (await records.db.region.count({ where: { code: areaCode } })) > 0);
    if (!isKnown) return { end: 'incomplete', gives: {} };
    const actor = { as: 'admin', person: desk.person.id } as const;
    const chance = `${chat}:${question}`;
    const { code, expiresAt } = await makeInvitation(records, {
      kind,
      fieldKey,
      areaCode,
      name,
      actor,
      chance,
      now,
    });
    const role = { kind, fieldKey: fieldKey ?? null, areaCode: areaCode ?? null };
    const label = (await roleLabels(records, [role]))(role);
    return { end: 'invited', gives: { code, name, role: label, expires: expiresAt.toISOString() } };
  },
});
