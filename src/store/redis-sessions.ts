import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { isConflict, isInfrastructure } from './failure.ts';
import type { PrismaClient } from './generated/client.ts';
import { type Queued, queued } from './queued.ts';
import { type Base, createChats, type Piece, type Taken } from './redis-chats.ts';
import type { Secrets } from './secrets.ts';
import {
  type Accepted,
  type Forget,
  type Forgotten,
  knownTime,
  type Sessions,
  type TurnOutput,
  type Worked,
  type Worker,
} from './sessions.ts';
import { createStoredTurns, forgetTurns, isUnsaid, Overtaken, tidy } from './stored-turns.ts';

/** Turns that were stored and not said for so long (s) are queued again. */
const unsaidTime = 60;
/** Milliseconds until an event that fails at every try is tried again, at most. */
const longestPause = 30_000;
/** How often a turn goes back to *doubt* because others went on before it, until that counts as a fault. */
const mostRounds = 5;
/** Work that lay in hand for longer (ms) is asked for again before it is done. */
const freshTime = 1000;

/**
 * Sessions in Redis, records in PostgreSQL: a turn of question and answer needs Redis alone; a turn that
 * writes, or that may have run before, ends in a transaction that owns its outcome. Lines as in
 * docs/architecture.md, "One turn, exactly once".
 *
 * Every call that ends a piece of work takes the next one along, so a turn awaits two: the one that accepts
 * its event and the one that ends it. What was taken lies in hand until `work` is called for that chat.
 */
