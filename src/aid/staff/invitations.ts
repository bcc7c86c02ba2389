import { createHash } from 'node:crypto';
import type { StaffKind } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { hoursLater } from '../programme/rules.ts';
import { invitationCode, invitationDays, plainInvitation } from './rules.ts';

/** What somebody is invited to be: an SKPD officer has a field, a kelurahan officer an area, an admin neither. */
export interface Office {
  kind: StaffKind;
  fieldKey?: string | undefined;
  areaCode?: string | undefined;
}

export interface Invite extends Office {
  /** Whom it is for, as the inviter calls them. Kept sealed. */
  name: string;
  actor: Actor;
  /** What the code is made from; the same chance gives the same code, and one invitation. */
  chance: string;
  now: Date;
  days?: number | undefined;
  /** The last day of the role. */
  endsOn?: Date | undefined;
}

export interface Invited {
  /** `UNDANG-KLMPR-STVWX`; it is told now and lies nowhere. */
  code: string;
  expiresAt: Date;
}

/** Makes a code that lets one person in, once. Only its keyed hash is kept. */
export async function invite(records: Records, wish: Invite): Promise<Invited> {
  const { kind, fieldKey, areaCode, name, actor, now, endsOn } = wish;
  const { db, secrets } = records;
  const chance = createHash('sha256')
    .update(secrets.hash(`invite:${wish.chance}`))
    .digest();
  const code = invitationCode(chance);
  const codeHash = hashOf(records, code);
  const earlier = await db.invitation.findUnique({ where: { codeHash } });
  if (earlier) return { code, expiresAt: earlier.expiresAt };
  const expiresAt = hoursLater(now, 24 * (wish.days ?? invitationDays));
  const { id } = await db.invitation.create({
    data: {
      codeHash,
      kind,
      fieldKey: fieldKey ?? null,
      areaCode: areaCode ?? null,
      name: secrets.seal(name),
      invitedById: actor.person ?? null,
      invitedAs: actor.as,
      createdAt: now,
      expiresAt,
      endsOn: endsOn ?? null,
    },
  });
  await audit(records, {
    actor,
    what: 'staff.invited',
    on: { kind: 'invitation', id },
    at: now,
    detail: { kind, ...(fieldKey && { field: fieldKey }), ...(areaCode && { area: areaCode }) },
  });
  return { code, expiresAt };
}

/** The invitation that a typed code opens, held until the transaction ends. */
export async function heldInvitation(records: Records, typed: string) {
  const codeHash = hashOf(records, typed);
  await records.db.$queryRaw`SELECT 1 FROM invitation WHERE code_hash = ${codeHash} FOR UPDATE`;
  return records.db.invitation.findUnique({ where: { codeHash }, include: { role: true } });
}

const hashOf = ({ secrets }: Records, code: string) =>
  secrets.hash(`invitation:${plainInvitation(code)}`);
