import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { AllocationState, type Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { packageWords } from '../programme/records.ts';
import { dayInJakarta, hoursLater, writtenDay } from '../programme/rules.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { mostShown } from '../staff/rules.ts';
import { donorOf } from './records.ts';
import { donorCalled, living } from './rules.ts';
import { overdueDays } from './timing.ts';

const item = shapes.choice().extend({
  number: shapes.text(),
  donor: shapes.text(),
  amount: shapes.quantity(),
  unit: shapes.label(),
  place: shapes.text(),
  /** The planned day, where one is known. */
  day: shapes.date().optional(),
  state: z.enum(AllocationState),
});
const ends = {
  list: z.object({ items: z.array(item) }),
  none: z.object({}),
  /** Nobody's but an officer's of a field, or an admin's. */
  'not-yours': z.object({}),
};

/** Living promises whose planned day is two days past: an officer's own, and those that nobody else looks after. */
export async function overduePromises({ db }: Records, desk: Desk, now: Date) {
  const last = hoursLater(dayInJakarta(now), -24 * overdueDays);
  const rows = await db.allocation.findMany({
    where: { state: { in: [...living] }, pledge: { deliverOn: { lte: last } } },
    select: {
      id: true,
      pledge: { select: { deliverOn: true } },
      need: { select: { package: { select: { fieldKey: true } } } },
    },
  });
  return rows.filter(({ need, pledge }) =>
    desk.sees(
      { field: need.package.fieldKey },
      hoursLater(pledge.deliverOn ?? now, 24 * overdueDays),
    ),
  );
}

export const overdue = defineAction({
  name: 'pledge.overdue',
  says: 'The promises in the fields of an officer whose planned day is two days past, the oldest first.',
  needs: z.object({}),
  ends,
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.roles.some(({ kind }) => kind !== 'kelurahan'))
      return { end: 'not-yours', gives: {} };
    const rows = await overduePromises(records, desk, now);
    return listed(records, { id: { in: rows.map(({ id }) => id) } }, desk);
  },
});

export const onNeed = defineAction({
  name: 'pledge.on-need',
  says: 'The living promises to a request, for the officer who is to release some by name.',
  needs: z.object({ need: chosen() }),
  ends,
  reads: true,
  example: { need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' } },
  async run({ need: number }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk) return { end: 'not-yours', gives: {} };
    return listed(
      records,
      { state: { in: [...living] }, need: { number: number.toUpperCase() } },
      desk,
    );
  },
});

/** `0008 · Bu Rina: 20 paket sembako`: who is to bring what; its place and full number stand in the question after it. */
function lineOf(number: string, donor: string, amount: number, unit: Label): Label {
  const line = (of: string) =>
    `${number.slice(-4)} · ${donor.slice(0, 16)}: ${writeQuantity(amount)} ${of}`.slice(0, 40);
  return { id: line(unit.id), en: line(unit.en) };
}

async function listed(records: Records, where: Prisma.AllocationWhereInput, desk: Desk) {
  const rows = await records.db.allocation.findMany({
    where,
    orderBy: [{ pledge: { deliverOn: 'asc' } }, { createdAt: 'asc' }, { id: 'asc' }],
    include: {
      pledge: { include: { donor: true, actor: true } },
      need: { include: { place: { include: withKelurahan }, package: true } },
    },
  });
  const own = rows
    .filter(({ need }) => desk.decides({ field: need.package.fieldKey }) !== undefined)
    .slice(0, mostShown);
  if (own.length === 0) return { end: 'none', gives: {} } as const;
  const words = await packageWords(
    records,
    own.map(({ need }) => need.packageKey),
  );
  const items = own.map(({ id, quantity, state, pledge, need }) => {
    const { person, organisation } = donorOf(records, pledge);
    const place = labelOfPlace(need.place);
    return {
      key: id,
      label: lineOf(
        pledge.number,
        organisation ?? person?.called ?? '',
        Number(quantity),
        words(need.packageKey).unit,
      ),
      number: pledge.number,
      donor: donorCalled(person?.called ?? '', organisation),
      amount: Number(quantity),
      unit: words(need.packageKey).unit,
      place,
      ...(pledge.deliverOn && { day: writtenDay(pledge.deliverOn) }),
      state,
    };
  });
  return { end: 'list', gives: { items } } as const;
}
