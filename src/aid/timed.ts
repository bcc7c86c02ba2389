import { setTimer } from '../store/timers.ts';
import type { Records } from './action.ts';
import { keepRetention } from './data/silent.ts';
import { remindOfHandover } from './handover/cases.ts';
import { remindOfInquiry } from './inquiry/cases.ts';
import { needWaits } from './need/case.ts';
import { endNeed } from './need/ends.ts';
import { missed, remindOf } from './photo/remind.ts';
import { remindOfClaim } from './place/cases.ts';
import { termOf } from './place/term-end.ts';
import { announceDay, askOverdue } from './pledge/day.ts';
import { release } from './pledge/release.ts';
import { remind } from './pledge/remind.ts';
import { remindOfPlacing } from './pledge/to-place.ts';
import { quietHours } from './programme/records.ts';
import { afterQuiet, beforeQuiet } from './programme/rules.ts';

type Work = (records: Records, subject: string, at: { now: Date; step: number }) => Promise<void>;

/** Minutes after the quiet hours have begun in which what was due until then is still said. */
const grace = 10;

/**
 * What only says something waits for the morning where it is late and the quiet hours have begun: a bot that was down from 19.00
 * to 23.00 reminds nobody at 23.00 (DOMAIN §3, Clock).
 */
const byDay =
  (kind: string, work: Work): Work =>
  async (records, subject, at) => {
    const hours = await quietHours(records, at.now);
    const morning = afterQuiet(at.now, hours);
    const hasBegun = new Date(at.now.getTime() - grace * 60_000) >= beforeQuiet(at.now, hours);
    if (morning > at.now && hasBegun)
      return setTimer(records.db, { kind, subject, step: at.step }, morning);
    return work(records, subject, at);
  };

/** What only says something, by the kind of its timer. */
const told: Record<string, Work> = {
  'headship.waits': remindOfClaim,
  'pledge.remind': remind,
  'pledge.day': announceDay,
  'pledge.overdue': askOverdue,
  'placing.waits': remindOfPlacing,
  'handover.waits': remindOfHandover,
  'dispute.waits': remindOfHandover,
  'unpictured.waits': remindOfHandover,
  'media.remind-goods': remindOf('goods'),
  'media.remind-proof': remindOf('proof'),
  'media.missing-goods': missed('goods'),
  'inquiry.waits': remindOfInquiry,
  'need.waits': needWaits,
};

/** What time brings, by the kind of its timer. Each looks at how things stand before it does anything. */
export const timed: Record<string, Work> = {
  ...Object.fromEntries(Object.entries(told).map(([kind, work]) => [kind, byDay(kind, work)])),
  'headship.term': termOf,
  'pledge.release': byDay('pledge.release', release),
  'media.missing-proof': missed('proof'),
  'need.ends': endNeed,
  retention: keepRetention,
};
