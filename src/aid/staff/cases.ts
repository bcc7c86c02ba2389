import { setTimer } from '../../store/timers.ts';
import type { Notice, Records } from '../action.ts';
import { hoursLater } from '../programme/rules.ts';
import { admins, peopleFor } from './desk.ts';
import { type Scope, waitsForOfficer } from './rules.ts';

/** Something that an officer is to decide: `{ kind: 'headship', id, scope: { area: '31.75.02.1001' } }`. */
export interface Case {
  /** Also the first part of its timer's kind: `headship.waits`. */
  kind: string;
  id: string;
  scope: Scope;
  /** When it was raised, of a case that may be raised again: each time is told anew. */
  sent?: Date;
  /** What the officer reads of it. */
  notice: string;
  args: Notice['args'];
  now: Date;
}

/**
 * Tells the officers who cover it, or the admins where there is none, in the transaction that makes it; a
 * timer brings it before the admins after two days, see `remindAdmins`.
 */
export async function raiseCase(records: Records, raised: Case): Promise<void> {
  const { scope, notice, args, now } = raised;
  for (const person of await peopleFor(records, scope, now))
    await records.notify({ cause: causeOf(raised), person, part: 1, notice, args });
  await timeCase(records, raised);
}

/** Sets the timer that brings a case before the admins, for one that somebody else may settle until then. */
export async function timeCase(
  { db }: Records,
  { kind, id, now }: Pick<Case, 'kind' | 'id' | 'now'>,
): Promise<void> {
  const due = hoursLater(now, waitsForOfficer);
  await setTimer(db, { kind: `${kind}.waits`, subject: id, step: 1 }, due);
}

/**
 * Tells the officers who have not heard of it, and the admins, that a case still waits. Called by its timer, by the noun that knows whether it does. Who
 * was told when it was raised, because there was no officer, is not told the same twice.
 */
export async function remindAdmins(records: Records, waiting: Case): Promise<void> {
  const { scope, notice, args, now } = waiting;
  const told = [...(await peopleFor(records, scope, now)), ...(await admins(records, now))];
  for (const person of new Set(told))
    await records.notify({ cause: causeOf(waiting), person, part: 1, notice, args });
}

const causeOf = ({ kind, id, sent }: Case) => ({
  kind: sent ? `case-${kind}-${sent.toISOString()}` : `case-${kind}`,
  id,
});
