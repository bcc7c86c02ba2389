import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Contact, type Person, readPerson } from '../person/records.ts';
import type { DonorKind } from '../person/rules.ts';

/**
 * The party that this person gives for, made when they have not given for it before. An organisation is
 * known by its kind and name; two people who name the same one make two parties, until staff join them.
 */
export async function donorFor(
  { db, secrets }: Records,
  party: { person: string; kind: DonorKind; name: string | undefined; now: Date },
): Promise<string> {
  const { person: madeById, kind, name, now } = party;
  const nameHash = name === undefined ? '' : secrets.hash(name.toLowerCase());
  await db.donor.createMany({
    data: {
      kind,
      name: name === undefined ? null : secrets.seal(name),
      nameHash,
      madeById,
      createdAt: now,
    },
    skipDuplicates: true,
  });
  const { id } = await db.donor.findUniqueOrThrow({
    where: { madeById_kind_nameHash: { madeById, kind, nameHash } },
  });
  await db.donorMember.createMany({
    data: { donorId: id, personId: madeById, joinedAt: now },
    skipDuplicates: true,
  });
  return id;
}

/** Who promised: the person, and the organisation that they gave for. */
export function donorOf(
  records: Records,
  { actor, donor }: Prisma.PledgeGetPayload<{ include: { actor: true; donor: true } }>,
): { person: Person | undefined; organisation: string | undefined } {
  return {
    person: actor ? readPerson(records, actor) : undefined,
    organisation: donor.name ? records.secrets.open(donor.name) : undefined,
  };
}

/** Their own promises, and those of the parties that they speak for. */
export const pledgedBy = (personId: string): Prisma.PledgeWhereInput => ({
  OR: [{ actorId: personId }, { donor: { members: { some: { personId, leftAt: null } } } }],
});

export interface Promised {
  number: string;
  donorId: string;
  actor: Contact;
  programmeId: string;
  packageKey: string;
  needId: string;
  quantity: number;
  statementVersion: string;
  /** `2026-11-28` */
  deliverOn: string | undefined;
  deadline: Date;
  chat: string;
  question: string;
  now: Date;
}

/** Keeps a promise that is laid on one need. Returns the id of that part. */
export async function keepPledge({ db }: Records, promised: Promised): Promise<string> {
  const { actor, needId, deliverOn, deadline, now, ...pledge } = promised;
  const { id: pledgeId } = await db.pledge.create({
    data: {
      ...pledge,
      actorId: actor.id,
      deliverOn: deliverOn === undefined ? null : new Date(deliverOn),
      createdAt: now,
    },
  });
  const { id } = await db.allocation.create({
    data: {
      pledgeId,
      needId,
      quantity: promised.quantity,
      deadline,
      createdAt: now,
      changedAt: now,
    },
  });
  return id;
}
