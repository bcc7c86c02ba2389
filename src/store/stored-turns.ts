import type { Address, Outgoing } from '../chat/message.ts';
import type { PrismaClient } from './generated/client.ts';
import { type Queued, queued } from './queued.ts';
import type { Secrets } from './secrets.ts';
import { type Accepted, knownTime, type Records, type TurnOutput, turnTime } from './sessions.ts';

/** A conversation as PostgreSQL knows it. */
export interface Dialogue {
  position: string;
  /** Counts its commits. */
  n: number;
  question: string | undefined;
}

/** The commit found that somebody else had gone on: with this event, or with another one. */
export class Overtaken extends Error {
  readonly by: 'this' | 'another';
  constructor(by: Overtaken['by']) {
    super(`Overtaken by ${by} event.`);
    this.by = by;
  }
}

/** Turns that ended in PostgreSQL while sessions are in Redis: lines 2 and 4 of the protocol. */
export function createStoredTurns(prisma: PrismaClient, secrets: Secrets) {
  return {
    async has(chat: string, event: string): Promise<boolean> {
      return (await prisma.turn.count({ where: { chat, event } })) > 0;
    },

    async dialogue(chat: string): Promise<Dialogue | undefined> {
      const row = await prisma.dialogue.findUnique({ where: { chat } });
      if (!row?.position) return undefined;
      return {
        position: secrets.open(row.position),
        n: row.n,
        question: row.question ?? undefined,
      };
    },

    /** One transaction: the turn's key, the dialogue's n, and whatever the verbs do. */
    commit(
      event: Accepted,
      n: number,
      body: (records: Records) => Promise<TurnOutput | 'needs-records'>,
    ): Promise<TurnOutput> {
      const { chat } = event;
      return prisma.$transaction(async (db) => {
        if (n === 0) await beginDialogue(db, secrets, event);
        // Whoever comes second waits here for the first, and then sees what it did.
        const isMine =
          await db.$executeRaw`UPDATE dialogue SET n = n + 1 WHERE chat = ${chat} AND n = ${n}`;
        if ((await db.turn.count({ where: { chat, event: event.id } })) > 0) {
          throw new Overtaken('this');
        }
        if (isMine === 0) throw new Overtaken('another');
        const output = await body(db);
        if (output === 'needs-records') throw new Error('The turn already has its records.');
        await keep(db, secrets, event, output, n + 1);
        return output;
      });
    },

    /** What stored turns of the chat have not yet said, oldest first. */
    async unsaid(chat: string): Promise<Queued[]> {
      const dialogue = await prisma.dialogue.findUnique({ where: { chat } });
      if (!dialogue) return [];
      const to = { channel: dialogue.channel, account: secrets.open(dialogue.account) } as Address;
      const turns = await prisma.turn.findMany({
        where: { chat, saidAt: null },
        orderBy: { id: 'asc' },
      });
      return turns.flatMap(({ event, replies, said }) => {
        const messages = JSON.parse(secrets.open(replies)) as Outgoing[];
        return queued({ event, to, replies: messages }, { stored: true, from: said });
      });
    },

    /** Turns that have been unsaid for so many seconds, oldest first. */
    unsaidFor: (seconds: number) =>
      prisma.$queryRaw<{ chat: string; event: string; n: number }[]>`
        SELECT chat, event, n FROM turn
        WHERE said_at IS NULL AND at < now() - make_interval(secs => ${seconds}::float8)
        ORDER BY id LIMIT 50`,

    async markSaid(turns: { chat: string; event: string }[]): Promise<void> {
      if (turns.length === 0) return;
      const chats = turns.map(({ chat }) => chat);
      const events = turns.map(({ event }) => event);
      await prisma.$executeRaw`UPDATE turn SET said_at = now()
        FROM unnest(${chats}::text[], ${events}::text[]) AS marked (chat, event)
        WHERE turn.chat = marked.chat AND turn.event = marked.event AND said_at IS NULL`;
    },
  };
}

/** Keeps whose conversation it is, for a chat that has none. */
export async function beginDialogue(
  db: Records,
  secrets: Secrets,
  { chat, incoming }: Accepted,
): Promise<void> {
  const { channel, account } = incoming.from;
  await db.$executeRaw`INSERT INTO dialogue (chat, channel, account)
    VALUES (${chat}, ${channel}, ${secrets.seal(account)}) ON CONFLICT DO NOTHING`;
}

/** Lets go of ids that no channel can deliver again, and of turns that nobody can doubt any more. */
export async function tidy(prisma: PrismaClient): Promise<void> {
  await prisma.$executeRaw`DELETE FROM inbox WHERE done_at < now() - make_interval(secs => ${knownTime / 1000})`;
  // That it took place is known for longer than what it said: replies are read only until they are said.
  await prisma.$executeRaw`UPDATE turn SET replies = '' WHERE said_at < now() - make_interval(secs => ${knownTime / 1000})
    AND octet_length(replies) > 0`;
  await prisma.$executeRaw`DELETE FROM turn WHERE said_at < now() - make_interval(secs => ${turnTime / 1000})`;
}

/** Whether a chat still has something to say. */
export const isUnsaid = async (db: Records, chat: string): Promise<boolean> =>
  (await db.turn.count({ where: { chat, saidAt: null } })) > 0;

/** Forgets what was said in a chat until then. */
export async function forgetTurns(db: Records, chat: string, until: Date): Promise<void> {
  await db.$executeRaw`DELETE FROM turn WHERE chat = ${chat} AND at <= ${until}`;
}

/** Writes what a turn came to: its replies, the position, and the dead letter where there is one. */
export async function keep(
  db: Records,
  secrets: Secrets,
  event: Accepted,
  output: TurnOutput,
  n: number | undefined,
): Promise<void> {
  const replies = secrets.seal(JSON.stringify(output.replies));
  const position = secrets.seal(output.position);
  const question = output.question ?? null;
  await db.$executeRaw`
    WITH moved AS (
      UPDATE dialogue SET n = coalesce(${n ?? null}::int, n + 1), position = ${position}, moved_at = now(),
        shown = CASE WHEN question IS NOT DISTINCT FROM ${question}::text THEN shown END,
        question = ${question}::text
      WHERE chat = ${event.chat} RETURNING n)
    INSERT INTO turn (chat, event, at, n, replies, said_at)
    SELECT ${event.chat}, ${event.id}, now(), n, ${replies}::bytea,
      CASE WHEN ${output.replies.length}::int = 0 THEN now() END
    FROM moved`;
  if (output.deadLetter !== undefined) {
    const body = secrets.seal(JSON.stringify(event));
    const at = new Date(event.now);
    await db.$executeRaw`INSERT INTO dead_letter (chat, event, body, reason, at)
      VALUES (${event.chat}, ${event.id}, ${body}, ${output.deadLetter}, ${at}) ON CONFLICT DO NOTHING`;
  }
}
