import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import type { Actor } from '../audit.ts';
import { type Person, speakerOf } from '../person/records.ts';
import { dayInJakarta, hoursLater } from '../programme/rules.ts';
import { covers, type RoleScope, type Scope, waitsForOfficer } from './rules.ts';

/** What somebody who works for the programme may decide now, from the roles that live now. */
export interface Desk {
  person: Person;
  roles: RoleScope[];
  isAdmin: boolean;
  /**
   * In what part they decide a case, or undefined where it is not theirs. An admin may decide every case,
   * and is on record as admin.
   */
  decides(scope: Scope): Extract<Actor['as'], 'officer' | 'admin'> | undefined;
  /**
   * Whether a case stands in their queue: an officer's own; an admin's where no officer lives who covers it,
   * or where it has waited since more than two days.
   */
  sees(scope: Scope, since: Date): boolean;
}

/** A role that lives at this time: not revoked, not over. */
export function livingRole(now: Date): Prisma.RoleWhereInput {
  return { revokedAt: null, OR: [{ endsOn: null }, { endsOn: { gte: dayInJakarta(now) } }] };
}

const scoped = { kind: true, fieldKey: true, areaCode: true } as const;

/**
 * The desk of whoever writes from this chat; undefined for who has no role that lives. Read anew in every verb:
 * a role that was revoked a second ago decides nothing, also in the middle of a flow.
 */
export async function deskOf(records: Records, chat: string, now: Date): Promise<Desk | undefined> {
  const person = await speakerOf(records, chat);
  if (!person) return undefined;
  const living = livingRole(now);
  const roles = await records.db.role.findMany({
    where: { personId: person.id, ...living },
    select: scoped,
  });
  if (roles.length === 0) return undefined;
  const officers = await records.db.role.findMany({
    where: { kind: { not: 'admin' }, ...living },
    select: scoped,
  });
  const isAdmin = roles.some(({ kind }) => kind === 'admin');
  const isOwn = (scope: Scope) => roles.some((role) => covers(role, scope));
  return {
    person,
    roles,
    isAdmin,
    decides: (scope) => (isOwn(scope) ? 'officer' : isAdmin ? 'admin' : undefined),
    sees: (scope, since) =>
      isOwn(scope) ||
      (isAdmin &&
        (hoursLater(since, waitsForOfficer) <= now ||
          !officers.some((role) => covers(role, scope)))),
  };
}

/** Who is told of a new case: the officers who cover it, or the admins where there is none. */
export async function peopleFor({ db }: Records, scope: Scope, now: Date): Promise<string[]> {
  const roles = await db.role.findMany({
    where: livingRole(now),
    select: { ...scoped, personId: true },
    orderBy: { grantedAt: 'asc' },
  });
  const officers = roles.filter((role) => covers(role, scope));
  const told = officers.length > 0 ? officers : roles.filter(({ kind }) => kind === 'admin');
  return [...new Set(told.map(({ personId }) => personId))];
}

/** The admins, who are told of what has waited too long. */
export async function admins({ db }: Records, now: Date): Promise<string[]> {
  const roles = await db.role.findMany({
    where: { kind: 'admin', ...livingRole(now) },
    select: { personId: true },
  });
  return [...new Set(roles.map(({ personId }) => personId))];
}
