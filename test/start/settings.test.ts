import { randomUUID } from 'node:crypto';
import { cp, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { startInVain } from '../../scripts/bot.ts';
import { freePort } from '../../src/store/binaries.ts';
import { connect } from '../../src/store/database.ts';
import { checkKey } from '../../src/store/key.ts';
import { migrate } from '../../src/store/migrate.ts';
import { testKey, useDatabase } from '../database.ts';
import { folder } from './bots.ts';
import { openHere } from './here.ts';

const database = useDatabase();
const key = Buffer.from(testKey).toString('base64');
const another = Buffer.alloc(32, 8).toString('base64');

/** The sentence with which a start on this database ends. */
async function refusal(env: Record<string, string>, port = 0): Promise<string> {
  const settings = { DATABASE_URL: database.url, DATA_KEY: key, ...env };
  const here = await openHere(settings, port).catch((error: Error) => error);
  if (here instanceof Error) return here.message;
  await here.stop();
  return 'It started.';
}

test('all that is wrong with the settings is told at once, and none of their values', async () => {
  const { code, printed } = await startInVain({
    DATABASE_URL: 'mysql://ksbb:geheim@db/ksbb',
    REDIS_URL: 'http://:geheim@redis',
    DATA_KEY: 'geheim',
    PORT: '99999',
    TELEGRAM_BOT_TOKEN: 'geheim',
    LOG_LEVEL: 'loud',
  });
  expect(code).toBe(78);
  const lines = printed.trimEnd().split('\n');
  expect(lines[0]).toBe('Some settings need a look (.env.example explains each):');
  expect(lines.slice(1).map((line) => line.trim().split(' ')[0])).toEqual([
    'DATABASE_URL',
    'REDIS_URL',
    'DATA_KEY',
    'PORT',
    'TELEGRAM_BOT_TOKEN',
    'LOG_LEVEL',
  ]);
  expect(printed).not.toMatch(/geheim|loud|99999/);
});

test('a server that does not answer is named by its setting, without its password', async () => {
  const nowhere = await freePort();
  const away = `postgres://ksbb:geheim@127.0.0.1:${nowhere}/ksbb`;
  expect(await refusal({ DATABASE_URL: away })).toBe(
    `PostgreSQL at DATABASE_URL cannot be used: connect ECONNREFUSED 127.0.0.1:${nowhere}.`,
  );
  expect(await refusal({ REDIS_URL: `redis://:geheim@127.0.0.1:${nowhere}` })).toBe(
    'Redis at REDIS_URL does not answer: start it, or correct the address.',
  );
});

test('a PORT that is taken is an error that says so', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  expect(await refusal({}, port)).toBe(
    `PORT ${port} is taken: stop what uses it, or set another PORT.`,
  );
});

test('a wrong DATA_KEY is noticed before anything is written, also before a migration', async () => {
  // A database of an earlier version: one migration, and a key.
  const admin = new pg.Client({ connectionString: inject('serverUrl') });
  await admin.connect();
  const name = `test_${randomUUID()}`;
  await admin.query(`CREATE DATABASE "${name}"`);
  onTestFinished(async () => {
    await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    await admin.end();
  });
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${name}`;
  const earlier = join(await folder(), 'migrations');
  await mkdir(earlier);
  await cp('prisma/migrations/0001_init', join(earlier, '0001_init'), { recursive: true });
  await migrate(url.href, earlier);
  const prisma = connect(url.href, 1);
  onTestFinished(() => prisma.$disconnect());
  await checkKey(prisma, database.secrets);

  expect(await refusal({ DATABASE_URL: url.href, DATA_KEY: another })).toBe(
    'DATA_KEY is not the key of this database: set the one that it was begun with, or restore the file key in DATA_DIR from a backup. Nothing was changed.',
  );
  expect(await prisma.$queryRaw`SELECT migration_name FROM _prisma_migrations`).toEqual([
    { migration_name: '0001_init' },
  ]);
  expect(await prisma.region.count()).toBe(0);
});
