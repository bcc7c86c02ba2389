import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { speakerOf } from '../person/records.ts';
import { pledgedBy } from '../pledge/records.ts';
import { isOwnPromise } from './own.ts';
import { receipt, receiptOf } from './records.ts';
import { settleHandover } from './settle.ts';

const waiting = shapes.choice().extend({
  number: shapes.text(),
  place: shapes.text(),
  unit: shapes.label(),
  promised: shapes.quantity(),
  came: shapes.quantity(),
  damaged: shapes.quantity(),
  package: shapes.label(),
  /** `komitmen 25, datang 25 (bagus 23, rusak 2), kurang 0` */
  count: shapes.label(),
});

/**
 * Whose promise it is, or came beyond: the person themself, or a party that they speak for. Once the code came after all, the
 * count without one stands on nothing more.
 */
const of = (id: string): Prisma.HandoverWhereInput => ({
  OR: [
    { allocation: { pledge: pledgedBy(id), state: { not: 'received' } } },
    { beyond: { allocation: { pledge: pledgedBy(id) } } },
  ],
});

const withPromise = {
  allocation: { include: { pledge: true } },
  beyond: { include: { allocation: { include: { pledge: true } } } },
} as const;

/** Theirs to confirm: a count that the head of the place made of their own promise is an officer's. */
async function isTheirs(
  records: Records,
  row: Prisma.HandoverGetPayload<{ include: typeof withPromise }>,
): Promise<boolean> {
  const promise = row.allocation ?? row.beyond?.allocation;
  return promise ? !(await isOwnPromise(records, promise.pledge, row.recordedById)) : false;
}

export const unconfirmed = defineAction({
  name: 'handover.unconfirmed',
  says: 'What heads have counted without a code, and the donor has not confirmed.',
  needs: z.object({}),
  ends: { list: z.object({ items: z.array(waiting) }), none: z.object({}) },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const person = await speakerOf(records, chat);
    const found = person
      ? await records.db.handover.findMany({
          where: { state: 'counted', ...of(person.id) },
          orderBy: { recordedAt: 'asc' },
          take: 20,
          include: withPromise,
        })
      : [];
    const rows: typeof found = [];
    for (const row of found) if (await isTheirs(records, row)) rows.push(row);
    if (rows.length === 0) return { end: 'none', gives: {} };
    const items = await Promise.all(
      rows.map(async ({ id }) => {
        const told = await receiptOf(records, id);
        const { number, place, unit, promised, came, damaged, count } = told;
        return {
          key: id,
          label: `${number}: ${place}`,
          number,
          place,
          unit,
          promised,
          came,
          damaged,
          package: told.package,
          count,
        };
      }),
    );
    return { end: 'list', gives: { items } };
  },
});

/** The donor says that the head's count is right: from then on it counts. */
export const confirm = defineAction({
  name: 'handover.confirm',
  says: 'Confirms what a head counted without a code; both sides get the receipt.',
  needs: z.object({ handover: chosen() }),
  ends: {
    confirmed: receipt,
    /** Not theirs, or confirmed already. */
    unknown: z.object({}),
  },
  example: { handover: { key: '019ab000-0000-7000-8000-000000000003', label: 'T-2612-7QMX' } },
  async run({ handover: id }, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    if (!person) return { end: 'unknown', gives: {} };
    await records.db.$queryRaw`SELECT 1 FROM handover WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    const row = await records.db.handover.findFirst({
      where: { id, state: 'counted', ...of(person.id) },
      include: withPromise,
    });
    if (!row || !(await isTheirs(records, row))) return { end: 'unknown', gives: {} };
    await settleHandover(records, id, { now, by: person.id });
    await audit(records, {
      actor: { as: 'donor', person: person.id },
      what: 'handover.confirmed',
      on: { kind: 'handover', id },
      at: now,
    });
    const { state: _, ...told } = await receiptOf(records, id);
    const { number, place, day } = told;
    if (row.recordedById)
      await records.notify({
        cause: { kind: 'handover-confirmed', id },
        person: row.recordedById,
        part: 1,
        notice: 'confirmed-to-head',
        args: { number, place, day },
      });
    return { end: 'confirmed', gives: told };
  },
});
