import type { Records } from './action.ts';
import { remindOfHandover } from './handover/cases.ts';
import { missed, remindOf } from './photo/remind.ts';
import { announceDay, askOverdue } from './pledge/day.ts';
import { release } from './pledge/release.ts';
import { remind } from './pledge/remind.ts';

/** What time brings, by the kind of its timer. Each looks at how things stand before it does anything. */
export const timed: Record<
  string,
  (records: Records, subject: string, at: { now: Date; step: number }) => Promise<void>
> = {
  'pledge.remind': remind,
  'pledge.release': release,
  'pledge.day': announceDay,
  'pledge.overdue': askOverdue,
  'handover.waits': remindOfHandover,
  'dispute.waits': remindOfHandover,
  'media.remind-goods': remindOf('goods'),
  'media.remind-proof': remindOf('proof'),
  'media.missing-goods': missed('goods'),
  'media.missing-proof': missed('proof'),
};
