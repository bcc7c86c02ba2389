import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { type Database, openDatabase } from '../src/store/database.ts';
import { createSecrets, type Secrets } from '../src/store/secrets.ts';
import { execute } from './execute.ts';
import { template } from './global-setup.ts';

/** The key of all tests. */
export const testKey = new Uint8Array(32).fill(7);

export interface TestDatabase {
  readonly prisma: Database['prisma'];
  /** For a connection or a process of the test's own. */
  readonly url: string;
  readonly secrets: Secrets;
}

/**
 * Gives the file, or the `describe` that calls it, a database of its own: empty but for its tables, on real
 * PostgreSQL, gone afterwards. What it holds is there from the first `beforeAll` on, so it is not
 * taken apart at the top: `const database = useDatabase()`, then `database.prisma` inside a test.
 */
export function useDatabase(server: 'embedded' | 'oldest' = 'embedded'): TestDatabase {
  const name = `test_${randomUUID()}`;
  const secrets = createSecrets(testKey);
  let database: Database | undefined;

  beforeAll(async () => {
    const url = new URL(await administer(server, `CREATE DATABASE "${name}" TEMPLATE ${template}`));
    url.pathname = `/${name}`;
    database = await openDatabase({ databaseUrl: url.href, dataDir: '/nowhere' });
  });

  afterAll(async () => {
    await database?.close();
    await administer(server, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  });

  const opened = (): Database => {
    if (!database) throw new Error('The test database is there inside tests and hooks only.');
    return database;
  };
  return {
    get prisma() {
      return opened().prisma;
    },
    get url() {
      return opened().url;
    },
    secrets,
  };
}

/**
 * Runs a suite on the embedded PostgreSQL 18 and on the oldest one supported:
 * `onEveryServer('allocations', (useDatabase) => { const database = useDatabase(); test(…) })`.
 */
export function onEveryServer(title: string, suite: (use: () => TestDatabase) => void): void {
  describe(title, () => suite(() => useDatabase()));
  describe.skipIf(inject('oldestUrl') === '')(
    `${title}, on PostgreSQL 15 (needs TEST_POSTGRES_URL)`,
    () => suite(() => useDatabase('oldest')),
  );
}

async function administer(server: 'embedded' | 'oldest', sql: string): Promise<string> {
  const connectionString = inject(server === 'embedded' ? 'serverUrl' : 'oldestUrl');
  await execute(connectionString, sql);
  return connectionString;
}
