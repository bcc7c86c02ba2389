import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { judge } from '../../scripts/judge.ts';
import { chanceFrom, Person, type Wish } from '../../scripts/person.ts';
import { approveNeed } from '../../src/aid/need/approve.ts';
import { bindRecords } from '../../src/records.ts';
import { type TestDatabase, testKey, useDatabase } from '../database.ts';
import { redisAvailable, startRedis } from '../redis.ts';
import { Processes } from './processes.ts';

/** Of each way to keep sessions; `KILLS=100 SEED=7 npx vitest run test/turn/kill.test.ts` for more. */
const kills = Number(process.env.KILLS ?? 15);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

const places = ['RW 03 Pulo Gadung', 'RW 11 Penggilingan', 'RW 06 Kampung Melayu'];
const packages = ['Paket sembako', 'Paket makan siap saji'];
const donors = ['sari', 'tono', 'umi', 'vera'];

describe('killed again and again in the middle of talks', () => {
  const database = useDatabase();
  test('on PostgreSQL alone: nothing is lost, doubled, misfiled or untold', {
    timeout: 60_000 + 5_000 * kills,
  }, async () => {
    const expire = () => database.prisma.$executeRaw`
      UPDATE dialogue SET speak_until = now() WHERE speaker IS NOT NULL`;
    expect(await talkThroughKills(database, {}, expire)).toEqual([]);
  });
});

describe.skipIf(!redisAvailable)('killed again and again, needs redis-server', () => {
  const database = useDatabase();
  test('with Redis: nothing is lost, doubled, misfiled or untold', {
    timeout: 60_000 + 5_000 * kills,
  }, async () => {
    const server = await startRedis(['--appendfsync', 'everysec']);
    const redis = new Redis(server.url);
    try {
      const env = { REDIS_URL: server.url };
      expect(await talkThroughKills(database, env, () => expireLocks(redis))).toEqual([]);
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
  const chance = chanceFrom(seed);
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
    await Promise.all([processes.start(), processes.start()]);
    await openNeeds(database, person('wati', 0));

    let calm = false;
    const talks = donors.map(async (account, index) => {
      const donor = person(account, index + 1);
      for (let n = 0; !calm || n === 0; n++) {
        const wish: Wish = {
          kind: 'give',
          package: packages[n % 2] ?? '',
          place: places[(n + index) % 3] ?? '',
          amount: 20 + n,
          day: `${1 + (n % 28)} Desember`,
        };
        if (!(await donor.wishes(wish))) return;
      }
    });
    const head = person('yanto', 9);
    const asks = async () => {
      for (let n = 0; !calm || n === 0; n++) {
        const place = `RW ${String(10 + n)} Rawa Badak Utara`;
        const wish: Wish = {
          kind: 'ask',
          package: 'Paket sembako',
          place,
          amount: 300 + n,
          day: '',
        };
        if (n >= 80 || !(await head.wishes(wish))) return;
      }
    };
    talks.push(asks());

    for (let n = 0; n < kills; n++) {
      // Another moment each time, between two messages or within a turn.
      const next = sum(people, ({ said }) => said) + 2 + Math.floor(20 * chance());
      while (sum(people, ({ said }) => said) < next) await delay(5);
      await delay(50 * chance());
      await processes.kill(chance(), chance() < 0.15);
      // Half a minute passes, as far as the locks of the dead are concerned.
      await expire();
    }
    calm = true;
    await Promise.all(talks);
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

/** A head asks for plenty at each place, in talks of her own, and it is approved. */
async function openNeeds(database: TestDatabase, head: Person): Promise<void> {
  let amount = 18_000;
  for (const place of places) {
    for (const packageName of packages) {
      const wish: Wish = { kind: 'ask', package: packageName, place, amount: amount++, day: '' };
      expect(await head.wishes(wish)).toBe(true);
    }
  }
  const now = new Date();
  const records = bindRecords(database.secrets)(database.prisma, now);
  for (const { number } of head.confirmed) {
    const approved = await approveNeed(records, {
      number: number ?? '',
      actor: { as: 'system' },
      now,
    });
    expect(approved.end).toBe('approved');
  }
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
    `seed ${seed}: ${killed} kills -9, ${sum(people, ({ said }) => said)} messages in ` +
      `${sum(people, ({ delivered }) => delivered)} deliveries, ${sum(people, ({ confirmed }) => confirmed.length)} told\n`,
  );
}
