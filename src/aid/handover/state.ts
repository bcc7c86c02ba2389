import { z } from 'zod';
import { type ActionContext, shapes } from '../../flow/action.ts';
import type { Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { holdAllocation } from '../pledge/held.ts';
import { living } from '../pledge/rules.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { mostShown, scopeOfPackage } from '../staff/rules.ts';
import { keepHandover, receipt, receiptOf } from './records.ts';
import { settleHandover } from './settle.ts';

const included = {
  pledge: { include: { package: true, distributor: true } },
  need: { include: { place: { include: withKelurahan } } },
} as const;
type Row = Prisma.AllocationGetPayload<{ include: typeof included }>;

/** Money that a distributor is to pass on and has not stated yet, in the queue of this desk. */
export async function unstated({ db }: Records, desk: Desk): Promise<Row[]> {
  const rows = await db.allocation.findMany({
    where: {
      state: { in: [...living] },
      pledge: { package: { nature: 'cash' }, distributorId: { not: null } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: included,
  });
  return rows.filter((row) => desk.sees(scopeOfPackage(row.pledge.package), row.createdAt));
}

export const toState = defineAction({
  name: 'handover.to-state',
  says: 'Money on its way through distributors whose statement is not on record, in the fields of the officer who asks.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          number: shapes.text(),
          place: shapes.text(),
          amount: shapes.quantity(),
          unit: shapes.label(),
          distributor: shapes.text(),
        }),
      ),
    }),
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    const rows = desk ? await unstated(records, desk) : [];
    if (rows.length === 0) return { end: 'none', gives: {} };
    const items = rows.slice(0, mostShown).map(({ id, quantity, pledge, need }) => ({
      key: id,
      label: `${pledge.number}: ${labelOfPlace(need.place)}`.slice(0, 40),
      number: pledge.number,
      place: labelOfPlace(need.place),
      amount: Number(quantity),
      unit: { id: pledge.package.unitId, en: pledge.package.unitEn },
      distributor: pledge.distributor?.name ?? '',
    }));
    return { end: 'list', gives: { items } };
  },
});

/** Money passes no head, so nobody counts it there: what the distributor states is its hand-over (DOMAIN §2). */
export const state = defineAction({
  name: 'handover.state',
  says: 'Records by a distributor’s statement that money reached a place; donor and head are told.',
  needs: z.object({
    allocation: chosen(),
    amount: shapes.quantity(),
    /** The number of the statement, as it is written on it. */
    statement: z.string().min(2).max(60),
  }),
  ends: {
    stated: receipt,
    /** Its hand-over is on record, or it was withdrawn. */
    already: z.object({}),
    'not-yours': z.object({}),
  },
  creates: true,
  example: {
    allocation: { key: '019ab000-0000-7000-8000-000000000001', label: 'K-2611-0048' },
    amount: 100,
    statement: 'SP-12/2026',
  },
  async run({ allocation: id, amount, statement }, context) {
    const { records, chat, question, now } = context;
    const desk = await deskOf(records, chat, now);
    if (!desk) return { end: 'not-yours', gives: {} };
    const made = await records.db.handover.findUnique({
      where: { chat_question: { chat, question } },
    });
    if (made) return { end: 'stated', gives: await told(context, made.id) };
    const row = await records.db.allocation.findUnique({ where: { id }, include: included });
    const as = row && desk.decides(scopeOfPackage(row.pledge.package));
    if (!row || !as || row.pledge.package.nature !== 'cash') return { end: 'not-yours', gives: {} };
    const held = await holdAllocation(records, id, now);
    if (!held || ['received', 'cancelled'].includes(held.allocation.state))
      return { end: 'already', gives: {} };
    const by = desk.person.id;
    const delivered = {
      placeId: held.need.placeId,
      packageKey: held.need.packageKey,
      promise: held,
      came: amount,
      damaged: 0,
      damage: undefined,
      withCode: false,
      statement,
    };
    const handover = await keepHandover(context, by, delivered);
    await audit(records, {
      actor: { as, person: by },
      what: 'handover.stated',
      on: { kind: 'handover', id: handover },
      at: now,
      detail: { came: amount },
    });
    await settleHandover(records, handover, { now, by });
    const gives = await told(context, handover);
    if (held.head)
      await records.notify({
        cause: { kind: 'stated', id: handover },
        person: held.head.id,
        part: 1,
        notice: 'stated-to-head',
        args: {
          ...gives,
          distributor: row.pledge.distributor?.name ?? '',
        },
      });
    return { end: 'stated', gives };
  },
});

async function told({ records }: ActionContext<Records>, id: string) {
  const { state: _, ...rest } = await receiptOf(records, id);
  return rest;
}
