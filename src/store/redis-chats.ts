import { createHash, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Queued } from './queued.ts';
import * as scripts from './redis-scripts.ts';
import { timeOf } from './retention.ts';
import type { Secrets } from './secrets.ts';
import { type Accepted, knownTime, lockTime } from './sessions.ts';

/** A session nobody wrote to for so long (ms) is rebuilt from its dialogue when they come back. */
const sessionTime = timeOf('conversation');

/** What the lock of a chat was given for, or why it was not. `busy`: somebody else holds it. */
export type Piece =
  | { kind: 'turn'; taken: Taken }
  | { kind: 'say'; reply: Queued }
  | { kind: 'later'; after: number }
  | { kind: 'idle' | 'busy' };

/** Where a conversation stands, and how many of its turns PostgreSQL has kept. */
export interface Base {
  position: string;
  n: number;
}

export interface Next extends Base {
  question: string | undefined;
  /** When the session was rebuilt (ms); 0 when it never was. */
  rebuilt: number;
}

/** The head of an inbox, with what *advance* and *doubt* need to know. */
export interface Taken {
  event: Accepted;
  /** Every try counts for doubt, also one that infrastructure spoiled. */
  tries: number;
  pardons: number;
  session: (Base & { run: string; rebuilt: number }) | undefined;
  shown: number | undefined;
  /** Of Redis, at this moment. */
  run: string;
}

/** Who asks: the lock's token, and whether the last try of this chat is to be forgiven. */
export interface Holder {
  token: string;
  forgive: boolean;
}

/** The chats as Redis keeps them: each method is one call, sealed on the way in and opened on the way out. */
export function createChats(redis: Redis, secrets: Secrets, prefix: string) {
  const seal = (text: string) => Buffer.from(secrets.seal(text)).toString('base64');
  const open = (sealed: string) => secrets.open(Buffer.from(sealed, 'base64'));

  /** By its hash; in full only where this Redis has not met the script yet. */
  async function call(script: string, chat: string, ...args: (string | number)[]) {
    const given = [6, ...scripts.keysOf(prefix, chat), chat, ...args] as const;
    try {
      return await redis.evalsha(hashOf(script), ...given);
    } catch (error) {
      const isUnknown = error instanceof Error && error.message.startsWith('NOSCRIPT');
      if (!isUnknown) throw error;
      return redis.eval(script, ...given);
    }
  }

  const ask = async (
    script: string,
    chat: string,
    holder: Holder,
    ...args: (string | number)[]
  ) => {
    const { token, forgive } = holder;
    const head = [token, randomUUID(), lockTime, forgive ? 1 : 0];
    return (await call(script, chat, ...head, ...args)) as string[];
  };

  function readPiece([kind, ...rest]: string[]): Piece {
    if (kind === 'later') return { kind, after: Number(rest[0]) };
    if (kind === 'say') return { kind, reply: readReply(rest[0] ?? '') };
    if (kind === 'turn') return { kind, taken: readTaken(rest) };
    return { kind: kind === 'idle' ? 'idle' : 'busy' };
  }

  function readTaken(given: string[]): Taken {
    const [head = '', tries, pardons, position, n, run = '', rebuilt, shown, redisRun = ''] = given;
    return {
      event: JSON.parse(open((JSON.parse(head) as { body: string }).body)) as Accepted,
      tries: Number(tries),
      pardons: Number(pardons),
      session: position
        ? { position: open(position), n: Number(n), run, rebuilt: Number(rebuilt || 0) }
        : undefined,
      shown: shown ? Number(shown) : undefined,
      run: redisRun,
    };
  }

  function readReply(item: string): Queued {
    const { body, ...reply } = JSON.parse(item) as Omit<Queued, 'to'> & { body: string };
    return { ...reply, ...(JSON.parse(open(body)) as Pick<Queued, 'to' | 'message'>) };
  }

  const writeReply = ({ to, message, ...reply }: Queued) =>
    JSON.stringify({ ...reply, body: seal(JSON.stringify({ to, message })) });

  return {
    /** Line 1 for an event: keeps it, and takes what is due in the same call. */
    async accept(event: Accepted, holder: Holder): Promise<Piece | 'known'> {
      const item = JSON.stringify({ event: event.id, body: seal(JSON.stringify(event)) });
      const args = [event.id, item, knownTime];
      const given = await ask(scripts.accept, event.chat, holder, ...args);
      return given[0] === 'known' ? 'known' : readPiece(given);
    },

    take: async (chat: string, holder: Holder) => readPiece(await ask(scripts.take, chat, holder)),

    /** Line 5: ends the turn, and gives what comes next. */
    async finish({ event, run }: Taken, holder: Holder, next: Next, replies: Queued[]) {
      const { position, n, rebuilt, question = '' } = next;
      const args = [event.id, seal(position), n, run, rebuilt, question, sessionTime];
      const items = replies.map(writeReply);
      return readPiece(await ask(scripts.finish, event.chat, holder, ...args, ...items));
    },

    /** Line 6: a reply was said, in its place of the chat; gives what comes next. */
    async said(chat: string, holder: Holder, reply: Queued, order: number | undefined) {
      const args = [reply.id, reply.message.question ?? '', order ?? '', knownTime];
      return readPiece(await ask(scripts.saidOne, chat, holder, ...args));
    },

    async giveBack(chat: string, token: string, after: number): Promise<void> {
      await call(scripts.giveBack, chat, token, Math.ceil(after));
    },

    /** Line 7: gives how many of a stored turn's replies are said, or over. */
    async requeue(chat: string, n: number, replies: Queued[]): Promise<number> {
      const pairs = replies.flatMap((reply) => [reply.message.question ?? '', writeReply(reply)]);
      return Number(await call(scripts.requeue, chat, n, knownTime, ...pairs));
    },

    /** Takes the chat to have it forgotten; `event` is the last one that it may have heard. */
    seize: async (chat: string, token: string, event: string, force: boolean) =>
      (await call(scripts.seize, chat, token, lockTime, event, force ? 1 : 0)) as
        | 'taken'
        | 'later'
        | 'went-on',
    drop: async (chat: string, token: string): Promise<void> => {
      await call(scripts.drop, chat, token);
    },

    due: async (limit: number) => (await call(scripts.listDue, '', limit)) as string[],
    pending: async (chat: string) => Number(await call(scripts.pending, chat)),
    waiting: () => redis.zcard(`${prefix}due`),
  };
}

const hashes = new Map<string, string>();

function hashOf(script: string): string {
  const known = hashes.get(script) ?? createHash('sha1').update(script).digest('hex');
  hashes.set(script, known);
  return known;
}
