import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Wish } from '../../scripts/person.ts';
import { testKey, useDatabase } from '../database.ts';
import { headOfPlaces } from '../turn/heads.ts';
import { meet, start } from './bots.ts';

const database = useDatabase();
const env = () => ({
  DATABASE_URL: database.url,
  DATA_KEY: Buffer.from(testKey).toString('base64'),
});

/** Holds back every request for aid that somebody would write, until the given promise is done. */
const holdNeeds = (until: Promise<unknown>) =>
  database.prisma.$transaction(
    async (db) => {
      await db.$executeRaw`LOCK TABLE need IN EXCLUSIVE MODE`;
      await until;
    },
    { timeout: 30_000 },
  );

async function someoneWaits(): Promise<boolean> {
  const rows = await database.prisma.$queryRaw`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return Array.isArray(rows) && rows.length > 0;
}

const wish: Wish = {
  kind: 'ask',
  package: 'Paket sembako',
  place: 'RW 09 Rawa Badak Utara',
  amount: 85,
  day: '',
};

test('SIGTERM waits for the turn in progress; one that does not end is left after ten seconds', {
  timeout: 90_000,
}, async () => {
  const bot = await start(env(), { entry: 'main' });
  for (const [account, name, number, place] of [
    ['sari', 'Sari', '+6281200000101', 9],
    ['umi', 'Umi', '+6281200000102', 10],
  ] as const)
    await headOfPlaces(database, { account, name, phone: number, places: [place] });
  let release = () => {};
  const held = holdNeeds(
    new Promise<void>((resolve) => {
      release = resolve;
    }),
  );
  const asking = meet('sari', bot).wishes(wish);
  await expect.poll(someoneWaits, { timeout: 30_000 }).toBe(true);
  const code = bot.stop();
  expect(await Promise.race([code, delay(700, 'runs')])).toBe('runs');
  release();
  await held;
  expect(await code).toBe(0);
  expect(await database.prisma.need.count()).toBe(1);

  // What it had not said by then, the next process says.
  const next = await start(env(), { entry: 'main' });
  const sari = meet('sari', next);
  await expect
    .poll(() => sari.phone.heard.at(-1)?.text, { timeout: 20_000 })
    .toMatch(/✅ Terkirim. Nomor permintaan: M-\d{4}-0001/);

  const never = holdNeeds(next.ended);
  const again = meet('umi', next).wishes({ ...wish, place: 'RW 10 Rawa Badak Utara' });
  await expect.poll(someoneWaits, { timeout: 30_000 }).toBe(true);
  const begun = performance.now();
  expect(await next.stop()).toBe(1);
  expect(Math.round((performance.now() - begun) / 1000)).toBeGreaterThanOrEqual(10);
  await never;
  void asking;
  void again;
});
