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

/** What time brings, by the kind of its timer. Each looks at how things stand before it does anything. */
export const timed: Record<
  string,
  (records: Records, subject: string, at: { now: Date; step: number }) => Promise<void>
> = {
  'headship.waits': remindOfClaim,
  'headship.term': termOf,
  'pledge.remind': remind,
  'pledge.release': release,
  'pledge.day': announceDay,
  'pledge.overdue': askOverdue,
  'placing.waits': remindOfPlacing,
  'handover.waits': remindOfHandover,
  'dispute.waits': remindOfHandover,
  'media.remind-goods': remindOf('goods'),
  'media.remind-proof': remindOf('proof'),
  'media.missing-goods': missed('goods'),
  'media.missing-proof': missed('proof'),
  'inquiry.waits': remindOfInquiry,
  'need.waits': needWaits,
  'need.ends': endNeed,
  retention: keepRetention,
};
