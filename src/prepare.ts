import { beginRetention } from './aid/data/silent.ts';
import { seedDemo } from './aid/seed/demo.ts';
import { seed } from './aid/seed/seed.ts';
import type { Config } from './config.ts';
import type { Foundation } from './foundation.ts';
import { bindRecords } from './records.ts';
import { loadRegionRows } from './regions.ts';

/**
 * Fills in what every installation begins with and, on an empty embedded database, the demo. Gives whether
 * this database is a demo's. Throws where a real channel would speak from a demo's invented figures.
 */
export async function prepare(
  { database, secrets }: Foundation,
  config: Config,
): Promise<{ demo: boolean }> {
  const { prisma, embedded } = database;
  const now = new Date();
  const long = { timeout: 60_000, maxWait: 20_000 };
  // Two processes that start at once prepare one after the other.
  await prisma.$transaction(async (db) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('ksbb:prepare', 0))`;
    const isNew = (await db.installation.count()) === 0;
    await seed(db, { regions: loadRegionRows(), now });
    await beginRetention(db, now);
    if (embedded && config.demo && isNew) await seedDemo(bindRecords(secrets)(db, now), now);
  }, long);
  const { demo } = await prisma.installation.findUniqueOrThrow({ where: { id: 1 } });
  const isReal = config.telegram !== undefined || config.whatsapp;
  if (demo && isReal) {
    throw new Error(
      `This database holds the demo, with invented figures, so no real channel starts on it. Begin a clean one: set DATA_DIR to another folder (now ${config.dataDir}), or DATABASE_URL to your own server.`,
    );
  }
  return { demo };
}
