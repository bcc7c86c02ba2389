import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { modes, withBot } from '../e2e/way.ts';
import { redisAvailable } from '../redis.ts';
import type { Addressing, Person } from './server/person.ts';
import { World } from './server/world.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.listen();
});
afterEach(async () => {
  await world.close();
  if (world.error) throw world.error;
});

/** Says so from that address, and hears what is answered. */
async function talk(person: Person, from: Addressing, ...lines: [says: string, hears: RegExp][]) {
  world.addressing = from;
  for (const [says, hears] of lines) {
    person.says(says);
    await person.hears(hears);
    // What is typed next is stamped with another second: it cannot be taken for older than the question.
    await delay(1000);
  }
}

describe('somebody who registered at both of their addresses', { timeout: 120_000 }, () => {
  test.for(
    modes.flatMap((mode) =>
      (
        [
          ['lid-alone', 'pn-alone'],
          ['pn-alone', 'lid-alone'],
        ] as const
      ).map((order) => [mode, ...order] as const),
    ),
  )(
    'is one person once WhatsApp shows both, and answers what they were asked last: %s, %s first, then %s',
    async ([mode, first, second], { skip }) => {
      skip(mode === 'Redis' && !redisAvailable, 'needs redis-server');
      await withBot(
        mode,
        async (_, ground) => {
          const ani = world.person('6281200000012', 'Ani');
          await talk(
            ani,
            first,
            ['mau bantu', /Boleh kami simpan/],
            ['ya', /biasa dipanggil siapa/],
            ['Bu Ani', /atas nama siapa/],
          );
          await talk(
            ani,
            second,
            ['mau bantu', /Boleh kami simpan/],
            ['ya', /biasa dipanggil siapa/],
            ['Bu Sri', /atas nama siapa/],
            ['saya sendiri', /berapa dana/],
          );
          // Their first address is asked for whom they give, the second how much: it is an answer to the second.
          await talk(ani, 'lid', ['2 juta', /Rp2\.000\.000/]);
          await talk(ani, first, ['batal', /Dibatalkan/], ['mau bantu', /atas nama siapa/]);
          const database = await openDatabase({
            databaseUrl: ground.env.DATABASE_URL,
            dataDir: '/nowhere',
          });
          try {
            const { prisma } = database;
            await vi.waitFor(async () => expect(await prisma.address.count()).toBe(1));
            const people = await prisma.person.findMany({ orderBy: { createdAt: 'asc' } });
            expect(people.map(({ mergedIntoId }) => mergedIntoId)).toEqual([null, people[0]?.id]);
            expect(await prisma.auditLog.count({ where: { what: 'person.merged' } })).toBe(1);
          } finally {
            await database.close();
          }
        },
        world,
      );
    },
  );
});
