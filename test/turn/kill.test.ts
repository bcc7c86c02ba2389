import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { judge } from '../../scripts/judge.ts';
import { chanceFrom, Person, type Wish } from '../../scripts/person.ts';
import { seedDemo } from '../../src/aid/seed/demo.ts';
import { seed } from '../../src/aid/seed/seed.ts';
import { bindRecords } from '../../src/records.ts';
import { loadRegionRows } from '../../src/regions.ts';
import { type TestDatabase, testKey, useDatabase } from '../database.ts';
import { redisAvailable, startRedis } from '../redis.ts';
import { approvePlace } from './heads.ts';
import { Processes } from './processes.ts';

/** Of each way to keep sessions, 30 in all; `KILLS=100 SEED=7 npx vitest run test/turn/kill.test.ts` for more. */
const kills = Number(process.env.KILLS ?? 15);
const startSeed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

/** What the demo's places lack: no two stand in the same place of the bot's lists. */
const lacking = [
  { package: 'Paket sembako', place: 'RW 03 Pulo Gadung', price: 200_000 },
  { package: 'Paket makan siap saji', place: 'RW 05 Pulo Gadung', price: 45_000 },
  { package: 'Paket sembako', place: 'RW 11 Penggilingan' },
  { package: 'Paket sembako', place: 'RW 06 Kampung Melayu' },
] as const;
/** So many places are registered by their head, who then asks for each once. */
const asked = 30;
const donors = ['sari', 'tono', 'umi', 'vera'];

describe.concurrent('killed again and again in the middle of talks, nothing is lost, doubled, misfiled or untold', () => {
  const timeout = 120_000 + 12_000 * kills;
  const [alone, beside] = [useDatabase(), useDatabase()];

  test('on PostgreSQL alone', { timeout }, async () => {
    const expire = () => alone.prisma.$executeRaw`
      UPDATE dialogue SET speak_until = now() WHERE speaker IS NOT NULL`;
    expect(await talkThroughKills(alone, {}, expire)).toEqual([]);
  });

  test.skipIf(!redisAvailable)('with Redis, needs redis-server', { timeout }, async () => {
    const server = await startRedis(['--appendfsync', 'everysec']);
    const redis = new Redis(server.url);
    try {
      const env = { REDIS_URL: server.url };
      expect(await talkThroughKills(beside, env, () => expireLocks(redis))).toEqual([]);
    } finally {
      redis.disconnect();
      await server.stop();
    }
  });
});

/** People talk while processes die; afterwards everybody finishes, and what they were told is held against the records. */
async function talkThroughKills(
  database: TestDatabase,
  env: Record<string, string>,
  expire: () => Promise<unknown>,
): Promise<string[]> {
  const chance = chanceFrom(startSeed);
  const processes = new Processes({
    DATABASE_URL: database.url,
    DATA_KEY: Buffer.from(testKey).toString('base64'),
    LOG_LEVEL: 'warn',
    ...env,
  });
  const people: Person[] = [];
  const person = (account: string, index: number) => {
    const number = `+62 812-0000-01${String(index).padStart(2, '0')}`;
    const name = `Bu ${account[0]?.toUpperCase()}${account.slice(1)}`;
    const one = new Person({ account, name, number, urls: processes.urls, chance });
    people.push(one);
    return one;
  };
  try {
    await openNeeds(database);
    await Promise.all([processes.start(), processes.start()]);
    let calm = false;
    let isOver = false;
    const talks = donors.map(async (account, index) => {
      const donor = person(account, index + 1);
      for (let n = 0; !calm || n === 0; n++) {
        const what = lacking[(n + index) % lacking.length] ?? lacking[0];
        const wish: Wish = {
          ...what,
          kind: 'give',
          amount: 20 + n,
          day: `${1 + (n % 28)} Desember`,
        };
        if (!(await donor.wishes(wish))) return;
      }
    });
    const head = person('yanto', 9);
    const asks = async () => {
      for (let n = 0; !calm || n === 0; n++) {
        if (n >= asked) return;
        const place = `RW ${10 + n} Rawa Badak Utara`;
        const day = `${1 + (n % 28)} Maret`;
        const claim: Wish = { kind: 'register', package: '', place, amount: 640 + n, day };
        if (!(await head.wishes(claim))) return;
        await approvePlace(database, 10 + n);
        const request = { package: 'Paket sembako', place, amount: 300 + n, day: '' };
        if (!(await head.wishes({ kind: 'ask', ...request }))) return;
      }
    };
    const over = Promise.all([...talks, asks()]).then(() => {
      isOver = true;
    });

    while (processes.kills < kills && !isOver) {
      // Another moment each time, between two messages or within a turn.
      const next = sum(people, ({ said }) => said) + 2 + Math.floor(9 * chance());
      while (sum(people, ({ said }) => said) < next && !isOver) await delay(5);
      await delay(50 * chance());
      await processes.kill(chance(), chance() < 0.15);
      // Half a minute passes, as far as the locks of the dead are concerned.
      await expire();
    }
    calm = true;
    await over;
    const answered = await Promise.all(people.map((one) => one.isAnswered()));
    const silent = answered.filter((yes) => !yes).map(() => 'stranded: no answer at the end');
    const judged = await Promise.all(
      people.map((one) => judge(database.prisma, database.secrets, one)),
    );
    report(people, processes.kills);
    return [...judged.flat(), ...silent];
  } finally {
    await Promise.all(people.map((one) => one.close()));
    await processes.stop();
  }
}

/** The demo, whose places lack plenty. */
async function openNeeds({ prisma, secrets }: TestDatabase): Promise<void> {
  const now = new Date();
  await prisma.$transaction(async (db) => {
    await seed(db, { regions: loadRegionRows(), now });
    await seedDemo(bindRecords(secrets)(db, now), now);
    await db.need.updateMany({ where: { state: 'open' }, data: { approved: 18_000 } });
  });
}

/** Ends every lock in Redis. */
async function expireLocks(redis: Redis): Promise<void> {
  for (const key of await redis.keys('ksbb:*:session:*')) {
    if (!(await redis.hexists(key, 'token'))) continue;
    const [prefix = '', chat = ''] = key.split(':session:');
    await redis.multi().hset(key, 'until', 0).zadd(`${prefix}:due`, 0, chat).exec();
  }
}

function sum(people: Person[], of: (one: Person) => number): number {
  return people.reduce((total, one) => total + of(one), 0);
}

/** Past the console, which tests must leave alone: the seed is wanted when this fails, and the counts when it does not. */
function report(people: Person[], killed: number): void {
  process.stdout.write(
    `seed ${startSeed}: ${killed} kills -9, ${sum(people, ({ said }) => said)} messages in ` +
      `${sum(people, ({ delivered }) => delivered)} deliveries, ${sum(people, ({ confirmed }) => confirmed.length)} told\n`,
  );
}
