import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import { lockPlace } from '../place/records.ts';
import { timeEnd } from './ends.ts';
import { type LockedNeed, lockedNeed } from './records.ts';
import { askedFor, assess, stateAt } from './rules.ts';
import { tellHead } from './told.ts';
import { keepVersion, lastActor } from './version.ts';

export interface Approval {
  /** `M-2611-0007` */
  number: string;
  /** The approved quantity; without it, what is asked for now. At least 1. */
  quantity?: number;
  /** Why the quantity differs from what was asked for; the head is told. */
  reason?: string;
  /** The version that whoever decides has read: what changed since is not decided unseen. */
  version?: number;
  actor: Actor;
  now: Date;
}

export type Approved =
  | { end: 'approved'; gives: { number: string; place: string; approved: number } }
  | { end: 'unknown' }
  /** Decided before, or changed by the head since it was read. `by` is who did it, as they are called. */
  | { end: 'already'; gives: { state: string; by: string } }
  | { end: 'reason-needed' }
  /** So much is promised and received already. */
  | { end: 'below-floor'; gives: { floor: number } }
  /** The place has the same request open to donors. */
  | { end: 'another-open' };

/**
 * Approves what is asked for, or less or more of it with a reason: a new request opens to donors, a change of one
 * takes effect. What is promised and received stays. The head is told in the same transaction.
 */
export async function approveNeed(records: Records, approval: Approval): Promise<Approved> {
  const { number, reason, version, actor, now } = approval;
  const need = await lockedNeed(records, number);
  if (!need) return { end: 'unknown' };
  const quantity = approval.quantity ?? askedFor(need);
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    throw new RangeError('An approved quantity is a whole number, at least 1.');
  }
  const assessed = assess(need, quantity, reason);
  if (assessed.end === 'already' || (version !== undefined && version !== need.version))
    return {
      end: 'already',
      gives: { state: need.state, by: await lastActor(records, need) },
    };
  if (assessed.end === 'below-floor')
    return { end: 'below-floor', gives: { floor: assessed.floor } };
  if (assessed.end === 'reason-needed') return { end: 'reason-needed' };

  await lockPlace(records.db, need.placeId);
  const state = stateAt(quantity, need);
  if (state === 'open' && (await hasOpen(records, need))) return { end: 'another-open' };
  await decide(records, need, { state, approved: quantity, reason, actor, now });
  return { end: 'approved', gives: { number, place: need.place, approved: quantity } };
}

/** Whether the place has another request of the same package open to donors. */
export async function hasOpen({ db }: Records, need: LockedNeed): Promise<boolean> {
  const { id, placeId, packageKey, programmeId } = need;
  const others = { placeId, packageKey, programmeId, state: 'open', id: { not: id } } as const;
  return (await db.need.count({ where: others })) > 0;
}

interface Decision {
  state: 'open' | 'met';
  approved: number;
  reason: string | undefined;
  actor: Actor;
  now: Date;
}

async function decide(records: Records, need: LockedNeed, decision: Decision): Promise<void> {
  const { state, approved, reason, actor, now } = decision;
  const proposed = askedFor(need);
  const isNew = need.state === 'proposed';
  await records.db.need.update({
    where: { id: need.id },
    data: {
      state,
      approved,
      proposed,
      wanted: null,
      waitsSince: null,
      askedAt: null,
      ...(isNew && { openedAt: now }),
    },
  });
  await timeEnd(records, need);
  const version = await keepVersion(records, need, {
    did: 'approved',
    state,
    proposed,
    approved,
    reason,
    actor,
    now,
  });
  await audit(records, {
    actor,
    what: 'need.approved',
    on: { kind: 'need', id: need.id },
    at: now,
    detail: { proposed, approved },
  });
  await tellHead(records, need, {
    version,
    notice: isNew ? 'need-approved' : 'need-change-approved',
    args: {
      proposed,
      approved,
      why: reason?.trim()
        ? { id: `Alasannya: ${reason}`, en: `The reason: ${reason}` }
        : { id: '', en: '' },
    },
    now,
  });
}
