import type { Records } from '../action.ts';
import { lockedNeed } from '../need/records.ts';
import { lacking } from '../need/rules.ts';
import { holdAllocation } from '../pledge/held.ts';
import { receiptOf } from './records.ts';
import { inGoodCondition, settle } from './rules.ts';

/** Makes a counted delivery count: for its promise, for the need, in every total; both sides get the receipt. */
export async function settleHandover(
  records: Records,
  id: string,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const { db } = records;
  const row = await db.handover.findUniqueOrThrow({ where: { id }, include: { need: true } });
  const held = row.allocationId ? await holdAllocation(records, row.allocationId, now) : undefined;
  const need = held?.need ?? (row.need ? await lockedNeed(records, row.need.number) : undefined);
  const good = inGoodCondition({ came: Number(row.came), damaged: Number(row.damaged) });
  const room = need?.state === 'open' || need?.state === 'met' ? lacking(need) : 0;
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
    data: { state: 'confirmed', counted, surplus, confirmedAt: now, confirmedById: by },
  });
  if (row.needId)
    await db.$executeRaw`
      UPDATE need SET state = 'met'
      WHERE id = ${row.needId}::uuid AND state = 'open' AND received >= approved`;
  // Whoever confirms it is told in the same breath, not beside it.
  if (!held?.donor || held.donor.id === by) return;
  const { state: _, ...receipt } = await receiptOf(records, id);
  const cause = { kind: 'receipt', id };
  const { donor } = held;
  const notice = receipt.open > 0 ? 'receipt-short' : 'receipt-whole';
  await records.notify({ cause, person: donor.id, part: 1, notice: 'receipt', args: receipt });
  await records.notify({
    cause,
    person: donor.id,
    part: 2,
    notice,
    args: { called: donor.called, ...receipt },
  });
}
