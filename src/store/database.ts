import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { EmbeddedServer } from './embedded.ts';
import { PrismaClient } from './generated/client.ts';
import { lendOnce } from './lent.ts';
import { migrate } from './migrate.ts';
import { nameStatements } from './prepared.ts';

/** The oldest PostgreSQL that the tests run on. */
const oldestVersion = 15;

/** The records' client. Whoever is handed it by the app names its type from here. */
export type { PrismaClient };

export interface Database {
  prisma: PrismaClient;
  /** Holds the password: not for logs. */
  url: string;
  /** Whether it is the server in DATA_DIR, for trying out and small installations. */
  embedded: boolean;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…` of a server of one's own; without it the embedded one in `dataDir` is used. */
  databaseUrl?: string | undefined;
  /** `DATA_DIR`: the embedded server lives in its folder `postgres`. */
  dataDir: string;
  /** Looks at the database before anything is written to it, and may refuse it by throwing. */
  before?: (prisma: PrismaClient) => Promise<void>;
}

/** Opens the records with every migration applied. Throws a sentence that says what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir, before } = options;
  if (databaseUrl) {
    await checkServer(databaseUrl);
    return open({ url: databaseUrl, embedded: false, leave: async () => {}, before });
  }
  const server = await EmbeddedServer.open({ directory: join(dataDir, 'postgres') });
  try {
    await server.createDatabase('ksbb');
    const url = server.url('ksbb');
    return await open({ url, embedded: true, leave: () => server.close(), before });
  } catch (error) {
    await server.close();
    throw error;
  }
}

interface Found extends Pick<Database, 'url' | 'embedded'> {
  leave: () => Promise<void>;
  before: DatabaseOptions['before'] | undefined;
}

async function open({ url, embedded, leave, before }: Found): Promise<Database> {
  const prisma = connect(url);
  try {
    await before?.(prisma);
    await migrate(url);
  } catch (error) {
    await prisma.$disconnect();
    throw error;
  }
  const close = async () => {
    await prisma.$disconnect();
    await leave();
  };
  return { prisma, url, embedded, close };
}

/**
 * A client with a pool of its own, at most `connections` wide. Calls wait 10 s for a connection, and
 * fail as infrastructure after that (`failure.ts`). A transaction waits 5 s for one and may last 20 s:
 * Prisma's own 2 s and 5 s are short for a server that is just being restarted.
 */
export function connect(url: string, connections = 10): PrismaClient {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A process that vanished in mid-transaction must not hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
  });
  // A connection that ends while nobody waits for an answer on it would otherwise end the process: the
  // next call on it fails, and the pool replaces it.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
  lendOnce(pool);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator: nameStatements(),
  });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 20_000 } });
}

async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
    );
    const version = rows[0]?.version ?? '';
    if (Number.parseInt(version, 10) < oldestVersion) {
      throw new Error(`it is ${version}, and ${oldestVersion} or newer is needed`);
    }
  } catch (cause) {
    throw new Error(`PostgreSQL at DATABASE_URL cannot be used: ${reason(cause)}.`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}

/** One line, e.g. `connect ECONNREFUSED 127.0.0.1:5432`; never the address with its password. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ');
  return error instanceof Error ? error.message : 'it does not answer';
}
