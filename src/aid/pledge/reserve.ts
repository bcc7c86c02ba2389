import type { ActionContext } from '../../flow/action.ts';
import type { Records } from '../action.ts';
import { audit } from '../audit.ts';
import { type LockedNeed, nextNumber } from '../need/records.ts';
import type { Contact } from '../person/records.ts';
import type { DonorKind } from '../person/rules.ts';
import { headOf, labelOfPlace, withKelurahan } from '../place/records.ts';
import { contactDeadline } from '../programme/rules.ts';
import { donorFor, keepPledge } from './records.ts';
import { donorCalled, statementText } from './rules.ts';
import { timeContact, timeDelivery } from './timing.ts';

type Context = ActionContext<Records>;

/** What a donor is told of a promise that is kept. */
export interface Reserved {
  number: string;
  amount: number;
  place: string;
  /** ISO 8601, UTC. */
  deadline: string;
  headName: string;
  headPhone: string;
}

export interface Reservation {
  donor: Contact;
  head: Contact;
  need: LockedNeed;
  amount: number;
  donorKind: DonorKind;
  donorName?: string | undefined;
  deliverOn?: string | undefined;
}

/** Keeps a promise for which there is room, and lets donor and head know of each other. */
export async function reserve(context: Context, reservation: Reservation): Promise<Reserved> {
  const { records, chat, question, now } = context;
  const { donor, head, need, amount, donorKind, deliverOn } = reservation;
  const organisation = donorKind === 'perorangan' ? undefined : reservation.donorName;
  const hours = await records.db.programme.findUniqueOrThrow({ where: { id: need.programmeId } });
  const deadline = contactDeadline(now, hours);
  const number = await nextNumber(records, 'K', now);
  const party = { person: donor.id, kind: donorKind, name: organisation, now };
  const allocation = await keepPledge(records, {
    number,
    donorId: await donorFor(records, party),
    actor: donor,
    programmeId: need.programmeId,
    packageKey: need.packageKey,
    needId: need.id,
    quantity: amount,
    statementVersion: statementText,
    deliverOn,
    deadline,
    chat,
    question,
    now,
  });
  await timeContact(records, allocation, { deadline, now, hours });
  if (deliverOn !== undefined)
    await timeDelivery(records, allocation, { deliverOn: new Date(deliverOn), hours });
  const cause = { kind: 'allocation', id: allocation };
  const actor = { as: 'donor', person: donor.id } as const;
  await audit(records, { actor, what: 'allocation.contacts-shown', on: cause, at: now });
  const { place, unit } = need;
  await records.notify({
    cause,
    person: head.id,
    part: 1,
    notice: 'pledge-to-head',
    args: {
      number,
      head: head.called,
      donor: donorCalled(donor.called, organisation),
      donorPhone: donor.phone,
      amount,
      package: need.package,
      unit,
      place,
      deadline: deadline.toISOString(),
      ...(deliverOn !== undefined && { deliverOn }),
    },
  });
  return {
    number,
    amount,
    place,
    deadline: deadline.toISOString(),
    headName: head.called,
    headPhone: head.phone,
  };
}

/** What this very answer has made before, as it was told then. */
export async function madeHere(context: Context): Promise<Reserved | undefined> {
  const { records, chat, question, now } = context;
  const pledge = await records.db.pledge.findUnique({
    where: { chat_question: { chat, question } },
    include: {
      allocations: { include: { need: { include: { place: { include: withKelurahan } } } } },
    },
  });
  const [allocation] = pledge?.allocations ?? [];
  if (!pledge || !allocation) return undefined;
  const head = await headOf(records, allocation.need.placeId, now);
  if (!head) throw new Error(`Pledge ${pledge.number} stands, but its place has no head any more.`);
  return {
    number: pledge.number,
    amount: Number(pledge.quantity),
    place: labelOfPlace(allocation.need.place),
    deadline: allocation.deadline.toISOString(),
    headName: head.called,
    headPhone: head.phone,
  };
}
