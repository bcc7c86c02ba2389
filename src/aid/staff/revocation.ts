import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { livingRole } from './desk.ts';
import { roleLabels } from './labels.ts';

export type Revoked =
  | 'revoked'
  /** No such role lives. */
  | 'unknown'
  /** Nobody would be left to invite others. */
  | 'last-admin';

/** Whoever ends an admin's role counts the others who are left one after the other. */
export async function lockAdmins({ db }: Records): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM role WHERE kind = 'admin' AND revoked_at IS NULL ORDER BY id FOR UPDATE`;
}

/** Ends a role at once, also in the middle of a flow; whoever had it is told. */
export async function revokeRole(
  records: Records,
  { role: id, actor, now }: { role: string; actor: Actor; now: Date },
): Promise<Revoked> {
  const { db } = records;
  // Of two admins who revoke each other at once, one stays.
  await lockAdmins(records);
  await db.$queryRaw`SELECT 1 FROM role WHERE id = ${id}::uuid FOR UPDATE`;
  const living = livingRole(now);
  const role = await db.role.findFirst({ where: { id, ...living } });
  if (!role) return 'unknown';
  // The operator at the command line can always invite another.
  const isLast =
    role.kind === 'admin' && (await db.role.count({ where: { kind: 'admin', ...living } })) === 1;
  if (isLast && actor.as !== 'operator') return 'last-admin';
  await db.role.update({
    where: { id },
    data: { revokedAt: now, revokedById: actor.person ?? null },
  });
  const detail = { kind: role.kind };
  await audit(records, { actor, what: 'staff.revoked', on: { kind: 'role', id }, at: now, detail });
  await records.notify({
    cause: { kind: 'role-revoked', id },
    person: role.personId,
    part: 1,
    notice: 'role-revoked',
    args: { role: (await roleLabels(records, [role]))(role) },
  });
  return 'revoked';
}
