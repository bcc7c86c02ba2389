import { Redis } from 'ioredis';
import type { Config } from './config.ts';
import type { Clock } from './store/clock.ts';
import { openClock } from './store/clock.ts';
import { type Database, openDatabase } from './store/database.ts';
import { checkKey, isBegun, keyFile } from './store/key.ts';
import { createSecrets, type Secrets } from './store/secrets.ts';

/** The ground that the bot, the terminal and the command line stand on: records that can be read and written. */
export interface Foundation {
  database: Database;
  secrets: Secrets;
  /** The path of the key file, when this call made it: to be told to the operator. */
  madeKey: string | undefined;
  openClock(mayForward: boolean): Promise<Clock>;
  close(): Promise<void>;
}

/** Opens the records with every migration applied and the right key. Throws a sentence that says what to do. */
export async function layFoundation(config: Config): Promise<Foundation> {
  let found: { secrets: Secrets; made: string | undefined } | undefined;
  /** A wrong key is noticed before the first write, also before a migration. */
  const before = async (prisma: Database['prisma']) => {
    const begun = await isBegun(prisma);
    const { key, made } = config.dataKey
      ? { key: config.dataKey, made: undefined }
      : await keyFile(config.dataDir, { isBegun: begun });
    found = { secrets: createSecrets(key), made };
    if (begun) await checkKey(prisma, found.secrets);
  };
  const database = await openDatabase({ ...config, before });
  try {
    if (!found) throw new Error('The key was not looked at.');
    const { secrets, made } = found;
    await checkKey(database.prisma, secrets);
    return {
      database,
      secrets,
      madeKey: made,
      openClock: (mayForward) => openClock(database.prisma, mayForward),
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A connection that waits for Redis as long as it takes, but lets no single call hang. */
export async function connectRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 3,
    commandTimeout: 5000,
    connectTimeout: 5000,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 2000),
  });
  // Every call reports its own failure; without a listener ioredis would print each of them.
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.ping();
  } catch (cause) {
    redis.disconnect();
    throw new Error('Redis at REDIS_URL does not answer: start it, or correct the address.', {
      cause,
    });
  }
  return redis;
}
