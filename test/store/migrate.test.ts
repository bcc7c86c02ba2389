import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { onEveryServer } from '../database.ts';

onEveryServer('migrations', (useDatabase) => {
  const database = useDatabase();
  let folder: string;
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(() => client.end());

  // The database is a copy of the migrated template; each test has an empty schema of its own to work in.
  let url: string;
  let schemas = 0;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ksbb-migrate-'));
    const schema = `empty_${schemas++}`;
    await client.query(`CREATE SCHEMA ${schema}`);
    await client.query(`SET search_path = ${schema}`);
    url = `${database.url}?options=-csearch_path%3D${schema}`;
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(name: string, sql: string): Promise<void> {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), sql);
  }

  const column = async (sql: string) =>
    (await client.query({ text: sql, rowMode: 'array' })).rows.map(([value]) => value);

  test('run once, in the order of their names, and are recorded as Prisma records them', async () => {
    await write('0002_fill', 'INSERT INTO shelf VALUES (1);');
    await write('0001_init', 'CREATE TABLE shelf (n INT);');
    expect(await migrate(url, folder)).toEqual(['0001_init', '0002_fill']);
    expect(await migrate(url, folder)).toEqual([]);
    await write('0003_more', 'INSERT INTO shelf VALUES (2);');
    expect(await migrate(url, folder)).toEqual(['0003_more']);
    expect(await column('SELECT n FROM shelf ORDER BY n')).toEqual([1, 2]);
    const { rows } = await client.query(
      `SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations ORDER BY migration_name LIMIT 1`,
    );
    // The checksum is `sha256sum` of the file.
    expect(rows).toEqual([
      {
        migration_name: '0001_init',
        checksum: '02a09242f394fe5a9a7668bf0f9e6668b8bf5636c8dcaec085bfa70179a6c3c2',
        applied_steps_count: 1,
        finished: true,
      },
    ]);
  });

  test('run once when four processes start together', async () => {
    await write('0001_init', 'CREATE TABLE shelf (n INT);');
    const done = await Promise.all(Array.from({ length: 4 }, () => migrate(url, folder)));
    expect(done.flat()).toEqual(['0001_init']);
  });

  test('leave nothing behind when they fail', async () => {
    await write('0001_init', 'CREATE TABLE shelf (n INT); SELECT nonsense;');
    await expect(migrate(url, folder)).rejects.toThrow(
      'Migration 0001_init failed and was undone: column "nonsense" does not exist',
    );
    expect(await column(`SELECT to_regclass('shelf')`)).toEqual([null]);
    expect(await column('SELECT migration_name FROM _prisma_migrations')).toEqual([]);
  });

  test('stop the start when one was changed after it had run', async () => {
    await write('0001_init', 'CREATE TABLE shelf (n INT);');
    await migrate(url, folder);
    await write('0001_init', 'CREATE TABLE shelf (n BIGINT);');
    await expect(migrate(url, folder)).rejects.toThrow(
      'Migration 0001_init was changed after this database had applied it: restore the file, and put the change into a new migration.',
    );
  });

  test('stop the start when Prisma left one half-way', async () => {
    await write('0001_init', 'CREATE TABLE shelf (n INT);');
    await migrate(url, folder);
    await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(url, folder)).rejects.toThrow(
      'Migration 0001_init failed half-way earlier: look at the database, then say how it ended with prisma migrate resolve.',
    );
  });

  test('may hold functions with semicolons, and comments', async () => {
    await write(
      '0001_init',
      `-- A remark; with a semicolon.
       CREATE FUNCTION seven() RETURNS INT LANGUAGE plpgsql AS $$ BEGIN RETURN 7; END $$;`,
    );
    await migrate(url, folder);
    expect(await column('SELECT seven()')).toEqual([7]);
  });
});
