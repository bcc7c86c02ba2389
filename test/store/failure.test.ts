import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../src/store/binaries.ts';
import { connect } from '../../src/store/database.ts';
import { EmbeddedServer } from '../../src/store/embedded.ts';
import { isConflict, isInfrastructure } from '../../src/store/failure.ts';
import type { PrismaClient } from '../../src/store/generated/client.ts';
import { redisAvailable, startRedis } from '../redis.ts';

/** A client of a server that may still be starting. */
async function connected(connectionString: string): Promise<pg.Client> {
  for (const until = performance.now() + 20_000; ; await delay(50)) {
    const client = new pg.Client({ connectionString });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (performance.now() > until) throw error;
    }
  }
}

describe('a server of its own, under load', () => {
  let directory: string;
  let server: EmbeddedServer;
  let prisma: PrismaClient;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ksbb-failure-'));
    server = await EmbeddedServer.open({
      directory: join(directory, 'postgres'),
      settings: { fsync: 'off' },
    });
    await server.createDatabase('load');
    prisma = connect(server.url('load'), 4);
    await prisma.$executeRaw`CREATE TABLE key_check (id INT PRIMARY KEY, sealed BYTEA NOT NULL)`;
  });

  afterAll(async () => {
    await prisma?.$disconnect();
    await server?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const serverProcess = async () => {
    const lock = await readFile(join(directory, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
    return Number(lock.split('\n')[0]);
  };

  /** Every way in which the bot speaks to PostgreSQL. */
  function load(): Record<string, () => Promise<unknown>> {
    let n = 0;
    const row = () => ({ id: n++, sealed: new Uint8Array([1]) });
    return {
      read: () => prisma.keyCheck.findMany({ take: 5 }),
      write: () => prisma.keyCheck.create({ data: row() }),
      raw: () => prisma.$executeRaw`INSERT INTO key_check VALUES (${n++}, '')`,
      transaction: () =>
        prisma.$transaction(async (tx) => {
          await tx.$executeRaw`SELECT 1`;
          await tx.keyCheck.create({ data: row() });
        }),
      batch: () => prisma.$transaction([prisma.keyCheck.create({ data: row() })]),
      driver: async () => {
        const client = new pg.Client({ connectionString: server.url('load') });
        client.on('error', () => {});
        try {
          await client.connect();
          await client.query('SELECT pg_sleep(0.002)');
        } finally {
          await client.end().catch(() => {});
        }
      },
    };
  }

  test('every error of a killed, stopped or terminated server is infrastructure, and the work then goes on', {
    timeout: 60_000,
  }, async () => {
    const errors: { way: string; error: unknown }[] = [];
    const ways = load();
    let going = true;
    const loops = Object.entries(ways).map(async ([way, work]) => {
      while (going) {
        await work().catch((error: unknown) => errors.push({ way, error }));
        await delay(2);
      }
    });
    // -9; then as `pg_ctl stop -m fast` and as `-m immediate` do it.
    for (const signal of ['SIGKILL', 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      await delay(300);
      process.kill(await serverProcess(), signal);
      await delay(500);
    }
    const admin = await connected(server.url('postgres'));
    for (let times = 0; times < 5; times++) {
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'load'`,
      );
      await delay(30);
    }
    await admin.end();
    going = false;
    await Promise.all(loops);

    const misread = errors.filter(({ error }) => !isInfrastructure(error) || isConflict(error));
    expect(misread.map(({ way, error }) => `${way}: ${error}`)).toEqual([]);
    expect(new Set(errors.map(({ way }) => way))).toEqual(new Set(Object.keys(ways)));
    // It may still be starting.
    for (const work of Object.values(ways)) {
      const works = () => work().then(() => true);
      await expect.poll(works, { timeout: 20_000 }).toBe(true);
    }
  });

  test('a server that nobody answers for is infrastructure', async () => {
    const url = new URL(server.url('load'));
    url.port = String(await freePort());
    const nowhere = connect(url.href, 1);
    const calls = [
      () => nowhere.keyCheck.findMany(),
      () => nowhere.$executeRaw`SELECT 1`,
      () => nowhere.$transaction(async (tx) => tx.keyCheck.findMany()),
      () => new pg.Client({ connectionString: url.href }).connect(),
    ];
    for (const call of calls) expect(await call().catch(isInfrastructure)).toBe(true);
    await nowhere.$disconnect();
  });

  test('time-outs are infrastructure: of a statement, of waiting for a connection, of a transaction', async () => {
    const narrow = connect(server.url('load'), 1);
    const slow = narrow.$transaction(() => delay(800), { timeout: 400 });
    const outlived = slow.catch(isInfrastructure);
    await delay(50);
    const waited = narrow.$transaction(async (tx) => tx.keyCheck.count(), { maxWait: 100 });
    expect(await waited.catch(isInfrastructure)).toBe(true);
    expect(await outlived).toBe(true);
    await narrow.$executeRaw`SET statement_timeout = '20ms'`;
    expect(await narrow.$executeRaw`SELECT pg_sleep(1)`.catch(isInfrastructure)).toBe(true);
    await narrow.$disconnect();
  });

  test('too many connections are infrastructure', async () => {
    await prisma.$executeRawUnsafe("CREATE ROLE guest LOGIN PASSWORD 'guest' CONNECTION LIMIT 0");
    const url = new URL(server.url('load'));
    [url.username, url.password] = ['guest', 'guest'];
    const guest = connect(url.href, 1);
    expect(await guest.$queryRaw`SELECT 1`.catch(isInfrastructure)).toBe(true);
    await guest.$disconnect();
  });

  test('a deadlock and a serialisation failure are conflicts, raw and through a model', async () => {
    await prisma.$executeRaw`INSERT INTO key_check VALUES (-1, ''), (-2, '')`;
    const touch = (id: number, raw: boolean, tx: Pick<PrismaClient, '$executeRaw' | 'keyCheck'>) =>
      raw
        ? tx.$executeRaw`UPDATE key_check SET sealed = 'x' WHERE id = ${id}`
        : tx.keyCheck.update({ where: { id }, data: { sealed: new Uint8Array([2]) } });
    const both = (ids: [number, number], raw: boolean, serializable: boolean) =>
      prisma.$transaction(
        async (tx) => {
          await tx.keyCheck.count();
          await delay(50);
          await touch(ids[0], raw, tx);
          await delay(100);
          await touch(ids[1], raw, tx);
        },
        serializable ? { isolationLevel: 'Serializable' } : {},
      );
    for (const raw of [true, false]) {
      for (const serializable of [true, false]) {
        const second: [number, number] = serializable ? [-1, -2] : [-2, -1];
        const ends = await Promise.allSettled([
          both([-1, -2], raw, serializable),
          both(second, raw, serializable),
        ]);
        const failed = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
        expect(failed.map((error) => [isConflict(error), isInfrastructure(error)])).toEqual([
          [true, false],
        ]);
      }
    }
  });

  test('bugs are neither', async () => {
    await prisma.$executeRaw`INSERT INTO key_check VALUES (-9, '')`;
    const bugs = [
      prisma.keyCheck.create({ data: { id: -9, sealed: new Uint8Array() } }),
      prisma.keyCheck.update({ where: { id: -99 }, data: { sealed: new Uint8Array() } }),
      prisma.$executeRaw`SELECT nonsense`,
      prisma.$executeRaw`INSERT INTO key_check VALUES (-9, '')`,
      Promise.reject(new TypeError('Cannot read properties of undefined')),
      Promise.reject('a word'),
      Promise.reject(undefined),
    ];
    const read = bugs.map((bug) =>
      bug.then(
        () => 'no error',
        (error: unknown) => [isInfrastructure(error), isConflict(error)],
      ),
    );
    expect(await Promise.all(read)).toEqual(bugs.map(() => [false, false]));
  });
});

describe.skipIf(!redisAvailable)('a Redis of its own, needs redis-server', () => {
  test('a killed Redis is infrastructure, a wrong command is not', async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url, { maxRetriesPerRequest: 1, retryStrategy: () => 20 });
    client.on('error', () => {});
    await client.set('a', '1');
    expect(await client.call('NONSENSE').catch(isInfrastructure)).toBe(false);
    const hurried = new Redis(redis.url, { commandTimeout: 50, retryStrategy: null });
    hurried.on('error', () => {});
    expect(await hurried.blpop('nothing', 5).catch(isInfrastructure)).toBe(true);
    hurried.disconnect();
    await redis.kill();
    expect(await client.get('a').catch(isInfrastructure)).toBe(true);
    client.disconnect();
    await redis.stop();
  });
});
