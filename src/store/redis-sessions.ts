import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Address, Outgoing } from '../chat/message.ts';
import { isConflict } from './failure.ts';
import type { PrismaClient } from './generated/client.ts';
import * as scripts from './redis-scripts.ts';
import type { Secrets } from './secrets.ts';
import {
  type Accepted,
  knownTime,
  lockTime,
  replyId,
  type Sessions,
  type TurnOutput,
  type Worked,
  type Worker,
} from './sessions.ts';
import { createStoredTurns, Overtaken } from './stored-turns.ts';

/** A session nobody wrote to for so long (ms) is rebuilt from its dialogue when they come back. */
const sessionTime = 90 * 24 * 3600_000;
/** Turns that were stored and not said for so long (s) are queued again. */
const unsaidTime = 60;
const mostConflicts = 5;

/**
 * Sessions in Redis, records in PostgreSQL: a turn of question and answer needs Redis alone; a turn that
 * writes, or that may have run before, ends in a transaction that owns its outcome. Lines as in
 * docs/architecture.md, "One turn, exactly once".
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
  const seal = (text: string) => Buffer.from(secrets.seal(text)).toString('base64');
  const open = (sealed: string) => secrets.open(Buffer.from(sealed, 'base64'));
  const call = (script: string, chat: string, ...args: (string | number)[]): Promise<unknown> => {
    const keys = scripts.keysOf(prefix, chat);
    return redis.eval(script, keys.length, ...keys, chat, ...args);
  };

  /** Line 1, and whatever it gives: replies first, for a chat speaks before it listens. */
  async function work(chat: string, worker: Worker, forgiven: number): Promise<Worked> {
    const token = randomUUID();
    for (let pardon = forgiven; ; pardon = 0) {
      const given = (await call(scripts.take, chat, token, lockTime, pardon)) as string[];
      const [kind, ...rest] = given;
      if (kind === 'idle' || kind === 'busy') return kind;
      if (kind === 'later') return { later: Number(rest[0]) };
      const done =
        kind === 'say'
          ? await sayOne(chat, token, JSON.parse(rest[0] ?? '') as Queued, worker)
          : await turnOrBack(chat, token, readTaken(rest), worker);
      if (done !== 'did') return done;
    }
  }

  function readTaken(given: string[]): Taken {
    const [head = '', tries, pardons, position, n, run = '', rebuilt, shown, redisRun = ''] = given;
    return {
      event: JSON.parse(open((JSON.parse(head) as Item).body)) as Accepted,
      tries: Number(tries),
      pardons: Number(pardons),
      session: position
        ? { position: open(position), n: Number(n), run, rebuilt: Number(rebuilt || 0) }
        : undefined,
      shown: shown ? Number(shown) : undefined,
      run: redisRun,
    };
  }

  /** A turn that threw gives the chat back, and is tried again later each time. */
  async function turnOrBack(chat: string, token: string, taken: Taken, worker: Worker) {
    try {
      return await turn(chat, token, taken, worker);
    } catch (error) {
      await call(scripts.later, chat, token, 1000 * (taken.tries - 1) ** 2).catch(() => {});
      throw error;
    }
  }

  async function turn(chat: string, token: string, taken: Taken, worker: Worker): Promise<Worked> {
    const { event, session, run } = taken;
    const isOtherRun = session !== undefined && session.run !== run;
    const wasRebuilt = session !== undefined && session.rebuilt > event.now - knownTime;
    let doubt = taken.tries > 1 || !session || isOtherRun || wasRebuilt;
    let overtaken = false;
    for (let conflicts = 0; ; ) {
      // Line 2, doubt.
      let base: Base | undefined = session;
      let isFiled = true;
      let before: Queued[] = [];
      if (doubt) {
        const dialogue = await stored.dialogue(chat);
        const isLost = !session || isOtherRun || overtaken;
        if (dialogue && (await stored.has(chat, event.id))) {
          const rebuilt = isLost ? event.now : (session?.rebuilt ?? 0);
          return finish(token, taken, { ...dialogue, rebuilt }, await unsaid(chat));
        }
        if (isLost) {
          const isCurrent = session !== undefined && (!dialogue || session.n === dialogue.n);
          base = isCurrent ? session : dialogue;
          isFiled = base === undefined;
          before = await unsaid(chat);
        }
      }
      const n = base?.n ?? 0;
      const rebuilt = isFiled ? (session?.rebuilt ?? 0) : event.now;
      const shown = isOtherRun || overtaken ? undefined : taken.shown;
      const tries = taken.tries - taken.pardons;
      const input = { event, position: base?.position, shown, tries, unfiled: !isFiled };

      // Line 3, advance: reads run freely.
      if (!doubt) {
        const output = await worker.turn(input, undefined);
        if (output !== 'needs-records') {
          return finish(token, taken, { ...output, n, rebuilt }, queue(event, output, false));
        }
      }
      // Line 4, commit. An answer that does not come is thrown: the next try is in doubt.
      try {
        const output = await stored.commit(event, n, (records) => worker.turn(input, records));
        const replies = [...before, ...queue(event, output, true)];
        return finish(token, taken, { ...output, n: n + 1, rebuilt }, replies);
      } catch (error) {
        if (error instanceof Overtaken) overtaken ||= error.by === 'another';
        else if (!isConflict(error) || ++conflicts > mostConflicts) throw error;
        doubt = true;
      }
    }
  }

  /** Line 5. */
  async function finish(token: string, { event, run }: Taken, next: Next, replies: Queued[]) {
    const isMine = await call(
      scripts.finish,
      event.chat,
      token,
      event.id,
      seal(next.position),
      next.n,
      run,
      next.rebuilt,
      next.question ?? '',
      sessionTime,
      ...replies.map((reply) => JSON.stringify(reply)),
    );
    return isMine === 1 ? ('did' as const) : ('busy' as const);
  }

  const queue = (event: Accepted, { replies }: TurnOutput, isStored: boolean): Queued[] =>
    queued(event.id, event.incoming.from, replies, isStored);

  const queued = (event: string, to: Address, replies: Outgoing[], isStored: boolean): Queued[] =>
    replies.map((message, part) => ({
      id: replyId(event, part),
      event,
      body: seal(JSON.stringify({ to, message })),
      ...(isStored && part === replies.length - 1 ? { closes: true as const } : {}),
    }));

  const unsaid = async (chat: string): Promise<Queued[]> =>
    (await stored.unsaid(chat)).flatMap(({ event, to, replies }) =>
      queued(event, to, replies, true),
    );

  /** Line 6: *take* checked the lock right before this. */
  async function sayOne(
    chat: string,
    token: string,
    item: Queued,
    worker: Worker,
  ): Promise<Worked> {
    const { to, message } = JSON.parse(open(item.body)) as { to: Address; message: Outgoing };
    const outcome = await worker.say(to, { id: item.id, message });
    if (!outcome.said) {
      await call(scripts.later, chat, token, outcome.after);
      return { later: outcome.after };
    }
    const mark = [message.question ?? '', outcome.order ?? ''];
    await call(scripts.saidOne, chat, token, item.id, ...mark, knownTime);
    if (item.closes) await stored.markSaid(chat, item.event);
    return 'did';
  }

  /** Line 7. */
  async function sweepUnsaid(): Promise<void> {
    for (const { chat, event, n } of await stored.unsaidFor(unsaidTime)) {
      const items = (await unsaid(chat)).filter((reply) => reply.event === event);
      const args = items.flatMap((item) => {
        const { message } = JSON.parse(open(item.body)) as { message: Outgoing };
        return [message.question ?? '', JSON.stringify(item)];
      });
      const closed = await call(scripts.requeue, chat, n, ...args);
      if (Number(closed) >= items.length) await stored.markSaid(chat, event);
    }
  }

  return {
    async accept(event) {
      const item: Item = { event: event.id, body: seal(JSON.stringify(event)) };
      const args = [event.id, JSON.stringify(item), knownTime];
      return (await call(scripts.accept, event.chat, ...args)) === 1;
    },
    work,
    async due(limit) {
      await sweepUnsaid();
      return (await call(scripts.listDue, '', limit)) as string[];
    },
    async pending(chat) {
      return Number(await call(scripts.pending, chat));
    },
    async counts() {
      return { waiting: await redis.zcard(`${prefix}due`) };
    },
    async close() {
      redis.disconnect();
    },
  };
}

interface Base {
  position: string;
  n: number;
}

interface Next extends Base {
  question: string | undefined;
  /** When the session was rebuilt (ms); 0 when it never was. */
  rebuilt: number;
}

interface Taken {
  event: Accepted;
  /** Every try counts for doubt, also one that infrastructure spoiled. */
  tries: number;
  pardons: number;
  session: (Base & { run: string; rebuilt: number }) | undefined;
  shown: number | undefined;
  run: string;
}

/** An event in the inbox, its body sealed. */
interface Item {
  event: string;
  body: string;
}

/** A reply in the queue; `closes` when its turn is stored and this is the last of it. */
interface Queued extends Item {
  id: string;
  closes?: true;
}
