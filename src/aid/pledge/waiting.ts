import type { Label } from '../../chat/message.ts';
import type { Records } from '../action.ts';
import { audit } from '../audit.ts';
import { speakerOf } from '../person/records.ts';
import { packageWords } from '../programme/records.ts';
import { pledgedBy } from './records.ts';

/**
 * Lowers what of a promise waits for a place: it takes up no room and concerns no head, so nobody else is told. Undefined where
 * it is not theirs, or waits no more.
 */
export async function takeBack(
  records: Records,
  pledge: string,
  { chat, now, to }: { chat: string; now: Date; to: number },
): Promise<{ before: number; to: number; unit: Label } | undefined> {
  const { db } = records;
  const speaker = await speakerOf(records, chat);
  if (!speaker) return undefined;
  await lockPledge(records, pledge);
  const row = await db.pledge.findFirst({
    where: { id: pledge, ...pledgedBy(speaker.id), waiting: { gt: 0 } },
  });
  if (!row) return undefined;
  const before = Number(row.waiting);
  const { unit } = (await packageWords(records, [row.packageKey]))(row.packageKey);
  if (to >= before) return { before, to: before, unit };
  await db.pledge.update({
    where: { id: pledge },
    data: {
      waiting: to,
      takenBack: { increment: before - to },
      ...(to === 0 && { waitsFor: null }),
    },
  });
  await audit(records, {
    actor: { as: 'donor', person: speaker.id },
    what: 'pledge.taken-back',
    on: { kind: 'pledge', id: pledge },
    at: now,
    detail: { before, amount: to },
  });
  return { before, to, unit };
}

/** What waits is placed and taken back one after the other. */
export async function lockPledge({ db }: Records, id: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM pledge WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
}
