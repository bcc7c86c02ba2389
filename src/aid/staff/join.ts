import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { type Person, speakerOf } from '../person/records.ts';
import { hoursLater } from '../programme/rules.ts';
import { livingRole } from './desk.ts';
import { heldInvitation } from './invitations.ts';
import { roleLabels } from './labels.ts';
import { dutiesOf, lockedHours, mostTries } from './rules.ts';
import { forgetTries, triedBefore } from './tried-before.ts';

export const join = defineAction({
  name: 'staff.join',
  says: 'Takes up an invitation: its code makes one person an officer, once.',
  needs: z.object({ code: z.string().max(60) }),
  ends: {
    joined: z.object({ role: shapes.label(), duties: shapes.label(), isAdmin: z.boolean() }),
    /** No such code, or somebody else has used it. How many tries are left. */
    wrong: z.object({ left: shapes.quantity() }),
    expired: z.object({}),
    /** Too many codes that did not fit: again in an hour. */
    locked: z.object({}),
    /** Has not agreed to be known, or has given no name. */
    unregistered: z.object({}),
  },
  creates: true,
  example: { code: 'UNDANG-KLMPR-STVWX' },
  async run({ code }, context) {
    const { records, chat, now } = context;
    const person = await speakerOf(records, chat);
    if (person?.called === undefined) return { end: 'unregistered', gives: {} };
    const tries = await triesOf(records, person, now);
    if (tries >= mostTries) return { end: 'locked', gives: {} };
    const invitation = await heldInvitation(records, code);
    const isOpen = invitation && (!invitation.usedAt || invitation.role?.personId === person.id);
    const codeTries = isOpen ? 0 : tries + 1;
    await records.db.person.update({
      where: { id: person.id },
      data: { codeTries, codeTriedAt: now },
    });
    if (!isOpen) {
      const left = mostTries - codeTries;
      return left > 0 ? { end: 'wrong', gives: { left } } : { end: 'locked', gives: {} };
    }
    await forgetTries(records, person.id);
    if (!invitation.usedAt && invitation.expiresAt <= now) return { end: 'expired', gives: {} };
    if (!invitation.usedAt) await grant(context, person, invitation);
    const role = (await roleLabels(records, [invitation]))(invitation);
    const duties = dutiesOf([invitation.kind]);
    return { end: 'joined', gives: { role, duties, isAdmin: invitation.kind === 'admin' } };
  },
});

/** Codes that did not fit, of a person who is held: two guesses in the same instant count as two. */
async function triesOf(records: Records, { id }: Person, now: Date): Promise<number> {
  const { db } = records;
  await db.$queryRaw`SELECT 1 FROM person WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const { codeTries, codeTriedAt } = await db.person.findUniqueOrThrow({ where: { id } });
  const own = codeTriedAt && hoursLater(codeTriedAt, lockedHours) <= now ? 0 : codeTries;
  return Math.max(own, await triedBefore(records, id, now));
}

async function grant(
  { records, now }: ActionContext<Records>,
  person: Person,
  invitation: Prisma.InvitationModel,
): Promise<void> {
  const { db } = records;
  const { kind, fieldKey, areaCode, endsOn } = invitation;
  const same = { personId: person.id, kind, fieldKey, areaCode };
  // A role of the same kind whose last day is over makes room for the new one.
  const living = await db.role.findFirst({ where: { ...same, ...livingRole(now) } });
  if (!living)
    await db.role.updateMany({ where: { ...same, revokedAt: null }, data: { revokedAt: now } });
  const role = living ?? (await db.role.create({ data: { ...same, grantedAt: now, endsOn } }));
  const taken = await db.invitation.count({ where: { roleId: role.id } });
  await db.invitation.update({
    where: { id: invitation.id },
    data: { usedAt: now, ...(taken === 0 && { roleId: role.id }) },
  });
  const actor = { as: kind === 'admin' ? 'admin' : 'officer', person: person.id } as const;
  const on = { kind: 'role', id: role.id };
  await audit(records, { actor, what: 'staff.joined', on, at: now, detail: { kind } });
  if (!invitation.invitedById || invitation.invitedById === person.id) return;
  await records.notify({
    cause: { kind: 'joined', id: invitation.id },
    person: invitation.invitedById,
    part: 1,
    notice: 'staff-joined',
    args: { name: person.called ?? '', role: (await roleLabels(records, [role]))(role) },
  });
}
