import type { Records } from '../action.ts';
import type { Merge } from '../person/merged.ts';

/** What they promised, and for whom: two parties of the same kind and name that they made become one. */
export async function mergeDonors({ db }: Records, { from, into }: Merge): Promise<void> {
  for (const donor of await db.donor.findMany({ where: { madeById: from } })) {
    const { id, kind, nameHash } = donor;
    const twin = await db.donor.findUnique({
      where: { madeById_kind_nameHash: { madeById: into, kind, nameHash } },
    });
    if (!twin) {
      await db.donor.update({ where: { id }, data: { madeById: into } });
      continue;
    }
    await db.pledge.updateMany({ where: { donorId: id }, data: { donorId: twin.id } });
    await db.$executeRaw`
      INSERT INTO donor_member (donor_id, person_id, joined_at, left_at)
      SELECT ${twin.id}::uuid, person_id, joined_at, left_at FROM donor_member WHERE donor_id = ${id}::uuid
      ON CONFLICT DO NOTHING`;
    await db.donor.delete({ where: { id } });
  }
  await db.$executeRaw`
    INSERT INTO donor_member (donor_id, person_id, joined_at, left_at)
    SELECT donor_id, ${into}::uuid, joined_at, left_at FROM donor_member WHERE person_id = ${from}::uuid
    ON CONFLICT (donor_id, person_id) DO UPDATE SET
      left_at = CASE WHEN donor_member.left_at IS NULL OR excluded.left_at IS NULL THEN NULL
        ELSE greatest(donor_member.left_at, excluded.left_at) END`;
  await db.donorMember.deleteMany({ where: { personId: from } });
  await db.pledge.updateMany({ where: { actorId: from }, data: { actorId: into } });
  await db.pledge.updateMany({ where: { onBehalfOfId: from }, data: { onBehalfOfId: into } });
  await db.placement.updateMany({ where: { placedById: from }, data: { placedById: into } });
}
