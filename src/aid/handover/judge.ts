import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { audit } from '../audit.ts';
import { giveBack } from '../pledge/give-back.ts';
import { heldCase, isWaiting, promiseOf } from './cases.ts';
import { receipt, receiptOf } from './records.ts';
import { recount, settleHandover } from './settle.ts';

export type Case = NonNullable<Awaited<ReturnType<typeof heldCase>>>;

const ends = {
  judged: receipt,
  /** Another officer, or the donor, was first. */
  already: z.object({}),
  'not-yours': z.object({}),
};
const example = {
  handover: { key: '019ab000-0000-7000-8000-000000000003', label: 'T-2612-7QMX' },
};

const isOpen = ({ row }: Case) => isWaiting(row);

/** Another delivery has been received on the same promise: this count would stand on nothing. */
const isSpent = ({ row }: Case) => row.state === 'counted' && row.allocation?.state === 'received';

export const accept = defineAction({
  name: 'handover.accept',
  says: 'An officer says that the count of the head is right: it counts from then on, or stays as it is.',
  needs: z.object({ handover: chosen() }),
  ends,
  example,
  async run({ handover: id }, { records, chat, now }) {
    const held = await heldCase(records, id, { chat, now });
    if (!held) return { end: 'not-yours', gives: {} };
    if (!isOpen(held) || isSpent(held)) return { end: 'already', gives: {} };
    if (held.row.state === 'counted')
      await settleHandover(records, id, { now, by: held.desk.person.id });
    return { end: 'judged', gives: await judged(records, held, { what: 'accepted', now }) };
  },
});

export const correct = defineAction({
  name: 'handover.correct',
  says: 'An officer puts another count in place of the one on record, with a reason that both sides read.',
  needs: z.object({
    handover: chosen(),
    came: shapes.quantity(),
    damaged: shapes.quantity().optional(),
    reason: z.string().min(3).max(200),
  }),
  ends: { ...ends, /** More damaged than came. */ impossible: z.object({}) },
  example: { ...example, came: 92, damaged: 3, reason: 'Surat jalan menyebut 92' },
  async run({ handover: id, came, damaged = 0, reason }, { records, chat, now }) {
    const held = await heldCase(records, id, { chat, now });
    if (!held) return { end: 'not-yours', gives: {} };
    if (damaged > came) return { end: 'impossible', gives: {} };
    if (!isOpen(held) || isSpent(held)) return { end: 'already', gives: {} };
    const by = held.desk.person.id;
    if (held.row.state === 'confirmed') await recount(records, id, { now, by, came, damaged });
    else {
      await records.db.handover.update({ where: { id }, data: { came, damaged } });
      await settleHandover(records, id, { now, by });
    }
    return {
      end: 'judged',
      gives: await judged(records, held, { what: 'corrected', reason, now }),
    };
  },
});

export const reject = defineAction({
  name: 'handover.reject',
  says: 'An officer rejects a count that nobody confirmed: it never counts, its promise lives on, and both sides read why.',
  needs: z.object({ handover: chosen(), reason: z.string().min(3).max(200) }),
  ends,
  example: { ...example, reason: 'Barang yang sama sudah dicatat dengan kode' },
  async run({ handover: id, reason }, { records, chat, now }) {
    const held = await heldCase(records, id, { chat, now });
    if (!held) return { end: 'not-yours', gives: {} };
    if (held.row.state !== 'counted') return { end: 'already', gives: {} };
    await records.db.handover.update({ where: { id }, data: { state: 'rejected' } });
    const { allocationId } = held.row;
    const lives = allocationId !== null && (await giveBack(records, allocationId, now));
    const notice = lives ? 'handover-rejected-lives' : 'handover-rejected';
    const gives = await judged(records, held, { what: 'rejected', notice, reason, now });
    return { end: 'judged', gives };
  },
});

/** Keeps who judged it and why, and tells both sides what changed. */
export async function judged(
  records: Records,
  { row, desk, as }: Case,
  {
    what,
    notice = `handover-${what}`,
    reason,
    now,
  }: {
    what: 'accepted' | 'corrected' | 'amended' | 'rejected';
    notice?: string;
    reason?: string;
    now: Date;
  },
) {
  const { id } = row;
  await records.db.handover.update({
    where: { id },
    data: { judgedAt: now, reason: reason ?? null },
  });
  const { state: _, ...told } = await receiptOf(records, id);
  await audit(records, {
    actor: { as, person: desk.person.id },
    what: `handover.${what}`,
    on: { kind: 'handover', id },
    at: now,
    detail: {
      cameBefore: Number(row.came),
      damagedBefore: Number(row.damaged),
      came: told.came,
      damaged: told.damaged,
    },
  });
  // It may be judged again, when the donor sees it otherwise afterwards.
  const cause = { kind: `${what}-${now.toISOString()}`, id };
  const args = { ...told, ...(reason !== undefined && { reason }) };
  const head = row.recordedById;
  const donor = promiseOf(row)?.pledge.actorId;
  if (head) await records.notify({ cause, person: head, part: 1, notice, args });
  // Of a count that now counts the donor gets the receipt itself.
  const isTold = what !== 'accepted' || row.disputedAt !== null;
  if (donor && donor !== head && isTold)
    await records.notify({ cause, person: donor, part: 1, notice, args });
  return told;
}
