import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { NeedState, type Prisma } from '../../store/generated/client.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { placeLabels } from '../place/records.ts';
import { type PackageWords, packageWords } from '../programme/records.ts';
import { isOver, lacking } from './rules.ts';

const item = shapes.choice().extend({
  number: shapes.text(),
  place: shapes.text(),
  package: shapes.label(),
  unit: shapes.label(),
  proposed: shapes.quantity(),
  approved: shapes.quantity(),
  /** Promised and not yet received. */
  promised: shapes.quantity(),
  /** Come in good condition, beyond the need too. */
  received: shapes.quantity(),
  lacking: shapes.quantity(),
  state: z.enum(NeedState),
});

export const mine = defineAction({
  name: 'need.mine',
  says: 'What the person has asked for, for the places that they head, and how it stands.',
  needs: z.object({}),
  ends: {
    list: z.object({
      /** Nothing was approved, yet or at all. */
      undecided: z.array(item),
      approved: z.array(item),
      /** Another quantity is asked for since it was approved, and waits to be assessed. */
      wanting: z.array(z.object({ number: shapes.text(), wanted: shapes.quantity() })),
      /** An officer has asked something. */
      asking: z.array(z.object({ number: shapes.text() })),
      /** One line where something can still be changed. */
      living: z.array(z.object({})),
    }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'none', gives: {} };
    const rows = await records.db.need.findMany({
      where: {
        OR: [
          { proposedById: person.id },
          { place: { headships: { some: { personId: person.id, state: 'verified' } } } },
        ],
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 20,
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    const places = await placeLabels(
      records,
      rows.map(({ placeId }) => placeId),
    );
    const words = await packageWords(
      records,
      rows.map(({ packageKey }) => packageKey),
    );
    const items = rows.map((row) => asItem(row, places(row.placeId), words(row.packageKey)));
    const undecided = items.filter(({ approved }) => approved === 0);
    const approved = items.filter(({ approved }) => approved > 0);
    const wanting = rows.flatMap(({ number, wanted }) =>
      wanted === null ? [] : [{ number, wanted: Number(wanted) }],
    );
    const asking = rows.flatMap(({ number, askedAt }) => (askedAt ? [{ number }] : []));
    const living = rows.some(({ state }) => !isOver(state)) ? [{}] : [];
    return { end: 'list', gives: { undecided, approved, wanting, asking, living } };
  },
});

function asItem(row: Prisma.NeedModel, place: string, words: PackageWords): z.output<typeof item> {
  const standing = {
    approved: Number(row.approved),
    allocated: Number(row.allocated),
    received: Number(row.received),
  };
  return {
    key: row.number,
    label: `${row.number}: ${place}`,
    number: row.number,
    place,
    ...words,
    proposed: Number(row.proposed),
    approved: standing.approved,
    promised: standing.allocated,
    received: standing.received + Number(row.surplus),
    lacking: lacking(standing),
    state: row.state,
  };
}
