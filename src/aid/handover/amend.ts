import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { Nature } from '../../store/generated/client.ts';
import { chosen, defineAction } from '../action.ts';
import { audit } from '../audit.ts';
import { deskOf } from '../staff/desk.ts';
import { heldReceipt } from './cases.ts';
import { judged } from './judge.ts';
import { receipt, receiptOf } from './records.ts';
import { writtenReceipt } from './rules.ts';
import { recount } from './settle.ts';

/** A receipt by its number, for the officer who is to correct it: of its field, of the kelurahan, or an admin. */
export const find = defineAction({
  name: 'handover.find',
  says: 'Finds a confirmed receipt by its number for an officer who may correct it, and keeps that they looked.',
  needs: z.object({ number: z.string().max(60) }),
  ends: {
    found: receipt.extend({
      receipt: shapes.choice(),
      nature: z.enum(Nature),
      /** What is on record now, in words that are true of its nature. */
      count: shapes.label(),
    }),
    /** No such receipt is confirmed, or it is not theirs to correct. */
    unknown: z.object({}),
    'not-yours': z.object({}),
  },
  example: { number: 'T-2612-7QMX' },
  async run({ number: typed }, { records, chat, now }) {
    if (!(await deskOf(records, chat, now))) return { end: 'not-yours', gives: {} };
    const number = writtenReceipt(typed);
    const found = number
      ? await records.db.handover.findUnique({ where: { number }, select: { id: true } })
      : null;
    const held = found && (await heldReceipt(records, found.id, { chat, now }));
    if (held?.row.state !== 'confirmed') return { end: 'unknown', gives: {} };
    const { id, package: given } = held.row;
    const actor = { as: held.as, person: held.desk.person.id };
    await audit(records, { actor, what: 'handover.seen', on: { kind: 'handover', id }, at: now });
    const { state: _, ...told } = await receiptOf(records, id);
    const choice = { key: id, label: `${told.number}: ${told.place}`.slice(0, 40) };
    return { end: 'found', gives: { ...told, receipt: choice, nature: given.nature } };
  },
});

/**
 * A confirmed count may be corrected down at any time, and up where there is room (DOMAIN §3). What it had counted is given
 * back first, so that the figures are what came; both sides read why.
 */
export const amend = defineAction({
  name: 'handover.amend',
  says: 'An officer corrects the count of a confirmed receipt, with a reason that both sides read.',
  needs: z.object({
    receipt: chosen(),
    came: shapes.quantity(),
    damaged: shapes.quantity().optional(),
    reason: z.string().min(3).max(200),
  }),
  ends: {
    amended: receipt,
    /** That is what stands. */
    same: z.object({}),
    /** More damaged than came. */
    impossible: z.object({}),
    /** Not confirmed: it is judged with `handover.correct`. */
    gone: z.object({}),
    'not-yours': z.object({}),
  },
  example: {
    receipt: { key: '019ab000-0000-7000-8000-000000000003', label: 'T-2612-7QMX' },
    came: 92,
    damaged: 3,
    reason: 'Salah ketik: 92, bukan 920',
  },
  async run({ receipt: id, came, damaged = 0, reason }, { records, chat, now }) {
    const held = await heldReceipt(records, id, { chat, now });
    if (!held) return { end: 'not-yours', gives: {} };
    const { row, desk } = held;
    if (row.state !== 'confirmed') return { end: 'gone', gives: {} };
    if (damaged > came) return { end: 'impossible', gives: {} };
    if (Number(row.came) === came && Number(row.damaged) === damaged)
      return { end: 'same', gives: {} };
    await recount(records, id, { now, by: desk.person.id, came, damaged });
    return {
      end: 'amended',
      gives: await judged(records, held, {
        what: 'amended',
        notice: 'handover-corrected',
        reason,
        now,
      }),
    };
  },
});
