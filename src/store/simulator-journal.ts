import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Secrets } from './secrets.ts';

interface Message {
  account: string;
  direction: 'in' | 'out';
  body: string;
  dedupe: string;
}

/** What other processes appended is noticed within this time (ms), while anybody watches. */
const lookEvery = 200;

/** Messages of a phone that are read at once. */
export const mostRead = 500;

/**
 * The simulator's network, kept in PostgreSQL: what the invented phones said and heard, in order, over any
 * number of processes. What is said is sealed and phones are named by a keyed hash, as with real ones.
 */
export function openSimulatorJournal(prisma: PrismaClient, secrets: Secrets, clock: Clock) {
  const phoneOf = (account: string) => secrets.hash(`simulator-phone:${account}`);
  const accounts = new Map<string, string>();
  const listeners = new Set<(account: string) => void>();
  let timer: NodeJS.Timeout | undefined;
  /** The newest message of each phone that listeners were told of; at the first look they are told of all. */
  const seen = new Map<string, bigint>();

  const known = (account: string): string => {
    const phone = phoneOf(account);
    accounts.set(phone, account);
    return phone;
  };
  const tell = (account: string) => {
    for (const listener of listeners) listener(account);
  };

  /** Phone by phone: over all of them an earlier id may be committed after a later one. */
  async function look(): Promise<void> {
    const newest = await prisma.simulatorMessage.groupBy({
      by: ['phone'],
      where: { phone: { in: [...accounts.keys()] } },
      _max: { id: true },
    });
    for (const { phone, _max } of newest) {
      if (_max.id === null || seen.get(phone) === _max.id) continue;
      seen.set(phone, _max.id);
      const account = accounts.get(phone);
      if (account !== undefined) tell(account);
    }
  }

  return {
    async append({ account, direction, body, dedupe }: Message) {
      const phone = known(account);
      // One after another for each phone: who has read up to 7 never meets a 6 afterwards.
      const [row] = await prisma.$queryRaw<{ id: bigint }[]>`
        INSERT INTO simulator_message (phone, direction, dedupe, body, at)
        SELECT ${phone}, ${direction}, ${dedupe}, ${secrets.seal(body)}, ${clock.now()}
        FROM (SELECT pg_advisory_xact_lock(hashtextextended(${phone}, 0))) alone
        ON CONFLICT (phone, direction, dedupe) DO NOTHING RETURNING id`;
      if (row) {
        tell(account);
        return { order: Number(row.id), new: true };
      }
      const key = { phone_direction_dedupe: { phone, direction, dedupe } };
      const kept = await prisma.simulatorMessage.findUniqueOrThrow({ where: key });
      return { order: Number(kept.id), new: false };
    },

    async read(account: string, after: number) {
      const rows = await prisma.simulatorMessage.findMany({
        where: { phone: known(account), id: { gt: BigInt(after) } },
        orderBy: { id: 'asc' },
        take: mostRead,
      });
      return rows.map(({ id, direction, dedupe, body, at }) => ({
        order: Number(id),
        account,
        direction: direction === 'in' ? ('in' as const) : ('out' as const),
        body: secrets.open(body),
        dedupe,
        at,
      }));
    },

    async keepFile(account: string, bytes: Uint8Array) {
      const id = randomBytes(16).toString('hex');
      const content = secrets.sealBytes(bytes);
      await prisma.simulatorFile.create({
        data: { id, phone: known(account), content, at: clock.now() },
      });
      return id;
    },

    async file(id: string, account?: string) {
      const phone = account === undefined ? {} : { phone: phoneOf(account) };
      const row = await prisma.simulatorFile.findUnique({ where: { id, ...phone } });
      return row ? secrets.openBytes(row.content) : undefined;
    },

    watch(listener: (account: string) => void) {
      listeners.add(listener);
      timer ??= setInterval(() => void look().catch(() => {}), lookEvery);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
        seen.clear();
      };
    },
  };
}
