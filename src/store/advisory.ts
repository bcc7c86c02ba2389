import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isInfrastructure } from './failure.ts';

/** A held lock asks its connection this often (ms) whether it still lives; an answer may take as long again. */
const beat = 5_000;
/**
 * PostgreSQL itself lets go of a lock whose holder has not asked for so long (ms): one that stands still, whose machine is gone or
 * whose wire is cut, of which a server hears nothing for hours otherwise. Longer than a holder needs to notice: whoever still
 * runs has stopped before.
 */
const patience = 15_000;

/** exclusive: one holder alone; shared: any number, but no exclusive one beside them. */
export type Hold = 'exclusive' | 'shared';

/** A lock of PostgreSQL, held by a connection of its own and gone with it. */
export interface Lock {
  /**
   * Aborts when the connection is lost: from then on somebody else may hold it. At most 10 s late, and before anybody else has
   * it; but a process that stood still finds out when it goes on. What must not be done twice is fenced besides.
   */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Takes the lock of that name, or gives undefined when it is held in a way that excludes this.
 * Names are the caller's own, e.g. `telegram:poll:` and a hash; the same name in another database is another lock.
 * Throws when PostgreSQL is away (`failure.ts`).
 */
export async function tryLock(
  url: string,
  name: string,
  how: Hold = 'exclusive',
  { every = beat, idle = patience } = {},
): Promise<Lock | undefined> {
  const lost = new AbortController();
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: beat,
    query_timeout: beat,
  });
  client.on('error', () => lost.abort());
  client.once('end', () => lost.abort());
  const take = how === 'shared' ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock';
  try {
    await client.connect();
    await client.query(`SELECT set_config('idle_session_timeout', $1, false)`, [String(idle)]);
    const { rows } = await client.query(`SELECT ${take}(hashtextextended($1, 0)) AS taken`, [name]);
    if (!rows[0].taken) {
      await client.end();
      return undefined;
    }
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  let answered = performance.now();
  const heart = setInterval(() => {
    // Woken after standing still: it is somebody else's by now.
    if (performance.now() - answered > idle) return lost.abort();
    client.query('SELECT 1').then(
      () => {
        answered = performance.now();
      },
      () => lost.abort(),
    );
  }, every);
  lost.signal.addEventListener('abort', () => clearInterval(heart));
  return {
    lost: lost.signal,
    async release() {
      lost.abort();
      await client.end().catch(() => {});
    },
  };
}

export interface HoldOptions {
  how?: Hold;
  /** Ends the wait, or the run, and then the whole call. */
  stop?: AbortSignal;
  /** Milliseconds between two tries. */
  retry?: number;
}

/**
 * Runs something wherever the lock of that name is held, e.g. the one poller of a bot's account among any
 * number of processes. Waits for the lock, then runs; when the lock is lost, or `stop` is aborted, the signal
 * given to `run` aborts and `run` must end. After a loss it waits for the lock and runs again. Resolves when `run`
 * ended by itself, or after `stop`; rejects with what `run` threw while it held the lock.
 */
export async function hold(
  url: string,
  name: string,
  run: (signal: AbortSignal) => Promise<void>,
  { how = 'exclusive', stop = new AbortController().signal, retry = 1_000 }: HoldOptions = {},
): Promise<void> {
  while (!stop.aborted) {
    const lock = await tryLock(url, name, how).catch((error: unknown) => {
      if (!isInfrastructure(error)) throw error;
      return undefined;
    });
    if (lock) {
      try {
        if (stop.aborted) return;
        await run(AbortSignal.any([stop, lock.lost]));
        if (!lock.lost.aborted) return;
      } catch (error) {
        if (!lock.lost.aborted && !stop.aborted) throw error;
      } finally {
        await lock.release();
      }
    }
    await delay(retry, undefined, { signal: stop }).catch(() => {});
  }
}
