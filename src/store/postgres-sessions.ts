import { randomUUID } from 'node:crypto';
import type { Outgoing } from '../chat/message.ts';
import { connect } from './database.ts';
import { isConflict } from './failure.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Secrets } from './secrets.ts';
import {
  type Accepted,
  lockTime,
  replyId,
  type Sessions,
  type Worked,
  type Worker,
} from './sessions.ts';
import { keep } from './stored-turns.ts';

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

  async function accept(event: Accepted): Promise<boolean> {
    const { channel, account } = event.incoming.from;
    const body = secrets.seal(JSON.stringify(event));
    const sealed = secrets.seal(account);
    const at = new Date(event.now);
    const [, kept] = await prisma.$transaction([
      prisma.$executeRaw`INSERT INTO dialogue (chat, channel, account)
        VALUES (${event.chat}, ${channel}, ${sealed}) ON CONFLICT DO NOTHING`,
      prisma.$executeRaw`INSERT INTO inbox (chat, event, body, at)
        VALUES (${event.chat}, ${event.id}, ${body}, ${at}) ON CONFLICT DO NOTHING`,
    ]);
    return kept > 0;
  }

  async function work(chat: string, worker: Worker, forgiven: number): Promise<Worked> {
    const [state] = await prisma.$queryRaw<State[]>`
      SELECT speaker IS NOT NULL AND speak_until > now() AS held,
             (greatest(0, extract(epoch FROM speak_after - now())) * 1000)::float8 AS wait,
             EXISTS (SELECT FROM turn WHERE turn.chat = dialogue.chat AND said_at IS NULL) AS unsaid
      FROM dialogue WHERE chat = ${chat}`;
    if (!state) return 'idle';
    if (state.held) return 'busy';
    if (state.unsaid) return state.wait ? { later: state.wait } : speak(chat, worker);
    for (let conflicts = 0; ; conflicts++) {
      try {
        return await takeTurn(chat, worker, forgiven);
      } catch (error) {
        if (!isConflict(error) || conflicts >= mostConflicts) throw error;
      }
    }
  }

  /** Lines 1 to 5, in one transaction. */
  const takeTurn = (chat: string, worker: Worker, forgiven: number) =>
    prisma.$transaction(async (db): Promise<Worked> => {
      const [dialogue] = await db.$queryRaw<
        { position: Uint8Array | null; shown: bigint | null }[]
      >`
        SELECT position, shown FROM dialogue
        WHERE chat = ${chat} AND (speaker IS NULL OR speak_until < now()) FOR UPDATE SKIP LOCKED`;
      if (!dialogue) return 'busy';
      const [head] = await db.$queryRaw<Head[]>`
        SELECT id, body, (greatest(0, extract(epoch FROM due_at - now())) * 1000)::float8 AS wait,
               EXISTS (SELECT FROM turn WHERE turn.chat = ${chat} AND said_at IS NULL) AS unsaid
        FROM inbox WHERE chat = ${chat} AND done_at IS NULL ORDER BY id LIMIT 1`;
      if (!head) return 'idle';
      if (head.unsaid) return 'did';
      if (head.wait) return { later: head.wait };
      const [counted] = await outside.$queryRaw<{ tries: number }[]>`
        UPDATE inbox SET tries = greatest(1, tries + 1 - ${forgiven}::int),
          due_at = now() + make_interval(secs => tries * tries) WHERE id = ${head.id} RETURNING tries`;

      const event = JSON.parse(secrets.open(head.body)) as Accepted;
      const output = await worker.turn(
        {
          event,
          position: dialogue.position ? secrets.open(dialogue.position) : undefined,
          shown: dialogue.shown === null ? undefined : Number(dialogue.shown),
          tries: counted?.tries ?? 1,
          unfiled: false,
        },
        db,
      );
      if (output === 'needs-records') throw new Error('The turn already has its records.');
      await keep(db, secrets, event, output, undefined);
      await db.$executeRaw`UPDATE inbox SET done_at = now() WHERE id = ${head.id}`;
      return 'did';
    });

  /** Line 6: the chat's unsaid replies in order, under a lease that is checked right before each. */
  async function speak(chat: string, worker: Worker): Promise<Worked> {
    const token = randomUUID();
    const [leased] = await prisma.$queryRaw<{ channel: string; account: Uint8Array }[]>`
      UPDATE dialogue SET speaker = ${token}, speak_until = now() + make_interval(secs => ${lockTime / 1000}),
        speak_after = NULL
      WHERE chat = ${chat} AND (speaker IS NULL OR speak_until < now()) RETURNING channel, account`;
    if (!leased) return 'busy';
    const account = {
      channel: leased.channel,
      account: secrets.open(leased.account),
    } as Accepted['incoming']['from'];
    try {
      const turns = await prisma.turn.findMany({
        where: { chat, saidAt: null },
        orderBy: { id: 'asc' },
        select: { event: true, replies: true, said: true },
      });
      for (const { event, replies, said } of turns) {
        const messages = JSON.parse(secrets.open(replies)) as Outgoing[];
        for (const [part, message] of [...messages.entries()].slice(said)) {
          const outcome = await worker.say(account, { id: replyId(event, part), message });
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
            UPDATE turn SET said = ${part + 1}, said_at = CASE WHEN ${part + 1} >= ${messages.length}::int THEN now() END
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

  return {
    accept,
    work,
    async due(limit) {
      const rows = await prisma.$queryRaw<{ chat: string }[]>`
        SELECT d.chat FROM dialogue d
        JOIN (SELECT chat FROM inbox WHERE done_at IS NULL AND (due_at IS NULL OR due_at <= now())
              UNION SELECT chat FROM turn WHERE said_at IS NULL) AS todo USING (chat)
        WHERE (d.speaker IS NULL OR d.speak_until < now()) AND (d.speak_after IS NULL OR d.speak_after <= now())
        LIMIT ${limit}`;
      return rows.map(({ chat }) => chat);
    },
    async pending(chat) {
      const waiting = await prisma.inbox.count({ where: { chat, doneAt: null } });
      return waiting + (await prisma.turn.count({ where: { chat, saidAt: null } }));
    },
    async counts() {
      return { waiting: await prisma.inbox.count({ where: { doneAt: null } }) };
    },
    async close() {
      await outside.$disconnect();
    },
  };
}

interface State {
  held: boolean;
  wait: number | null;
  unsaid: boolean;
}

interface Head {
  id: bigint;
  body: Uint8Array;
  wait: number | null;
  unsaid: boolean;
}
