import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { EmbeddedServer } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { compile } from './compile.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Database `postgres` of the run's embedded server. */
    serverUrl: string;
    /** The same on the oldest PostgreSQL supported, when TEST_POSTGRES_URL names one; else empty. */
    oldestUrl: string;
  }
}

/** The migrated database that every test database is a copy of. */
export const template = 'test_template';

/** One server for the whole run, and on it one migrated template that test files copy. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), 'ksbb-test-'));
  const server = await EmbeddedServer.open({
    directory: join(directory, 'postgres'),
    settings: {
      ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
      // Five talks at once have pools of their own, beside the files and processes of two other workers.
      max_connections: '300',
    },
  });
  process.env.KSBB_TEST_COMPILED = await compile(join(directory, 'compiled'));
  const teardown = async () => {
    delete process.env.KSBB_TEST_COMPILED;
    await server.close();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await server.createDatabase(template);
    await migrate(server.url(template));
    project.provide('serverUrl', server.url('postgres'));
    const oldest = process.env.TEST_POSTGRES_URL ?? '';
    if (oldest) await prepare(oldest);
    project.provide('oldestUrl', oldest);
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

async function prepare(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS "${template}" WITH (FORCE)`);
  await client.query(`CREATE DATABASE "${template}"`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${template}`;
  await migrate(url.href);
}
