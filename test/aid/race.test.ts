import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { onEveryServer, testKey } from '../database.ts';
import type { Raced, RacePart } from './racer.ts';
import { createWorld, jatinegaraKaum, kampungMelayu, puloGadung } from './world.ts';

/** `RACE_SEED=7 npx vitest run test/aid/race.test.ts` repeats one. */
const seed = Number(process.env.RACE_SEED ?? Math.floor(Math.random() * 1e9));
const confirmations = 200;
/** Side by side in each of the two processes. */
const atOnce = 10;

onEveryServer('two hundred confirmations from two processes on five needs', (useDatabase) => {
  const database = useDatabase();
  const needs: string[] = [];
  const accounts: string[][] = [];

  beforeAll(async () => {
    const world = createWorld(database.prisma, database.secrets);
    await world.seed();
    for (const [kelurahan, rw, quantity] of [
      [puloGadung, 1, 300],
      [puloGadung, 2, 200],
      [jatinegaraKaum, 3, 150],
      [jatinegaraKaum, 4, 100],
      [kampungMelayu, 5, 50],
    ] as const) {
      needs.push((await world.openNeed({ kelurahan, rw, quantity })).need);
    }
    // Each account speaks through one process alone, as a chat is worked by one.
    for (const process of [0, 1]) {
      const own = Array.from(
        { length: confirmations / 2 },
        (_, donor) => `racer-${process}-${donor}`,
      );
      for (const [donor, account] of own.entries()) {
        const number = `+62812${process}0003${String(donor).padStart(3, '0')}`;
        await world.known(account, 'Bu', `Donatur ${donor}`, number);
      }
      accounts.push(own);
    }
  }, 120_000);

  test('with cancellations between them: no need above its ceiling, and every loser reads an offer', async () => {
    const begun = performance.now();
    const raced = await Promise.all(
      accounts.map((own, index) =>
        race({
          url: database.url,
          key: Buffer.from(testKey).toString('base64'),
          accounts: own,
          needs,
          seed: seed + index,
          atOnce,
        }),
      ),
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
    const ends = raced.flatMap((one) => one.ends);
    const winners = ends.filter(({ end }) => end === 'reserved' || end === 'several');
    const losers = ends.filter((ended) => !winners.includes(ended));
    expect(ends).toHaveLength(confirmations);
    for (const { end, asked, offered } of losers) {
      expect(['changed', 'moved', 'nowhere']).toContain(end);
      // What is offered instead accounts for all that was to be given.
      expect(offered).toBe(asked);
    }
    expect(winners.length).toBeGreaterThan(0);
    const [left] = await database.prisma.$queryRaw<{ unaccounted: bigint }[]>`
      SELECT count(*) AS unaccounted FROM pledge p WHERE p.quantity <> p.waiting + p.taken_back
        + (SELECT coalesce(sum(quantity), 0) FROM allocation a WHERE a.pledge_id = p.id)`;
    expect(left?.unaccounted).toBe(0n);
    const several = winners.filter(({ end }) => end === 'several').length;
    const sum = (of: (one: Raced) => number) => raced.reduce((all, one) => all + of(one), 0);
    const laid = rows.map(({ allocated, approved }) => `${allocated}/${approved}`).join(' ');
    process.stdout.write(
      `race (seed ${seed}): ${ends.length} confirmations, ${winners.length} kept (${several} split), ` +
        `${losers.length} offered another split, ${sum((one) => one.cancelled)} cancelled, ` +
        `${sum((one) => one.repeated)} repeated after a conflict, ${seconds.toFixed(1)} s; laid ${laid}\n`,
    );
  }, 120_000);
});

/** One process with its part. */
async function race(part: RacePart): Promise<Raced> {
  const racer = fileURLToPath(new URL('racer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx/esm'), racer], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(part));
  return JSON.parse(await text(child.stdout)) as Raced;
}
