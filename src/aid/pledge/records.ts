import type { Label } from '../../chat/message.ts';
import type { Prisma, WaitingReason } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Contact, type Person, readPerson } from '../person/records.ts';
import { type DonorKind, donorKinds, donorLabels } from '../person/rules.ts';

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

/**
 * Who promised, in a list that staff look through: the organisation, or of a private person the kind alone. A look at a person's
 * name is kept on record, and a list is none.
 */
export function donorForStaff(
  { secrets }: Records,
  { kind, name }: Pick<Prisma.DonorModel, 'kind' | 'name'>,
): Label {
  if (name) return { id: secrets.open(name), en: secrets.open(name) };
  return donorLabels[donorKinds.find((key) => key === kind) ?? 'perorangan'];
}

/** Their own promises, and those of the parties that they speak for. */
export const pledgedBy = (personId: string): Prisma.PledgeWhereInput => ({
  OR: [{ actorId: personId }, { donor: { members: { some: { personId, leftAt: null } } } }],
});

/** The newest promise first, and its places as its donor was told of them. */
export const inOrder = [
  { pledge: { number: 'desc' } },
  { position: 'asc' },
  { id: 'desc' },
] satisfies Prisma.AllocationOrderByWithRelationInput[];

export interface Promised {
  number: string;
  donorId: string;
  actor: Contact;
  programmeId: string;
  packageKey: string;
  quantity: number;
  /** Of it, what no place has taken, and why. */
  waiting: number;
  waitsFor: WaitingReason;
  /** Where what waits was wanted. */
  wishes: { needId: string; quantity: number }[];
  /** `Menteng`; undefined where they wanted nowhere in particular. */
  wanted: string | undefined;
  distributorId: string | undefined;
  statementVersion: string;
  /** `2026-11-28` */
  deliverOn: string | undefined;
  chat: string;
  question: string;
  now: Date;
}

/** Keeps a promise, without the parts that are laid on needs. Returns its id. */
export async function keepPledge({ db }: Records, promised: Promised): Promise<string> {
  const { actor, deliverOn, now, wishes, waitsFor, distributorId, ...pledge } = promised;
  const { id } = await db.pledge.create({
    data: {
      ...pledge,
      waitsFor: promised.waiting > 0 ? waitsFor : null,
      wanted: promised.wanted ?? null,
      distributorId: distributorId ?? null,
      actorId: actor.id,
      deliverOn: deliverOn === undefined ? null : new Date(deliverOn),
      createdAt: now,
      wishes: { createMany: { data: wishes } },
    },
  });
  return id;
}

/** Lays a part of a promise on a need. Returns its id. */
export async function keepAllocation(
  { db }: Records,
  part: {
    pledgeId: string;
    needId: string;
    quantity: number;
    deadline: Date;
    deliverOn: Date | null;
    position: number;
    placementId?: string | undefined;
    now: Date;
  },
): Promise<string> {
  const { now, placementId, ...rest } = part;
  const { id } = await db.allocation.create({
    data: { ...rest, placementId: placementId ?? null, createdAt: now, changedAt: now },
  });
  return id;
}
