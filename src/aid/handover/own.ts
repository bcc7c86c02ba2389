import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';

type Pledge = Pick<Prisma.PledgeModel, 'actorId' | 'onBehalfOfId' | 'donorId'>;

/**
 * Whether who counted is who had promised: the same person, somebody of the same party, or the same telephone under another
 * account. Such a count is an officer's to confirm: nobody makes a receipt out of their own word and their own code.
 */
export async function isOwnPromise(
  { db }: Records,
  { actorId, onBehalfOfId, donorId }: Pledge,
  counter: string | null,
): Promise<boolean> {
  if (counter === null) return false;
  if (actorId === counter || onBehalfOfId === counter) return true;
  if ((await db.donorMember.count({ where: { donorId, personId: counter } })) > 0) return true;
  if (actorId === null) return false;
  const people = await db.person.findMany({
    where: { id: { in: [actorId, counter] }, phoneHash: { not: null } },
    select: { phoneHash: true },
  });
  return people.length === 2 && people[0]?.phoneHash === people[1]?.phoneHash;
}
