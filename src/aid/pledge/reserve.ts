import type { Programme } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { type Actor, audit } from '../audit.ts';
import type { LockedNeed } from '../need/records.ts';
import type { Contact } from '../person/records.ts';
import { doings } from '../programme/nature.ts';
import { contactDeadline } from '../programme/rules.ts';
import { keepAllocation } from './records.ts';
import { timeContact, timeDelivery } from './timing.ts';

/** A place that a part of a promise is laid on: its need, held, and who heads it. */
export interface Goal {
  need: LockedNeed;
  head: Contact;
  amount: number;
  /** Its place among the parts of the pledge. */
  position: number;
}

/** The promise that places are added to. */
export interface Pledged {
  id: string;
  number: string;
  /** As the head reads of the donor: `PT Contoh Jaya (Bu Rina)`. */
  donorCalled: string;
  donorPhone: string;
  deliverOn: Date | null;
  hours: Programme;
  distributor: { name: string; contactName: string; contactPhone: string } | undefined;
  /** Set where an officer lays it there. */
  placementId?: string;
  actor: Actor;
  now: Date;
}

/** Lays a part of a promise on a need, sets what time brings to it, and has the head told who comes. Returns its id. */
export async function reserve(
  records: Records,
  pledged: Pledged,
  { need, head, amount, position }: Goal,
): Promise<string> {
  const { id: pledgeId, number, deliverOn, hours, distributor, placementId, now } = pledged;
  const deadline = contactDeadline(now, hours, deliverOn);
  const part = {
    pledgeId,
    needId: need.id,
    quantity: amount,
    position,
    deadline,
    deliverOn,
    placementId,
    now,
  };
  const allocation = await keepAllocation(records, part);
  await timeContact(records, allocation, { deadline, since: now, now, hours });
  await timeDelivery(records, allocation, { deliverOn, now, hours });
  const on = { kind: 'allocation', id: allocation };
  // A distributor's contact is public; the head's stays with the head.
  const what = distributor ? 'allocation.laid' : 'allocation.contacts-shown';
  await audit(records, { actor: pledged.actor, what, on, at: now });
  const { package: named, unit, place } = need;
  const args = {
    number,
    head: head.called,
    donor: pledged.donorCalled,
    amount,
    package: named,
    unit,
    place,
    does: doings[need.nature],
    deadline: deadline.toISOString(),
    ...(deliverOn && { deliverOn: deliverOn.toISOString().slice(0, 10) }),
  };
  await records.notify({
    cause: on,
    person: head.id,
    part: 1,
    ...(distributor
      ? {
          notice: 'pledge-through-to-head',
          args: {
            ...args,
            distributor: distributor.name,
            contact: distributor.contactName,
            contactPhone: distributor.contactPhone,
          },
        }
      : { notice: 'pledge-to-head', args: { ...args, donorPhone: pledged.donorPhone } }),
  });
  return allocation;
}
