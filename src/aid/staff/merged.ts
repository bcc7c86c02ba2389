import type { Records } from '../action.ts';
import type { Merge } from '../person/merged.ts';

/** Their roles. Of two that are the same the one that lasts longer stays, and the other ends. Gives how many ended. */
export async function mergeRoles({ db }: Records, { from, into, now }: Merge): Promise<number> {
  const same = { revokedAt: null } as const;
  let ended = 0;
  const roles = await db.role.findMany({ where: { personId: { in: [from, into] }, ...same } });
  for (const role of roles.filter(({ personId }) => personId === from)) {
    const twin = roles.find(
      (one) =>
        one.personId === into &&
        one.kind === role.kind &&
        one.fieldKey === role.fieldKey &&
        one.areaCode === role.areaCode,
    );
    if (!twin) continue;
    const over = lasting(role) > lasting(twin) ? twin : role;
    await db.role.update({ where: { id: over.id }, data: { revokedAt: now } });
    ended++;
  }
  await db.role.updateMany({ where: { personId: from }, data: { personId: into } });
  await db.role.updateMany({ where: { revokedById: from }, data: { revokedById: into } });
  await db.invitation.updateMany({ where: { invitedById: from }, data: { invitedById: into } });
  return ended;
}

const lasting = ({ endsOn }: { endsOn: Date | null }) =>
  endsOn?.getTime() ?? Number.POSITIVE_INFINITY;
