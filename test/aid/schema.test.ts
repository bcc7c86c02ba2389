import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { Prisma, type PrismaClient } from '../../src/store/generated/client.ts';
import { migrate } from '../../src/store/migrate.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
const empty = `test_${randomUUID()}`;

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('serverUrl') });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

afterAll(() => administer(`DROP DATABASE IF EXISTS "${empty}" WITH (FORCE)`));

/** Reading a model without naming columns reads every column that the schema gives it. */
function readAll(prisma: PrismaClient, model: string): Promise<unknown[]> {
  const delegate: unknown = Reflect.get(prisma, model.charAt(0).toLowerCase() + model.slice(1));
  return (delegate as { findMany(): Promise<unknown[]> }).findMany();
}

test.each(Object.values(Prisma.ModelName))(
  'every column of %s is in the database',
  async (model) => {
    expect(await readAll(database.prisma, model)).toEqual([]);
  },
);

test('every table belongs to a model', async () => {
  const tables = await database.prisma.$queryRaw<{ tablename: string }[]>`
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  expect(tables).toHaveLength(Object.keys(Prisma.ModelName).length);
});

test('the migrations run on an empty database, and then there is nothing left to run', async () => {
  await administer(`CREATE DATABASE "${empty}"`);
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${empty}`;
  const applied = await migrate(url.href);
  expect(applied.slice(0, 2)).toEqual(['0001_init', '0002_guards']);
  expect(await migrate(url.href)).toEqual([]);
});
