import { setTimer } from '../../store/timers.ts';
import type { Records } from '../action.ts';
import { audit } from '../audit.ts';
import { dayInJakarta, hoursLater, onDay } from '../programme/rules.ts';
import { lockedNeed } from './records.ts';
import { askedFor, floorOf, isOver, lacking } from './rules.ts';
import { tellHead } from './told.ts';
import { keepVersion } from './version.ts';

const morning = 7;

/** Sets when a need closes by itself: on the morning after the last day of its period. */
export async function timeEnd(
  { db }: Records,
  { id, periodTo }: { id: string; periodTo: Date | null },
): Promise<void> {
  if (!periodTo) return;
  const dueAt = onDay(hoursLater(periodTo, 24), morning);
  await setTimer(db, { kind: 'need.ends', subject: id, step: 1 }, dueAt);
}

/**
 * The period of a need is over: it closes, whatever state it is in, so that nothing blocks a need for ever. What is
 * promised stays living and can still be received. The head is told once, with what remained open.
 */
export async function endNeed(records: Records, id: string, { now }: { now: Date }): Promise<void> {
  const found = await records.db.need.findUnique({ where: { id }, select: { number: true } });
  const need = found && (await lockedNeed(records, found.number));
  if (!need || isOver(need.state)) return;
  if (need.periodTo === null || need.periodTo >= dayInJakarta(now)) return;
  await records.db.need.update({
    where: { id },
    data: { state: 'closed', wanted: null, waitsSince: null, askedAt: null },
  });
  const proposed = askedFor(need);
  const actor = { as: 'system' } as const;
  const version = await keepVersion(records, need, {
    did: 'closed',
    state: 'closed',
    proposed,
    approved: need.approved,
    actor,
    now,
  });
  const open = lacking(need);
  await audit(records, {
    actor,
    what: 'need.closed',
    on: { kind: 'need', id },
    at: now,
    detail: { approved: need.approved, open },
  });
  const decided = floorOf(need) > 0 || need.approved > 0;
  await tellHead(records, need, {
    version,
    notice: decided ? 'need-closed' : 'need-closed-undecided',
    args: decided
      ? { approved: need.approved, received: need.received, promised: need.allocated, open }
      : { proposed },
    now,
  });
}
