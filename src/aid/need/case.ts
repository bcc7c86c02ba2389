import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Notice, Records } from '../action.ts';
import type { Actor } from '../audit.ts';
import { raiseCase, remindAdmins } from '../staff/cases.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { type LockedNeed, lockedNeed } from './records.ts';
import { askedFor } from './rules.ts';
import { wordsOf } from './told.ts';
import { lastActor } from './version.ts';

/** How a decision of an officer ends where it does not come to it. */
export const undecided = {
  /** Another officer has decided, or the head has changed it, since it was read. `by` is who, as they are called. */
  moved: z.object({ by: shapes.text() }),
  /** Not of a field of theirs, or their role has ended. */
  'not-yours': z.object({}),
  /** There is no such request. */
  unknown: z.object({}),
};

export interface OfficersCase {
  need: LockedNeed;
  desk: Desk;
  actor: Actor;
}

export type Opened =
  | OfficersCase
  | { end: 'not-yours'; gives: Record<string, never> }
  | { end: 'unknown'; gives: Record<string, never> };

/** A request, held for the officer who decides about it now. Their right is looked up anew each time. */
export async function openCase(
  records: Records,
  number: string,
  { chat, now }: { chat: string; now: Date },
): Promise<Opened> {
  const desk = await deskOf(records, chat, now);
  const need = desk && (await lockedNeed(records, number.toUpperCase()));
  if (!desk) return { end: 'not-yours', gives: {} };
  if (!need) return { end: 'unknown', gives: {} };
  const as = desk.decides({ field: need.fieldKey });
  if (!as) return { end: 'not-yours', gives: {} };
  return { need, desk, actor: { as, person: desk.person.id } };
}

/** The end for who comes second: of two officers on one case the first one wins. */
export const movedBy = async (records: Records, need: LockedNeed) =>
  ({ end: 'moved', gives: { by: await lastActor(records, need) } }) as const;

/** What the officers of its field read of a request that waits for them. */
const noticeOf = (need: LockedNeed): { notice: string; args: Notice['args'] } => ({
  notice: need.wanted === undefined ? 'need-waits' : 'need-change-waits',
  args: {
    ...wordsOf(need),
    amount: askedFor(need),
    approved: need.approved,
    urgency: need.urgency === 'urgent' ? { id: 'Mendesak: ', en: 'Urgent: ' } : { id: '', en: '' },
  },
});

/**
 * Has the officers of its field told that a request waits, because of this version of it. After two days it is
 * brought before the admins.
 */
export async function raiseNeed(
  records: Records,
  number: string,
  { version, now, answer }: { version: string; now: Date; answer?: string },
): Promise<void> {
  const need = await lockedNeed(records, number);
  if (!need) return;
  const scope = { field: need.fieldKey };
  const told = noticeOf(need);
  const raised =
    answer === undefined
      ? told
      : { notice: 'need-answered', args: { ...told.args, words: answer } };
  await raiseCase(records, { kind: 'need', id: version, scope, ...raised, now });
}

/** Two days after a version brought a request before the officers: does it still wait? */
export async function needWaits(
  records: Records,
  version: string,
  { now }: { now: Date },
): Promise<void> {
  const found = await records.db.needVersion.findUnique({
    where: { id: version },
    include: { need: { select: { number: true } } },
  });
  const need = found && (await lockedNeed(records, found.need.number));
  if (!need || need.askedAt || need.waitsSince?.getTime() !== found.at.getTime()) return;
  const scope = { field: need.fieldKey };
  await remindAdmins(records, { kind: 'need', id: version, scope, ...noticeOf(need), now });
}
