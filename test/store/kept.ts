import type { PrismaClient } from '../../src/store/generated/client.ts';

/** The tables that hold conversations. */
const tables = ['dialogue', 'inbox', 'turn', 'dead_letter', 'simulator_message'];

/** Every row of them as text; bytes are written in hexadecimal. */
export async function dumpTables(prisma: PrismaClient): Promise<string> {
  const dumps = tables.map((table) =>
    prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${table}" t`),
  );
  return (await Promise.all(dumps))
    .flat()
    .map(({ row }) => row)
    .join('\n');
}
