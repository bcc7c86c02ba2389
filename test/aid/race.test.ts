import { beforeAll, expect, test } from 'vitest';
import { chanceFrom } from '../../scripts/person.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { isConflict } from '../../src/store/failure.ts';
import { onEveryServer } from '../database.ts';
import {
  createWorld,
  type Ended,
  jatinegaraKaum,
  kampungMelayu,
  type Phone,
  puloGadung,
  split,
  type World,
} from './world.ts';

/** `RACE_SEED=7 npx vitest run test/aid/race.test.ts` repeats one. */
const seed = Number(process.env.RACE_SEED ?? Math.floor(Math.random() * 1e9));
const confirmations = 200;
/** Side by side in each of the two pools. */
const atOnce = 20;

onEveryServer('two hundred confirmations from two pools on five needs', (useDatabase) => {
  const database = useDatabase();
  const pools: { world: World; database: Pick<Database, 'prisma' | 'close'> }[] = [];
  const needs: string[] = [];
  const chats: Phone[][] = [];

  beforeAll(async () => {
    const open = async () => openDatabase({ databaseUrl: database.url, dataDir: '/nowhere' });
    for (const opened of [await open(), await open()])
      pools.push({ world: createWorld(opened.prisma, database.secrets), database: opened });
    const [first] = pools;
    if (!first) throw new Error('There are two pools.');
    await first.world.seed();
    for (const [kelurahan, rw, quantity] of [
      [puloGadung, 1, 300],
      [puloGadung, 2, 200],
      [jatinegaraKaum, 3, 150],
      [jatinegaraKaum, 4, 100],
      [kampungMelayu, 5, 50],
    ] as const) {
      needs.push((await first.world.openNeed({ kelurahan, rw, quantity })).need);
    }
    // Each account speaks through one pool alone, as a chat is worked by one process.
    for (const [pool, { world }] of pools.entries()) {
      const own: Phone[] = [];
      for (let donor = 0; donor < confirmations / 2; donor++) {
        const number = `+62812${pool}0003${String(donor).padStart(3, '0')}`;
        own.push(await world.known(`racer-${pool}-${donor}`, 'Bu', `Donatur ${donor}`, number));
      }
      chats.push(own);
    }
    return async () => {
      for (const pool of pools) await pool.database.close();
    };
  }, 120_000);

  test('with cancellations between them: no need above its ceiling, and every loser reads an offer', async () => {
    const chance = chanceFrom(seed);
    let repeated = 0;
    let cancelled = 0;
    const asked = new Map<Ended, number>();
    /** As a turn does: what another transaction has undone is repeated at once. */
    const calls: Phone['calls'] extends (...args: infer Args) => unknown
      ? (phone: Phone, ...args: Args) => Promise<Ended>
      : never = async (phone, ...args) => {
      for (;;) {
        try {
          return await phone.calls(...args);
        } catch (error) {
          if (!isConflict(error)) throw error;
          repeated += 1;
        }
      }
    };
    const gives = async (phone: Phone) => {
      // One place or up to three, in any order: two donors may name the same ones the other way round.
      const order = [...needs].sort(() => chance() - 0.5).slice(0, 1 + Math.floor(chance() * 3));
      const parts = order.map((need): [string, number] => [need, 1 + Math.floor(chance() * 8)]);
      const ended = await calls(phone, 'pledge.confirm', split(...parts));
      asked.set(
        ended,
        parts.reduce((sum, [, amount]) => sum + amount, 0),
      );
      if (!('number' in ended.gives) || chance() > 0.25) return;
      const part = await database.prisma.allocation.findFirstOrThrow({
        where: { pledge: { number: ended.gives.number } },
        orderBy: { position: 'desc' },
      });
      const gone = await calls(phone, 'pledge.cancel', { allocation: part.id });
      if (gone.end === 'cancelled') cancelled += 1;
    };
    const work = async (queue: Phone[]) => {
      for (let phone = queue.shift(); phone; phone = queue.shift()) await gives(phone);
    };
    const begun = performance.now();
    await Promise.all(
      chats.flatMap((own) => {
        const queue = [...own];
        return Array.from({ length: atOnce }, () => work(queue));
      }),
    );
    const seconds = (performance.now() - begun) / 1000;

    const rows = await database.prisma.need.findMany({
      include: { allocations: true },
      orderBy: { number: 'asc' },
    });
    const lives = new Set(['reserved', 'contacted', 'scheduled', 'on_way']);
    for (const { approved, allocated, received, allocations } of rows) {
      const sum = allocations
        .filter(({ state }) => lives.has(state))
        .reduce((total, { quantity }) => total + quantity, 0n);
      expect(allocated).toBe(sum);
      expect(allocated + received).toBeLessThanOrEqual(approved);
    }
    const ends = [...asked.keys()];
    const winners = ends.filter(({ end }) => end === 'reserved' || end === 'several');
    const losers = ends.filter((ended) => !winners.includes(ended));
    expect(ends).toHaveLength(confirmations);
    for (const ended of losers) {
      expect(['changed', 'moved', 'nowhere']).toContain(ended.end);
      // What is offered instead accounts for all that was to be given.
      expect(ended.gives.plan.amount).toBe(asked.get(ended));
    }
    expect(winners.length).toBeGreaterThan(0);
    const [left] = await database.prisma.$queryRaw<{ unaccounted: bigint }[]>`
      SELECT count(*) AS unaccounted FROM pledge p WHERE p.quantity <> p.waiting + p.taken_back
        + (SELECT coalesce(sum(quantity), 0) FROM allocation a WHERE a.pledge_id = p.id)`;
    expect(left?.unaccounted).toBe(0n);
    const split2 = winners.filter(({ end }) => end === 'several').length;
    const laid = rows.map(({ allocated, approved }) => `${allocated}/${approved}`).join(' ');
    process.stdout.write(
      `race (seed ${seed}): ${ends.length} confirmations, ${winners.length} kept (${split2} split), ` +
        `${losers.length} offered another split, ${cancelled} cancelled, ${repeated} repeated after a conflict, ` +
        `${seconds.toFixed(1)} s; laid ${laid}\n`,
    );
  }, 120_000);
});
