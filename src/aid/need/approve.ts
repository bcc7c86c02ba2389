import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { lockPlace } from '../place/records.ts';
import { type LockedNeed, lockedNeed } from './records.ts';
import { assess } from './rules.ts';

export interface Approval {
  /** `M-2611-0007` */
  number: string;
  /** The approved quantity; without it, what was asked for. At least 1. */
  quantity?: number;
  /** Why the quantity differs from what was asked for; the head is told. */
  reason?: string;
  actor: Actor;
  now: Date;
}

export type Approved =
  | { end: 'approved'; gives: { place: string; approved: number } }
  | { end: 'unknown' }
  | { end: 'already'; gives: { state: string } }
  | { end: 'reason-needed' }
  /** Who asked has been erased. */
  | { end: 'unclaimed' }
  /** The place has the same request open to donors. */
  | { end: 'another-open' };

/** Opens the request to donors. The head is told in the same transaction. */
export async function approveNeed(records: Records, approval: Approval): Promise<Approved> {
  const { number, reason, actor, now } = approval;
  const need = await lockedNeed(records, number);
  if (!need) return { end: 'unknown' };
  const quantity = approval.quantity ?? need.proposed;
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    throw new RangeError('An approved quantity is a whole number, at least 1.');
  }
  const assessed = assess(need, quantity, reason);
  if (assessed.end === 'already') return { end: 'already', gives: { state: need.state } };
  if (assessed.end === 'reason-needed') return { end: 'reason-needed' };

  const { placeId, proposedById } = need;
  if (proposedById === null) return { end: 'unclaimed' };
  await lockPlace(records.db, placeId);
  if (await hasOpen(records, need)) return { end: 'another-open' };

  const version = await openToDonors(records, need, approval, quantity);
  await audit(records, {
    actor,
    what: 'need.approved',
    on: { kind: 'need', id: need.id },
    at: now,
    detail: { proposed: need.proposed, approved: quantity },
  });
  await records.notify({
    cause: { kind: 'need-version', id: version },
    person: proposedById,
    part: 1,
    notice: 'need-approved',
    args: {
      number,
      place: need.place,
      package: need.package,
      unit: need.unit,
      proposed: need.proposed,
      approved: quantity,
      ...(reason !== undefined && { reason }),
    },
  });
  return { end: 'approved', gives: { place: need.place, approved: quantity } };
}

async function hasOpen({ db }: Records, need: LockedNeed): Promise<boolean> {
  const { placeId, packageKey, programmeId } = need;
  return (await db.need.count({ where: { placeId, packageKey, programmeId, state: 'open' } })) > 0;
}

/** Returns the id of the version that this makes. */
async function openToDonors(
  { db }: Records,
  need: LockedNeed,
  { reason, actor, now }: Approval,
  approved: number,
): Promise<string> {
  await db.need.update({
    where: { id: need.id },
    data: { state: 'open', approved, openedAt: now },
  });
  const { id } = await db.needVersion.create({
    data: {
      needId: need.id,
      version: 1 + (await db.needVersion.count({ where: { needId: need.id } })),
      state: 'open',
      proposed: need.proposed,
      approved,
      reason: reason ?? null,
      actorId: actor.person ?? null,
      actedAs: actor.as,
      at: now,
    },
  });
  return id;
}
