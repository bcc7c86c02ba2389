import type { z } from 'zod';
import type { ActionContext, shapes } from '../../flow/action.ts';
import type { Records } from '../action.ts';
import { totalOf } from '../need/part.ts';
import { nextNumber } from '../need/records.ts';
import type { Contact } from '../person/records.ts';
import type { DonorKind } from '../person/rules.ts';
import type { Distributor } from '../programme/distributors.ts';
import { donorFor, keepPledge } from './records.ts';
import { type Goal, reserve } from './reserve.ts';
import { donorCalled, statementText } from './rules.ts';
import { raisePlacing } from './to-place.ts';

export interface Promised {
  donor: Contact;
  donorKind: DonorKind;
  donorName?: string | undefined;
  package: string;
  programme: string;
  deliverOn?: string | undefined;
  distributor: Distributor | undefined;
  /** Where the donor wanted it. */
  where?: z.output<ReturnType<typeof shapes.area>> | undefined;
  /** What no place takes. */
  rest: number;
  /** Laid on needs now, and what waits for an officer because of the caps. */
  goals: Goal[];
  capped: Goal[];
}

/** `Menteng`; of nowhere in particular nothing. */
function wantedIn(where: Promised['where']): string | undefined {
  const isNamed = where && (where.kelurahan ?? where.region ?? where.name) !== undefined;
  if (!isNamed) return undefined;
  return typeof where.label === 'string' ? where.label : where.label.id;
}

/** Keeps a promise for which there is room, and lets donor and heads know of each other. Returns its id. */
export async function promise(
  { records, chat, question, now }: ActionContext<Records>,
  promised: Promised,
): Promise<string> {
  const { donor, donorKind, deliverOn, distributor, goals, capped, rest } = promised;
  const organisation = donorKind === 'perorangan' ? undefined : promised.donorName;
  const number = await nextNumber(records, 'K', now);
  const party = { person: donor.id, kind: donorKind, name: organisation, now };
  const waiting = rest + totalOf(capped);
  const id = await keepPledge(records, {
    number,
    donorId: await donorFor(records, party),
    actor: donor,
    programmeId: promised.programme,
    packageKey: promised.package,
    quantity: totalOf(goals) + waiting,
    waiting,
    waitsFor: capped.length > 0 ? 'cap' : 'place',
    wishes: capped.map(({ need, amount }) => ({ needId: need.id, quantity: amount })),
    wanted: wantedIn(promised.where),
    distributorId: distributor?.id,
    statementVersion: statementText,
    deliverOn,
    chat,
    question,
    now,
  });
  const hours = await records.db.programme.findUniqueOrThrow({ where: { id: promised.programme } });
  for (const goal of goals)
    await reserve(
      records,
      {
        id,
        number,
        donorCalled: donorCalled(donor.called, organisation),
        donorPhone: donor.phone,
        deliverOn: deliverOn === undefined ? null : new Date(deliverOn),
        hours,
        distributor,
        actor: { as: 'donor', person: donor.id },
        now,
      },
      goal,
    );
  if (waiting > 0) await raisePlacing(records, id, now);
  return id;
}
