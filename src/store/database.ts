import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';
import { EmbeddedServer } from './embedded.ts';
import { migrate } from './migrate.ts';

export interface Database {
  prisma: PrismaClient;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** An external PostgreSQL; without it an embedded one is started. */
  url?: string | undefined;
  directory?: string;
}

/** Opens the application's database with its schema up to date. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  if (options.url) return connect(options.url);

  const server = await EmbeddedServer.open({ directory: options.directory ?? 'data/postgres' });
  try {
    await server.createDatabase('app');
    return await connect(server.url('app'), () => server.close());
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function connect(url: string, afterwards = async () => {}): Promise<Database> {
  await migrate(url);
  const adapter = new PrismaPg({ connectionString: url, connectionTimeoutMillis: 10_000 });
  const prisma = new PrismaClient({ adapter });
  return {
    prisma,
    async close() {
      await prisma.$disconnect();
      await afterwards();
    },
  };
}
