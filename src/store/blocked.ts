import type { PrismaClient } from './generated/client.ts';
import { keepLooking } from './look-out.ts';

/** How often (ms) each process reads the list anew. It is short, and a turn must not wait for PostgreSQL. */
const lookEvery = 2000;

export interface BlockedChats {
  has(chat: string): boolean;
  stop(): Promise<void>;
}

/** The chats that are not served, as this process knows them: each blocked one, and every address of a blocked person. */
export async function watchBlocked(
  prisma: PrismaClient,
  fault: (error: unknown) => void,
): Promise<BlockedChats> {
  let known = await readBlocked(prisma);
  const looking = keepLooking({
    every: lookEvery,
    fault,
    async one() {
      known = await readBlocked(prisma);
      return false;
    },
  });
  return { has: (chat) => known.has(chat), stop: () => looking.stop() };
}

async function readBlocked(prisma: PrismaClient): Promise<Set<string>> {
  const rows = await prisma.$queryRaw<{ chat: string }[]>`
    SELECT chat FROM blocked
    UNION SELECT a.chat FROM address a JOIN blocked b ON b.person_id = a.person_id`;
  return new Set(rows.map(({ chat }) => chat));
}
