import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../src/store/binaries.ts';
import { connect, openDatabase } from '../../src/store/database.ts';
import { onEveryServer, useDatabase } from '../database.ts';

onEveryServer('the database', (useDatabase) => {
  const database = useDatabase();

  test('is opened with every migration applied, and belongs to this suite alone', async () => {
    expect(await database.prisma.keyCheck.count()).toBe(0);
    await database.prisma.keyCheck.create({ data: { sealed: new Uint8Array([1, 2, 3]) } });
    expect(await database.prisma.keyCheck.findMany()).toEqual([
      { id: 1, sealed: new Uint8Array([1, 2, 3]) },
    ]);
  });
});

const pool = useDatabase();

test('without an address the embedded one in DATA_DIR is opened, and keeps what it was given', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ksbb-database-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const first = await openDatabase({ dataDir });
  expect(first.embedded).toBe(true);
  await first.prisma.keyCheck.create({ data: { sealed: new Uint8Array([7]) } });
  await first.close();
  const second = await openDatabase({ dataDir });
  expect(await second.prisma.keyCheck.count()).toBe(1);
  await second.close();
});

test('an address where nobody answers is told in one sentence, without its password', async () => {
  const port = await freePort();
  const databaseUrl = `postgres://bot:geheim@127.0.0.1:${port}/ksbb`;
  await expect(openDatabase({ databaseUrl, dataDir: '/nowhere' })).rejects.toThrow(
    `PostgreSQL at DATABASE_URL cannot be used: connect ECONNREFUSED 127.0.0.1:${port}.`,
  );
});

test('what comes again is prepared, and goes on when an upgrade beside it adds a column', async () => {
  const one = connect(pool.url, 1);
  const upgrade = connect(pool.url, 1);
  onTestFinished(async () => {
    await upgrade.$executeRaw`ALTER TABLE key_check DROP COLUMN IF EXISTS later`;
    await upgrade.$disconnect();
    await one.$disconnect();
  });
  const kept = () =>
    one.$queryRaw<{ statement: string }[]>`
      SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%key_check%'
        AND statement NOT LIKE '%pg_prepared_statements%'`;
  await one.keyCheck.findMany();
  expect(await kept()).toEqual([]);
  await one.keyCheck.findMany();
  const [prepared, ...others] = await kept();
  expect(others).toEqual([]);
  expect(prepared?.statement).toMatch(/^SELECT .*"key_check"/);
  await upgrade.$executeRaw`ALTER TABLE key_check ADD COLUMN later text`;
  expect(await one.keyCheck.findMany()).toEqual([]);
  // Long ones hardly come again as they are: 400 values in a list.
  const long = () =>
    one.keyCheck.findMany({ where: { OR: Array.from({ length: 400 }, (_, id) => ({ id })) } });
  for (let time = 0; time < 3; time++) await long();
  expect(await kept()).toHaveLength(1);
});

test('a pool is as wide as it is told to be', async () => {
  const narrow = connect(pool.url, 2);
  const backends = await Promise.all(
    Array.from(
      { length: 6 },
      () => narrow.$queryRaw`SELECT pg_backend_pid() AS pid, pg_sleep(0.05)::text`,
    ),
  );
  const pids = new Set(backends.map((rows) => (rows as { pid: number }[])[0]?.pid));
  expect(pids.size).toBe(2);
  await narrow.$disconnect();
});
