import type { Redis } from 'ioredis';
import type { Config } from './config.ts';
import type { Foundation } from './foundation.ts';
import type { Log } from './log.ts';
import { claimMode } from './store/mode.ts';
import { moveWaiting } from './store/move-waiting.ts';
import { openPostgresSessions } from './store/postgres-sessions.ts';
import { openRedisSessions } from './store/redis-sessions.ts';
import type { Sessions } from './store/sessions.ts';

/** A fresh process reads the mode anew, and refuses to start where it is another one. */
const modeLostCode = 70;

/** Session state in Redis where there is one, else in PostgreSQL; what has to be closed again is added to `closing`. */
export async function openSessions(
  given: {
    config: Config;
    redis: Redis | undefined;
    foundation: Foundation;
    log: Log;
  },
  closing: (() => Promise<void> | void)[],
): Promise<Sessions> {
  const { redis, log } = given;
  const { database, secrets } = given.foundation;
  const { prisma, url } = database;
  const mode = await claimMode(prisma, url, redis ? 'redis' : 'postgresql', () => {
    log.fatal('the other session mode was started on this database; this process ends');
    process.exit(modeLostCode);
  });
  closing.push(() => mode.release());
  if (!redis) {
    const sessions = openPostgresSessions({ prisma, url, secrets });
    closing.push(() => sessions.close());
    return sessions;
  }
  const prefix = `ksbb:${mode.generation}:`;
  const sessions = openRedisSessions({ redis, prisma, secrets, prefix });
  closing.push(() => sessions.close());
  // At every start: the one that changed the mode may have been killed in the middle of moving.
  const moved = await moveWaiting(prisma, secrets, (event) => sessions.accept(event));
  if (mode.changed || moved > 0) log.info({ moved }, 'session state now lives in Redis');
  return sessions;
}

/** Session state that Redis may throw away or forget is worth a word to the operator. */
export async function redisHealth(redis: Redis): Promise<string> {
  try {
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    const appends = /aof_enabled:1/.test(await redis.info('persistence'));
    const wanted = [
      ...(policy === 'noeviction' ? [] : ['maxmemory-policy noeviction']),
      ...(appends ? [] : ['appendonly yes']),
    ];
    return wanted.length === 0 ? 'ready' : `degraded: set ${wanted.join(' and ')} in Redis`;
  } catch {
    return 'does not answer';
  }
}
