import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { openNeeds } from '../need/offered.ts';
import { asPart, layOn, totalOf, waiting } from '../need/part.ts';
import { proposal } from '../need/split.ts';
import { donorKinds, donorLabels } from '../person/rules.ts';
import { raiseCase, remindAdmins } from '../staff/cases.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { mostShown, scopeOfPackage } from '../staff/rules.ts';

const withPackage = { package: true, donor: true } as const;
type Row = Prisma.PledgeGetPayload<{ include: typeof withPackage }>;

/** What waits for a place and stands in the queue of this desk, the oldest first. */
export async function waitingPledges({ db }: Records, desk: Desk): Promise<Row[]> {
  const rows = await db.pledge.findMany({
    where: { waiting: { gt: 0 } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: withPackage,
  });
  return rows.filter((row) => desk.sees(scopeOfPackage(row.package), row.createdAt));
}

/** No person in it: the officer decides by what is given and where it lacks. */
export const toPlace = defineAction({
  name: 'pledge.to-place',
  says: 'The promises that wait for a place, in the fields of the officer who asks.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          number: shapes.text(),
          amount: shapes.quantity(),
          unit: shapes.label(),
          package: shapes.choice(),
          /** The id of the programme that it was made in, and finishes in. */
          programme: shapes.text(),
          donor: shapes.label(),
          /** `belum ada tempat`, or that the account holds as much as it may. */
          reason: shapes.label(),
          /** A list of one or none: where its donor wanted it. */
          wish: z.array(z.object({ area: shapes.text() })),
        }),
      ),
    }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const rows = desk ? await waitingPledges(records, desk) : [];
    return rows.length > 0
      ? { end: 'list', gives: { items: rows.slice(0, mostShown).map(asItem) } }
      : { end: 'none', gives: {} };
  },
});

function asItem(row: Row) {
  const { id, number, waiting, waitsFor, wanted, package: given, donor } = row;
  const amount = Number(waiting);
  const label = (unit: string) => `${number}: ${writeQuantity(amount)} ${unit}`.slice(0, 40);
  const kind = donorKinds.find((key) => key === donor.kind) ?? 'perorangan';
  return {
    key: id,
    wish: wanted === null ? [] : [{ area: wanted }],
    label: { id: label(given.unitId), en: label(given.unitEn) },
    number,
    amount,
    unit: { id: given.unitId, en: given.unitEn },
    programme: row.programmeId,
    package: { key: given.key, label: { id: given.nameId, en: given.nameEn } },
    donor: donorLabels[kind],
    reason:
      waitsFor === 'cap'
        ? { id: 'masih ada yang belum sampai', en: 'others are still to come' }
        : { id: 'belum ada tempat', en: 'no place yet' },
  };
}

/** First where the donor wanted it, then where it is lacked most. */
export const propose = defineAction({
  name: 'pledge.proposal',
  says: 'Where a promise that waits could go: where its donor wanted it, then where it is lacked most.',
  needs: z.object({ pledge: chosen() }),
  ends: {
    some: proposal.extend({
      /** More than one place, or something that goes on waiting: it can be placed in part. */
      parted: z.enum(['yes', 'no']),
    }),
    /** Nobody lacks it yet. */
    nobody: z.object({}),
    'not-yours': z.object({}),
  },
  reads: true,
  example: { pledge: { key: '019ab000-0000-7000-8000-000000000004', label: 'K-2611-0048' } },
  async run({ pledge: id }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const row = await records.db.pledge.findUnique({
      where: { id },
      include: {
        package: true,
        wishes: { include: { need: true } },
        allocations: { include: { need: true } },
      },
    });
    if (!row || !desk?.decides(scopeOfPackage(row.package))) return { end: 'not-yours', gives: {} };
    const taken = row.allocations.map(({ need }) => need.number);
    const finishing = row.programmeId;
    const wanted = { package: row.packageKey, now, except: taken, finishing };
    const numbers = row.wishes.map(({ need }) => need.number);
    const wished = numbers.length > 0 ? await openNeeds(records, { ...wanted, only: numbers }) : [];
    const near = wished[0]?.kelurahanCode;
    const others = await openNeeds(records, { ...wanted, near, except: [...taken, ...numbers] });
    const amount = Number(row.waiting);
    let left = amount;
    const own = wished.flatMap((need) => {
      const wish = row.wishes.find(({ need: { number } }) => number === need.number);
      const here = Math.min(Number(wish?.quantity ?? 0), need.lacking, left);
      left -= here;
      return here > 0 ? [asPart(need, here)] : [];
    });
    const more = layOn(left, others);
    const items = [...own, ...more.parts];
    const [first] = items;
    if (!first) return { end: 'nobody', gives: {} };
    const rest = amount - totalOf(items);
    const { place, short } = first;
    const parted = items.length > 1 ? ('yes' as const) : ('no' as const);
    const gives = { items, waits: waiting(rest), place, short, left: first.amount, rest, parted };
    return { end: 'some', gives };
  },
});

/** Brings a promise that waits before the officers of its field. */
export async function raisePlacing(records: Records, id: string, now: Date): Promise<void> {
  const raised = await asCase(records, id, now);
  if (raised) await raiseCase(records, raised);
}

/** What a timer brings after two days: the admins hear of it, where it still waits. */
export async function remindOfPlacing(
  records: Records,
  id: string,
  { now }: { now: Date },
): Promise<void> {
  const waits = await asCase(records, id, now);
  if (waits) await remindAdmins(records, waits);
}

async function asCase(records: Records, id: string, now: Date) {
  const row = await records.db.pledge.findUnique({ where: { id }, include: withPackage });
  if (!row || row.waiting === 0n) return undefined;
  const { number, amount, unit } = asItem(row);
  const args = { number, amount, unit };
  return {
    kind: 'placing',
    id,
    scope: scopeOfPackage(row.package),
    notice: 'placing-to-staff',
    args,
    now,
  };
}
