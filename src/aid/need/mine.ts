import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { NeedState, type Prisma } from '../../store/generated/client.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { lacking } from './rules.ts';

const item = shapes.choice().extend({
  number: shapes.text(),
  place: shapes.text(),
  package: shapes.label(),
  unit: shapes.label(),
  proposed: shapes.quantity(),
  approved: shapes.quantity(),
  /** Promised and not yet received. */
  promised: shapes.quantity(),
  received: shapes.quantity(),
  lacking: shapes.quantity(),
  state: z.enum(NeedState),
});

export const mine = defineAction({
  name: 'need.mine',
  says: 'What the person has asked for, for the places that they head, and how it stands.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(item) }), none: z.object({}) },
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
      include: { place: { include: withKelurahan }, package: true },
    });
    if (rows.length === 0) return { end: 'none', gives: {} };
    return { end: 'list', gives: { items: rows.map(asItem) } };
  },
});

type Row = Prisma.NeedModel & {
  place: Parameters<typeof labelOfPlace>[0];
  package: Prisma.PackageModel;
};

function asItem(row: Row): z.output<typeof item> {
  const place = labelOfPlace(row.place);
  const [approved, promised, received] = [
    Number(row.approved),
    Number(row.allocated),
    Number(row.received),
  ];
  return {
    key: row.number,
    label: `${row.number}: ${place}`,
    number: row.number,
    place,
    package: { id: row.package.nameId, en: row.package.nameEn },
    unit: { id: row.package.unitId, en: row.package.unitEn },
    proposed: Number(row.proposed),
    approved,
    promised,
    received,
    lacking: lacking({ state: row.state, approved, allocated: promised, received }),
    state: row.state,
  };
}
