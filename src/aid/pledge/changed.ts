import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import type { Records } from '../action.ts';
import { audit } from '../audit.ts';
import { type HeldBy, holdOwn, wordsOf } from './held.ts';
import { isLiving } from './rules.ts';

/** What is said of a promise that was changed. */
export const about = z.object({
  amount: shapes.quantity(),
  unit: shapes.label(),
  place: shapes.text(),
});
export const example = { key: '019ab000-0000-7000-8000-000000000001', label: '0048' };

/** The donor's own promise, while it lives. */
export async function ownLiving(
  records: Records,
  id: string,
  at: { chat: string; now: Date },
): Promise<HeldBy | undefined> {
  const held = await holdOwn(records, id, at);
  return held?.as === 'donor' && isLiving(held.allocation.state) ? held : undefined;
}

/** Keeps who changed what, and has the head told. */
export async function tellHead(
  records: Records,
  held: HeldBy,
  what: { did: string; notice: string; now: Date; args?: Record<string, string | number> },
): Promise<void> {
  const { id } = held.allocation;
  await audit(records, {
    actor: { as: 'donor', person: held.speaker.id },
    what: `allocation.${what.did}`,
    on: { kind: 'allocation', id },
    at: what.now,
    detail: { quantity: held.amount, ...what.args },
  });
  if (!held.head) return;
  await records.notify({
    cause: { kind: `${what.did}-${what.now.toISOString()}`, id },
    person: held.head.id,
    part: 1,
    notice: what.notice,
    args: { ...wordsOf(held), ...what.args },
  });
}
