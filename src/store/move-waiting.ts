import type { PrismaClient } from './generated/client.ts';
import type { Secrets } from './secrets.ts';
import type { Accepted } from './sessions.ts';

/**
 * Hands what was accepted in PostgreSQL and not yet taken to Redis, in order, when session state moves there:
 * each event is marked done only after Redis has it. Gives how many there were.
 */
export async function moveWaiting(
  prisma: PrismaClient,
  secrets: Secrets,
  accept: (event: Accepted) => Promise<boolean>,
): Promise<number> {
  const waiting = await prisma.inbox.findMany({ where: { doneAt: null }, orderBy: { id: 'asc' } });
  for (const { id, body } of waiting) {
    await accept(JSON.parse(secrets.open(body)) as Accepted);
    await prisma.inbox.update({
      where: { id },
      data: { doneAt: new Date(), body: new Uint8Array() },
    });
  }
  return waiting.length;
}
