import { randomUUID } from 'node:crypto';
import type { Address, Outgoing } from '../chat/message.ts';
import { connect } from './database.ts';
import { isConflict, isInfrastructure } from './failure.ts';
import type { PrismaClient } from './generated/client.ts';
import { queued } from './queued.ts';
import type { Secrets } from './secrets.ts';
import {
  type Accepted,
  type Forget,
  type Forgotten,
  lockTime,
  type Records,
  type Sessions,
  type Worked,
  type Worker,
} from './sessions.ts';
import { beginDialogue, forgetTurns, isUnsaid, keep, tidy } from './stored-turns.ts';

/** How often a transaction that lost against another is repeated, with the same now and seed. */
const mostConflicts = 5;

/**
 * Sessions in PostgreSQL: a turn is one transaction that holds the chat's dialogue row, so a kill at any
 * moment rolls all of it back. What a turn says is kept with it, and said afterwards under a lease.
 */
export function openPostgresSessions(options: {
  prisma: PrismaClient;
  /** For the one connection on which tries are counted: outside the transaction that they outlive. */
  url: string;
  secrets: Secrets;
}): Sessions {
  const { prisma, secrets } = options;
  const outside = connect(options.url, 1);
  /** Chats whose last try infrastructure spoiled: the next one forgives it. */
  const spoiled = new Set<string>();

  /** One statement. A turn in progress holds the dialogue's row, and accepting does not wait for it. */
  async function accept(event: Accepted): Promise<boolean> {
    const { chat, id } = event;
    const { channel, account } = event.incoming.from;
    const body = secrets.seal(JSON.stringify(event));
    const kept = await prisma.$executeRaw`
      WITH begun AS (
        INSERT INTO dialogue (chat, channel, account)
        SELECT ${chat}, ${channel}, ${secrets.seal(account)}::bytea
        WHERE NOT EXISTS (SELECT FROM dialogue WHERE chat = ${chat})
          AND NOT EXISTS (SELECT FROM inbox WHERE chat = ${chat} AND event = ${id}) ON CONFLICT DO NOTHING)
      INSERT INTO inbox (chat, event, body, at)
      SELECT ${chat}, ${id}, ${body}::bytea, ${new Date(event.now)}::timestamptz
      WHERE NOT EXISTS (SELECT FROM turn WHERE chat = ${chat} AND event = ${id}) ON CONFLICT DO NOTHING`;
    return kept > 0;
  }

  async function work(chat: string, worker: Worker): Promise<Worked> {
    const [state] = await prisma.$queryRaw<State[]>`
      SELECT speaker IS NOT NULL AND speak_until > now() AS held,
             (greatest(0, extract(epoch FROM speak_after - now())) * 1000)::float8 AS wait,
             EXISTS (SELECT FROM turn WHERE turn.chat = dialogue.chat AND said_at IS NULL) AS unsaid,
             EXISTS (SELECT FROM inbox WHERE inbox.chat = dialogue.chat AND done_at IS NULL) AS asked
      FROM dialogue WHERE chat = ${chat}`;
    if (!state) return (await beginAnew(chat)) ? work(chat, worker) : 'idle';
    if (state.held) return 'busy';
    if (state.unsaid) return state.wait ? { later: state.wait } : speak(chat, worker);
    // Every turn comes by here once more when all is said: no transaction for that.
    if (!state.asked) return 'idle';
    const tried: Tried = { tries: 0 };
    try {
      for (let conflicts = 0; ; conflicts++) {
        try {
          return await takeTurn(chat, worker, tried);
        } catch (error) {
          if (!isConflict(error) || conflicts >= mostConflicts) throw error;
        }
      }
    } catch (error) {
      if (tried.head !== undefined && isInfrastructure(error)) spoiled.add(chat);
      throw error;
    }
  }

  /** An event may come in the very moment in which its chat is forgotten: it begins a new conversation. */
  async function beginAnew(chat: string): Promise<boolean> {
    const head = await headOf(prisma, chat);
    if (!head) return false;
    await beginDialogue(prisma, secrets, JSON.parse(secrets.open(head.body)) as Accepted);
    return true;
  }

  /** Lines 1 to 5, in one transaction. */
  const takeTurn = (chat: string, worker: Worker, tried: Tried) =>
    prisma.$transaction(async (db): Promise<Worked> => {
      const [dialogue] = await db.$queryRaw<
        { position: Uint8Array | null; shown: bigint | null }[]
      >`
        SELECT position, shown FROM dialogue
        WHERE chat = ${chat} AND (speaker IS NULL OR speak_until < now()) FOR UPDATE SKIP LOCKED`;
      if (!dialogue) return 'busy';
      const head = await headOf(db, chat);
      if (!head) return 'idle';
      if (head.unsaid) return 'did';
      if (head.wait && tried.head !== head.id) return { later: head.wait };
      await countTry(chat, head.id, tried);

      const event = JSON.parse(secrets.open(head.body)) as Accepted;
      const output = await worker.turn(
        {
          event,
          position: dialogue.position ? secrets.open(dialogue.position) : undefined,
          shown: dialogue.shown === null ? undefined : Number(dialogue.shown),
          tries: tried.tries,
          unfiled: false,
        },
        db,
      );
      if (output === 'needs-records') throw new Error('The turn already has its records.');
      await keep(db, secrets, event, output, undefined);
      // The id stays known; what was said does not stay.
      await db.$executeRaw`UPDATE inbox SET done_at = now(), body = '' WHERE id = ${head.id}`;
      return 'did';
    });

  /** Once a piece of work, however often its transaction is repeated. The next try waits 0, 1, 4 … seconds. */
  async function countTry(chat: string, head: bigint, tried: Tried): Promise<void> {
    if (tried.head === head) return;
    const pardon = spoiled.has(chat) ? 1 : 0;
    const [counted] = await outside.$queryRaw<{ tries: number }[]>`
      UPDATE inbox SET tries = greatest(1, tries + 1 - ${pardon}::int),
        due_at = now() + make_interval(secs => least(tries * tries, 30)) WHERE id = ${head} RETURNING tries`;
    spoiled.delete(chat);
    tried.head = head;
    tried.tries = counted?.tries ?? 1;
  }

  /** Line 6: the chat's unsaid replies in order, under a lease that is checked right before each. */
  async function speak(chat: string, worker: Worker): Promise<Worked> {
    const token = randomUUID();
    const [leased] = await prisma.$queryRaw<{ channel: string; account: Uint8Array }[]>`
      UPDATE dialogue SET speaker = ${token}, speak_until = now() + make_interval(secs => ${lockTime / 1000}),
        speak_after = NULL
      WHERE chat = ${chat} AND (speaker IS NULL OR speak_until < now()) RETURNING channel, account`;
    if (!leased) return 'busy';
    const to = { channel: leased.channel, account: secrets.open(leased.account) } as Address;
    try {
      const turns = await prisma.turn.findMany({
        where: { chat, saidAt: null },
        orderBy: { id: 'asc' },
        select: { event: true, replies: true, said: true },
      });
      for (const { event, replies, said } of turns) {
        const messages = JSON.parse(secrets.open(replies)) as Outgoing[];
        const waiting = queued({ event, to, replies: messages }, { stored: true, from: said });
        for (const [index, { id, message, closes }] of waiting.entries()) {
          const outcome = await worker.say(to, { id, message });
          if (!outcome.said) {
            await prisma.$executeRaw`UPDATE dialogue SET speak_after = now() + make_interval(secs => ${outcome.after / 1000})
              WHERE chat = ${chat} AND speaker = ${token}`;
            return { later: outcome.after };
          }
          const isHeld = await prisma.$executeRaw`
            WITH held AS (
              UPDATE dialogue SET speak_until = now() + make_interval(secs => ${lockTime / 1000}),
                shown = CASE WHEN shown IS NULL AND question = ${message.question ?? ''} THEN ${outcome.order ?? null}::bigint ELSE shown END
              WHERE chat = ${chat} AND speaker = ${token} RETURNING 1)
            UPDATE turn SET said = ${said + index + 1}, said_at = CASE WHEN ${closes} THEN now() END
            WHERE chat = ${chat} AND event = ${event} AND EXISTS (SELECT FROM held)`;
          if (isHeld === 0) return 'busy';
        }
      }
      return 'did';
    } finally {
      await prisma.$executeRaw`UPDATE dialogue SET speaker = NULL, speak_until = NULL
        WHERE chat = ${chat} AND speaker = ${token}`;
    }
  }

  /** Under the dialogue's row, as a turn is: nothing of the chat goes on meanwhile. */
  const forget = (chat: string, { since, force }: Forget) =>
    prisma.$transaction(async (db): Promise<Forgotten> => {
      const [free] = await db.$queryRaw<object[]>`
        SELECT 1 FROM dialogue WHERE chat = ${chat} AND (speaker IS NULL OR speak_until < now())
        FOR UPDATE SKIP LOCKED`;
      if (!free) {
        return (await db.dialogue.count({ where: { chat } })) > 0 ? 'later' : 'forgotten';
      }
      if (!force && (await isUnsaid(db, chat))) return 'later';
      const [{ more = true } = {}] = await db.$queryRaw<{ more: boolean }[]>`
        SELECT EXISTS (SELECT FROM inbox WHERE chat = ${chat} AND done_at IS NULL)
            OR EXISTS (SELECT FROM turn WHERE chat = ${chat} AND at > ${since}) AS more`;
      await forgetTurns(db, chat, since);
      if (more) return 'went-on';
      await db.dialogue.delete({ where: { chat } });
      return 'forgotten';
    });

  return {
    accept,
    work,
    forget,
    async due(limit) {
      const rows = await prisma.$queryRaw<{ chat: string }[]>`
        WITH head AS (
          SELECT DISTINCT ON (chat) chat, at, due_at FROM inbox WHERE done_at IS NULL ORDER BY chat, id),
        todo AS (
          SELECT chat, at FROM head WHERE due_at IS NULL OR due_at <= now()
          UNION ALL SELECT chat, at FROM turn WHERE said_at IS NULL)
        SELECT chat FROM todo LEFT JOIN dialogue d USING (chat)
        WHERE (speaker IS NULL OR speak_until < now()) AND (speak_after IS NULL OR speak_after <= now())
        GROUP BY chat ORDER BY min(todo.at) LIMIT ${limit}`;
      return rows.map(({ chat }) => chat);
    },
    async pending(chat) {
      const [row] = await prisma.$queryRaw<{ pending: number }[]>`
        SELECT (SELECT count(*) FROM inbox WHERE chat = ${chat} AND done_at IS NULL)::int
             + (SELECT count(*) FROM turn WHERE chat = ${chat} AND said_at IS NULL)::int AS pending`;
      return row?.pending ?? 0;
    },
    async counts() {
      const [row] = await prisma.$queryRaw<{ waiting: number }[]>`
        SELECT count(*)::int AS waiting FROM (
          SELECT chat FROM inbox WHERE done_at IS NULL UNION SELECT chat FROM turn WHERE said_at IS NULL) AS todo`;
      return { waiting: row?.waiting ?? 0 };
    },
    tidy: () => tidy(prisma),
    async close() {
      await outside.$disconnect();
    },
  };
}

/** The oldest event of the chat that has not had its turn. */
async function headOf(db: Records, chat: string): Promise<Head | undefined> {
  const [head] = await db.$queryRaw<Head[]>`
    SELECT id, body, (greatest(0, extract(epoch FROM due_at - now())) * 1000)::float8 AS wait,
           EXISTS (SELECT FROM turn WHERE turn.chat = ${chat} AND said_at IS NULL) AS unsaid
    FROM inbox WHERE chat = ${chat} AND done_at IS NULL ORDER BY id LIMIT 1`;
  return head;
}

/** What one call of `work` has counted: the head of the inbox, and its tries. */
interface Tried {
  head?: bigint;
  tries: number;
}

interface State {
  held: boolean;
  wait: number | null;
  unsaid: boolean;
  asked: boolean;
}

interface Head {
  id: bigint;
  body: Uint8Array;
  wait: number | null;
  unsaid: boolean;
}
