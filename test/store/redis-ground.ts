import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { connect } from '../../src/store/database.ts';
import type { PrismaClient } from '../../src/store/generated/client.ts';
import { openRedisSessions } from '../../src/store/redis-sessions.ts';
import type { Sessions } from '../../src/store/sessions.ts';
import { useDatabase } from '../database.ts';
import { startRedis, type TestRedis } from '../redis.ts';
import type { Ground } from './contract/ground.ts';
import { dumpTables } from './kept.ts';

export interface RedisGround extends Ground {
  readonly server: TestRedis;
  /** A connection of the test's own. */
  readonly redis: Redis;
  /** An instance on other connections, or of another generation. */
  open(own?: { redis?: (plain: Redis) => Redis; prisma?: PrismaClient; prefix?: string }): Sessions;
  /** Everything in Redis, to be put back later with `restore`. */
  save(): Promise<Map<string, Buffer>>;
  restore(saved: Map<string, Buffer>): Promise<void>;
}

const prefix = 'ksbb:1:';

/** A private Redis and a database for the file, as the bot with REDIS_URL has them. */
export function useRedisGround(): RedisGround {
  const database = useDatabase();
  let server: TestRedis | undefined;
  let redis: Redis | undefined;
  const opened: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await startRedis();
    redis = client();
  });
  afterEach(async () => {
    for (const close of opened.splice(0)) await close();
  });
  afterAll(async () => {
    redis?.disconnect();
    await server?.stop();
  });

  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('Redis is there inside tests and hooks only.');
    return value;
  };
  function client(): Redis {
    const made = new Redis(there(server).url, {
      maxRetriesPerRequest: 3,
      commandTimeout: 5000,
      retryStrategy: () => 20,
    });
    made.on('error', () => {});
    return made;
  }

  return {
    get server() {
      return there(server);
    },
    get redis() {
      return there(redis);
    },
    get prisma() {
      return database.prisma;
    },
    secrets: database.secrets,
    open(own = {}) {
      const plain = client();
      const prisma = own.prisma ?? connect(database.url, 10);
      const sessions = openRedisSessions({
        redis: own.redis?.(plain) ?? plain,
        prisma,
        secrets: database.secrets,
        prefix: own.prefix ?? prefix,
      });
      opened.push(async () => {
        await sessions.close();
        plain.disconnect();
        if (!own.prisma) await prisma.$disconnect();
      });
      return sessions;
    },
    async passTime(chat) {
      const session = `${prefix}session:${chat}`;
      if ((await there(redis).hget(session, 'token')) !== null) {
        await there(redis).hset(session, 'until', 1);
      }
      await there(redis).hdel(session, 'after');
      await there(redis).zadd(`${prefix}due`, 'XX', 1, chat);
    },
    async dump() {
      const kept = await everything(there(redis));
      return `${kept}\n${await dumpTables(database.prisma)}`;
    },
    async save() {
      const saved = new Map<string, Buffer>();
      for (const key of await there(redis).keys('*')) {
        const dump = await there(redis).dumpBuffer(key);
        if (dump) saved.set(key, dump);
      }
      return saved;
    },
    async restore(saved) {
      await there(redis).flushall();
      for (const [key, dump] of saved) await there(redis).call('RESTORE', key, '0', dump);
    },
  };
}

/** Every key with everything below it, as text. */
async function everything(redis: Redis): Promise<string> {
  const kept: unknown[] = [];
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    if (type === 'hash') kept.push(key, await redis.hgetall(key));
    else if (type === 'list') kept.push(key, await redis.lrange(key, 0, -1));
    else if (type === 'zset') kept.push(key, await redis.zrange(key, '0', '-1'));
    else throw new Error(`${key} is a ${type}, and nobody looks into it.`);
  }
  return JSON.stringify(kept);
}
