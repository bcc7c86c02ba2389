import type { Records } from '../action.ts';
import { hasOpen } from '../need/approve.ts';
import { lockedNeed } from '../need/records.ts';
import { lacking, stateAt } from '../need/rules.ts';
import { lockPlace } from '../place/records.ts';
import { holdAllocation } from '../pledge/held.ts';
import { receiptOf } from './records.ts';
import { type Count, inGoodCondition, settle } from './rules.ts';

/** Makes a counted delivery count: for its promise, for the need, in every total; both sides get the receipt. */
export async function settleHandover(
  records: Records,
  id: string,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  await count(records, id, { now, by });
  await tellDonor(records, id, { now, by });
}

/**
 * Counts a confirmed delivery anew, as an officer found it: down at any time, up as far as the need has room.
 * What it had counted before is given back first.
 */
export async function recount(
  records: Records,
  id: string,
  { now, by, came, damaged }: Count & { now: Date; by: string },
): Promise<void> {
  const { db } = records;
  const row = await db.handover.findUniqueOrThrow({ where: { id } });
  const held = row.allocationId ? await holdAllocation(records, row.allocationId, now) : undefined;
  if (held) {
    // A promise that had grown to what came is again what was promised.
    const grown = Math.max(0, held.amount - Number(row.promised));
    await db.allocation.update({
      where: { id: held.allocation.id },
      data: { received: 0, quantity: { decrement: grown } },
    });
    await db.pledge.update({
      where: { id: held.allocation.pledgeId },
      data: { quantity: { decrement: grown } },
    });
  }
  const anew = { came, damaged, counted: 0, surplus: came - damaged };
  await db.handover.update({ where: { id }, data: anew });
  await count(records, id, { now, by, before: Number(row.counted) });
}

/** `before` is what it had counted already, which it keeps the room of in a need that has closed since. */
async function count(
  records: Records,
  id: string,
  { now, by, before = 0 }: { now: Date; by: string; before?: number },
): Promise<void> {
  const { db } = records;
  const row = await db.handover.findUniqueOrThrow({ where: { id }, include: { need: true } });
  const held = row.allocationId ? await holdAllocation(records, row.allocationId, now) : undefined;
  const need = held?.need ?? (row.need ? await lockedNeed(records, row.need.number) : undefined);
  const good = inGoodCondition({ came: Number(row.came), damaged: Number(row.damaged) });
  const isOpen = need?.state === 'open' || need?.state === 'met';
  const room = need ? Math.min(lacking(need), isOpen ? Number.MAX_SAFE_INTEGER : before) : 0;
  const promise = held && { state: held.allocation.state, quantity: held.amount };
  const { counted, surplus } = settle(good, { lacking: room }, promise);

  if (held) {
    const { allocation, amount } = held;
    // More than was promised, where the need lacked it: the promise grows to what was kept.
    const grown = Math.max(0, counted - amount);
    await db.allocation.update({
      where: { id: allocation.id },
      data: { state: 'received', received: counted, quantity: amount + grown, changedAt: now },
    });
    if (grown > 0)
      await db.pledge.update({
        where: { id: allocation.pledgeId },
        data: { quantity: { increment: grown } },
      });
  }
  await db.handover.update({
    where: { id },
    data: {
      state: 'confirmed',
      counted,
      surplus,
      confirmedAt: now,
      confirmedById: by,
      // It may have been lowered since the head counted: what came beyond is beyond what is promised now.
      ...(held && { promised: held.amount }),
    },
  });
  if (row.needId) await standAsCounted(records, row.needId);
}

/**
 * What all has come for is met; what is short after all is open again. Where the place has the same request open anew, that one
 * is what donors see, and the old one is closed.
 */
async function standAsCounted(records: Records, id: string): Promise<void> {
  const { db } = records;
  const { number } = await db.need.findUniqueOrThrow({ where: { id } });
  const need = await lockedNeed(records, number);
  if (need?.state !== 'open' && need?.state !== 'met') return;
  const state = stateAt(need.approved, need);
  if (state === need.state) return;
  if (state === 'open') await lockPlace(db, need.placeId);
  const isDouble = state === 'open' && (await hasOpen(records, need));
  await db.need.update({ where: { id }, data: { state: isDouble ? 'closed' : state } });
}

/** Whoever confirms it is told in the same breath, not beside it. */
async function tellDonor(
  records: Records,
  id: string,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const { allocationId: own, beyond } = await records.db.handover.findUniqueOrThrow({
    where: { id },
    include: { beyond: true },
  });
  const allocationId = own ?? beyond?.allocationId;
  const held = allocationId ? await holdAllocation(records, allocationId, now) : undefined;
  if (!held?.donor || held.donor.id === by) return;
  const { state: _, ...receipt } = await receiptOf(records, id);
  const cause = { kind: 'receipt', id };
  const { donor } = held;
  // Held again after the count, so it is as the count has left it.
  const short = held.need.state === 'open' ? 'receipt-short' : 'receipt-short-over';
  const notice = receipt.open > 0 ? short : 'receipt-whole';
  await records.notify({ cause, person: donor.id, part: 1, notice: 'receipt', args: receipt });
  // Of what came beyond nothing is missing.
  if (beyond) return;
  await records.notify({
    cause,
    person: donor.id,
    part: 2,
    notice,
    args: { called: donor.called, ...receipt },
  });
}
