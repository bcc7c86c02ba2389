import type { Records } from '../action.ts';
import { afterQuiet, hoursLater } from '../programme/rules.ts';
import { holdAllocation } from './held.ts';
import { timeContact, timeDelivery } from './timing.ts';
import { anew } from './uncontacted.ts';

/**
 * A count without a code was rejected, and no other one stands: the promise is what it was before. One that was in touch goes
 * on; one that was not has a day more to be. Both live by the clock again, so that it cannot block the place for ever. False where it does not live by that.
 */
export async function giveBack(records: Records, id: string, now: Date): Promise<boolean> {
  const held = await holdAllocation(records, id, now);
  if (held?.allocation.state !== 'on_way') return false;
  const counts = await records.db.handover.count({ where: { allocationId: id, state: 'counted' } });
  if (counts > 0) return false;
  const { allocation } = held;
  const hours = allocation.pledge.programme;
  if (allocation.contactedAt) {
    await records.db.allocation.update({
      where: { id },
      data: { state: 'contacted', changedAt: now },
    });
  } else {
    const soonest = afterQuiet(hoursLater(now, anew), hours);
    const deadline = new Date(Math.max(allocation.deadline.getTime(), soonest.getTime()));
    await records.db.allocation.update({
      where: { id },
      data: { state: 'reserved', deadline, changedAt: now },
    });
    await timeContact(records, id, { deadline, now, hours });
  }
  await timeDelivery(records, id, { deliverOn: allocation.deliverOn, now, hours });
  return true;
}
