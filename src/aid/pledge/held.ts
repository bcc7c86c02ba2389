import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type LockedNeed, lockedNeed } from '../need/records.ts';
import { isOver } from '../need/rules.ts';
import { asContact, type Contact, type Person, speakerOf } from '../person/records.ts';
import { headOf } from '../place/records.ts';
import { bringings } from '../programme/nature.ts';
import { donorOf } from './records.ts';
import { donorCalled } from './rules.ts';

export type Allocation = Prisma.AllocationGetPayload<{
  include: {
    pledge: { include: { donor: true; actor: true; programme: true; distributor: true } };
  };
}>;

/** One part of a promise, held until the transaction ends: whatever else happens to it waits. */
export interface Held {
  allocation: Allocation;
  need: LockedNeed;
  amount: number;
  /** Who promised; absent once they were erased, or have no number. */
  donor: Contact | undefined;
  /** How the head reads of the donor: `PT Contoh Jaya (Bu Rina)`. */
  donorCalled: string;
  /** Who heads the place now. */
  head: Contact | undefined;
}

const included = {
  pledge: { include: { donor: true, actor: true, programme: true, distributor: true } },
} as const;

export async function holdAllocation(
  records: Records,
  id: string,
  now: Date,
): Promise<Held | undefined> {
  const found = await records.db.allocation.findUnique({
    where: { id },
    select: { need: { select: { number: true } } },
  });
  const need = found && (await lockedNeed(records, found.need.number));
  if (!need) return undefined;
  // Read only now: what it waited for is in it.
  const allocation = await records.db.allocation.findUniqueOrThrow({
    where: { id },
    include: included,
  });
  const { person, organisation } = donorOf(records, allocation.pledge);
  return {
    allocation,
    need,
    amount: Number(allocation.quantity),
    donor: person && asContact(person),
    donorCalled: donorCalled(person?.called ?? '', organisation),
    head: await headOf(records, need.placeId, now),
  };
}

export interface HeldBy extends Held {
  speaker: Person;
  as: 'donor' | 'head';
}

/** The same for whoever speaks from this chat, who promised it or heads its place; nobody else gets it. */
export async function holdOwn(
  records: Records,
  id: string,
  { chat, now }: { chat: string; now: Date },
): Promise<HeldBy | undefined> {
  const speaker = await speakerOf(records, chat);
  const held = speaker && (await holdAllocation(records, id, now));
  if (!held) return undefined;
  const { donorId, actorId } = held.allocation.pledge;
  const isDonor =
    actorId === speaker.id ||
    (await records.db.donorMember.count({
      where: { donorId, personId: speaker.id, leftAt: null },
    })) > 0;
  if (isDonor) return { ...held, speaker, as: 'donor' };
  return held.head?.id === speaker.id ? { ...held, speaker, as: 'head' } : undefined;
}

/**
 * Which of two notices tells that a part is free again: that it is offered to others, or, where the request was
 * withdrawn or its period is over, that it is not: `released-to-head`, `released-to-head-over`.
 */
export const noticeOfFreed = (notice: string, { need }: Pick<Held, 'need'>): string =>
  isOver(need.state) ? `${notice}-over` : notice;

/** What a notice about a part of a promise is filled with. */
export const wordsOf = ({ allocation, need, amount, donorCalled: donor }: Held) => ({
  number: allocation.pledge.number,
  donor,
  amount,
  package: need.package,
  unit: need.unit,
  place: need.place,
  whom: whomToContact({ allocation, need }),
  brings: bringings[need.nature],
});

/** Whom the donor contacts: the head, or the distributor that brings it instead. */
export const whomToContact = ({ allocation, need }: Pick<Held, 'allocation' | 'need'>) => {
  const { distributor } = allocation.pledge;
  return distributor ? { id: distributor.name, en: distributor.name } : need.title;
};

/** The name and number of whom the donor contacts; absent where the place has no head any more. */
export function contactFor({
  allocation,
  head,
}: Held): { called: string; phone: string } | undefined {
  const { distributor } = allocation.pledge;
  if (!distributor) return head;
  return { called: distributor.contactName, phone: distributor.contactPhone };
}
