import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { AllocationState, type Prisma } from '../../store/generated/client.ts';
import { defineAction, type Records } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { headOf, labelOfPlace, withKelurahan } from '../place/records.ts';
import { writtenDay } from '../programme/rules.ts';
import { isLiving } from './rules.ts';

const item = shapes.choice().extend({
  number: shapes.text(),
  amount: shapes.quantity(),
  /** What came in good condition. */
  received: shapes.quantity(),
  package: shapes.label(),
  unit: shapes.label(),
  place: shapes.text(),
  state: z.enum(AllocationState),
  deadline: shapes.moment(),
  deliverOn: shapes.date().optional(),
  /** The head's contact, while the promise lives. */
  headName: shapes.text().optional(),
  headPhone: shapes.phone().optional(),
});

/** An item a place: a promise that is laid on three places is three of them. */
export const mine = defineAction({
  name: 'pledge.mine',
  says: 'What the person has promised, to where, and how it stands, the newest first.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(item) }), none: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'none', gives: {} };
    const rows = await records.db.allocation.findMany({
      where: { pledge: pledgedBy(person.id) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 20,
      include,
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const items: z.output<typeof item>[] = [];
    for (const row of rows) items.push(await asItem(records, row, now));
    return { end: 'list', gives: { items } };
  },
});

/** Their own promises, and those of the parties that they speak for. */
const pledgedBy = (id: string): Prisma.PledgeWhereInput => ({
  OR: [{ actorId: id }, { donor: { members: { some: { personId: id, leftAt: null } } } }],
});

const include = {
  pledge: { include: { package: true } },
  need: { include: { place: { include: withKelurahan } } },
} satisfies Prisma.AllocationInclude;

type Row = Prisma.AllocationGetPayload<{ include: typeof include }>;

async function asItem(records: Records, row: Row, now: Date): Promise<z.output<typeof item>> {
  const { pledge, need, state } = row;
  const place = labelOfPlace(need.place);
  const head = isLiving(state) ? await headOf(records, need.placeId, now) : undefined;
  return {
    key: row.id,
    label: `${pledge.number}: ${place}`,
    number: pledge.number,
    amount: Number(row.quantity),
    received: Number(row.received),
    package: { id: pledge.package.nameId, en: pledge.package.nameEn },
    unit: { id: pledge.package.unitId, en: pledge.package.unitEn },
    place,
    state,
    deadline: row.deadline.toISOString(),
    ...(pledge.deliverOn && { deliverOn: writtenDay(pledge.deliverOn) }),
    ...(head && { headName: head.called, headPhone: head.phone }),
  };
}