export function openRedisSessions(options: {
  redis: Redis;
  prisma: PrismaClient;
  secrets: Secrets;
  /** Holds the generation, so that sessions of an earlier use of Redis never come back. */
  prefix: string;
}): Sessions {
  const { redis, prisma, secrets, prefix } = options;
  const stored = createStoredTurns(prisma, secrets);
  const chats = createChats(redis, secrets, prefix);
  /** Locks of ours that nobody works under at the moment; without a piece where a call failed. */
  const hands = new Map<string, Hand>();
  /** Chats whose last try infrastructure spoiled: the next one forgives it. */
  const spoiled = new Set<string>();
  /** Stored turns that are said, to be marked together. */
  let saidTurns: { chat: string; event: string }[] = [];

  const holder = (chat: string, token: string) => ({ token, forgive: spoiled.has(chat) });

  async function accept(event: Accepted): Promise<boolean> {
    const { chat } = event;
    const token = randomUUID();
    try {
      const piece = await chats.accept(event, holder(chat, token));
      if (piece === 'known') return false;
      keepInHand(chat, token, piece);
      return true;
    } catch (error) {
      // It may have been kept, and the lock with it.
      if (!hands.has(chat)) hands.set(chat, { token, since: 0 });
      throw error;
    }
  }

  async function work(chat: string, worker: Worker): Promise<Worked> {
    const hand = hands.get(chat);
    hands.delete(chat);
    const token = hand?.token ?? randomUUID();
    let piece: Piece | undefined;
    try {
      piece = await takeUp(chat, token, hand);
      if (piece.kind === 'turn') piece = await turn(piece.taken, token, worker);
      else if (piece.kind === 'say') piece = await sayOne(chat, token, piece.reply, worker);
      return keepInHand(chat, token, piece);
    } catch (error) {
      if (piece?.kind === 'turn' && isInfrastructure(error)) spoiled.add(chat);
      // Tried again later each time: at once, after 1 s, after 4 s.
      const failed = piece?.kind === 'turn' ? piece.taken.tries - piece.taken.pardons - 1 : 1;
      const after = isInfrastructure(error) ? 0 : Math.min(1000 * failed ** 2, longestPause);
      await chats.giveBack(chat, token, after).catch(() => hands.set(chat, { token, since: 0 }));
      throw error;
    }
  }

  /** What lies in hand, or line 1. */
  async function takeUp(chat: string, token: string, hand: Hand | undefined): Promise<Piece> {
    if (hand?.piece && performance.now() - hand.since < freshTime) return hand.piece;
    // A try that was counted and never begun.
    if (hand?.piece?.kind === 'turn') spoiled.add(chat);
    const piece = await chats.take(chat, holder(chat, token));
    if (piece.kind === 'turn') spoiled.delete(chat);
    return piece;
  }

  function keepInHand(chat: string, token: string, piece: Piece): Worked {
    if (piece.kind === 'later') return { later: piece.after };
    if (piece.kind === 'idle' || piece.kind === 'busy') return piece.kind;
    if (piece.kind === 'turn') spoiled.delete(chat);
    hands.set(chat, { token, piece, since: performance.now() });
    return 'did';
  }

  async function turn(taken: Taken, token: string, worker: Worker): Promise<Piece> {
    const { event, session, run } = taken;
    const { chat } = event;
    const isOtherRun = session !== undefined && session.run !== run;
    const wasRebuilt = session !== undefined && session.rebuilt > event.now - knownTime;
    let doubt = taken.tries > 1 || !session || isOtherRun || wasRebuilt;
    let overtaken = false;
    const finish = (output: Base & Pick<TurnOutput, 'question'>, rebuilt: number, said: Queued[]) =>
      chats.finish(
        taken,
        holder(chat, token),
        { ...output, question: output.question, rebuilt },
        said,
      );
    for (let round = 1; ; round++) {
      // Line 2, doubt.
      let base: Base | undefined = session;
      let isFiled = true;
      let before: Queued[] = [];
      if (doubt) {
        const dialogue = await stored.dialogue(chat);
        const isLost = !session || isOtherRun || overtaken;
        if (dialogue && (await stored.has(chat, event.id))) {
          const rebuilt = isLost ? event.now : (session?.rebuilt ?? 0);
          return finish(dialogue, rebuilt, await stored.unsaid(chat));
        }
        if (isLost) {
          const isCurrent = session !== undefined && session.n === (dialogue?.n ?? 0);
          base = isCurrent ? session : dialogue;
          isFiled = base === undefined;
          before = await stored.unsaid(chat);
        }
      }
      const n = base?.n ?? 0;
      const rebuilt = isFiled ? (session?.rebuilt ?? 0) : event.now;
      const shown = isOtherRun || overtaken ? undefined : taken.shown;
      const tries = taken.tries - taken.pardons;
      const input = { event, position: base?.position, shown, tries, unfiled: !isFiled };
      const to = event.incoming.from;

      // Line 3, advance: reads run freely.
      if (!doubt) {
        const output = await worker.turn(input, undefined);
        if (output !== 'needs-records') {
          const replies = queued({ event: event.id, to, ...output }, { stored: false });
          return finish({ ...output, n }, rebuilt, replies);
        }
      }
      // Line 4, commit. An answer that does not come is thrown: the next try is in doubt.
      try {
        const output = await stored.commit(event, n, (records) => worker.turn(input, records));
        const replies = queued({ event: event.id, to, ...output }, { stored: true });
        return finish({ ...output, n: n + 1 }, rebuilt, [...before, ...replies]);
      } catch (error) {
        if (!(error instanceof Overtaken || isConflict(error)) || round >= mostRounds) throw error;
        overtaken ||= error instanceof Overtaken && error.by === 'another';
        doubt = true;
      }
    }
  }

  /** Line 6: the lock was checked right before this. */
  async function sayOne(chat: string, token: string, reply: Queued, worker: Worker) {
    const outcome = await worker.say(reply.to, reply);
    if (!outcome.said) {
      await chats.giveBack(chat, token, outcome.after);
      return { kind: 'later', after: outcome.after } as const;
    }
    const next = await chats.said(chat, holder(chat, token), reply, outcome.order);
    if (reply.closes) saidTurns.push({ chat, event: reply.event });
    return next;
  }

  /** Line 7. What a process that ended did not come to mark is found by the known ids of its replies. */
  async function sweepUnsaid(): Promise<void> {
    const marking = saidTurns;
    saidTurns = [];
    try {
      await stored.markSaid(marking);
    } catch (error) {
      saidTurns.push(...marking);
      throw error;
    }
    for (const { chat, event, n } of await stored.unsaidFor(unsaidTime)) {
      const replies = (await stored.unsaid(chat)).filter((reply) => reply.event === event);
      const closed = await chats.requeue(chat, n, replies);
      if (closed >= replies.length) await stored.markSaid([{ chat, event }]);
    }
  }

  /**
   * PostgreSQL first, under the lock in Redis: a session without its dialogue goes on, where a dialogue without its session would
   * be taken for one that was lost.
   */
  async function forget(chat: string, { since, force }: Forget): Promise<Forgotten> {
    if (!force && (await isUnsaid(prisma, chat))) return 'later';
    const asked = await prisma.turn.findFirst({ where: { chat, at: since } });
    const token = randomUUID();
    const seized = await chats.seize(chat, token, asked?.event ?? '', force);
    if (seized === 'later') return 'later';
    await prisma.$transaction(async (db) => {
      await forgetTurns(db, chat, since);
      if (seized === 'taken') await db.dialogue.deleteMany({ where: { chat } });
    });
    if (seized === 'went-on') return 'went-on';
    hands.delete(chat);
    await chats.drop(chat, token);
    return 'forgotten';
  }

  /** What the runner was not woken for, or a call failed for. */
  function leftInHand(): string[] {
    const now = performance.now();
    return [...hands].filter(([, { since }]) => now - since > freshTime).map(([chat]) => chat);
  }

  return {
    accept,
    work,
    forget,
    async due(limit) {
      // Conversations go on while PostgreSQL is away.
      await sweepUnsaid().catch((error: unknown) => {
        if (!isInfrastructure(error)) throw error;
      });
      return [...leftInHand(), ...(await chats.due(limit))].slice(0, limit);
    },
    pending: chats.pending,
    async counts() {
      return { waiting: await chats.waiting() };
    },
    tidy: () => tidy(prisma),
    async close() {
      const given = [...hands].map(([chat, { token }]) => chats.giveBack(chat, token, 0));
      await Promise.allSettled([...given, stored.markSaid(saidTurns)]);
      redis.disconnect();
    },
  };
}

interface Hand {
  token: string;
  piece?: Piece;
  /** Of `performance.now()`; 0 where it is to be asked for again. */
  since: number;
}
