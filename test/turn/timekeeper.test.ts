import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { setTimer, type Timer } from '../../src/store/timers.ts';
import { startTimekeeper } from '../../src/turn/timekeeper.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
const noon = new Date('2026-11-26T05:00:00.000Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const keepers: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(keepers.splice(0).map((keeper) => keeper.stop()));
  await database.prisma.timer.deleteMany();
});

/** Sets `count` timers of a kind for noon. */
async function set(kind: string, count: number, at = noon): Promise<void> {
  for (let step = 1; step <= count; step++)
    await database.prisma.$transaction((db) =>
      setTimer(db, { kind, subject: randomUUID(), step }, at),
    );
}

function keep(now: Date, work: (timer: Timer) => void | Promise<void>) {
  const faults: unknown[] = [];
  keepers.push(
    startTimekeeper({
      prisma: database.prisma,
      now: () => now,
      work: async (_, timer) => work(timer),
      worked: () => {},
      fault: (error) => faults.push(error),
    }),
  );
  return faults;
}

const open = () => database.prisma.timer.count({ where: { doneAt: null } });

describe('what is due', () => {
  test('is done once, over two processes side by side, and not before its time', async () => {
    await set('ripe', 20);
    await set('green', 3, later(1));
    const done: string[] = [];
    for (const _ of ['one', 'another'])
      keep(noon, ({ kind, subject }) => {
        done.push(`${kind} ${subject}`);
      });
    await expect.poll(open, { timeout: 10_000 }).toBe(3);
    expect(done).toHaveLength(20);
    expect(new Set(done).size).toBe(20);
    expect(done.every((each) => each.startsWith('ripe'))).toBe(true);
  });

  test('is done again when its work threw, a minute later, and keeps nothing else waiting', async () => {
    await set('broken', 1);
    await set('sound', 1, later(0.1));
    const done: string[] = [];
    const faults = keep(later(0.2), ({ kind }) => {
      if (kind === 'broken') throw new TypeError('a fault of ours');
      done.push(kind);
    });
    await expect.poll(() => done, { timeout: 10_000 }).toEqual(['sound']);
    expect(faults).toHaveLength(1);
    const [broken] = await database.prisma.timer.findMany({ where: { kind: 'broken' } });
    expect([broken?.doneAt, broken?.dueAt]).toEqual([null, later(1.2)]);
  });

  test('set anew stands anew, also by its own work', async () => {
    await set('once', 1);
    const [timer] = await database.prisma.timer.findMany();
    const { kind = '', subjectId: subject = '', step = 1 } = timer ?? {};
    let times = 0;
    keep(noon, async () => {
      times += 1;
    });
    await expect.poll(open, { timeout: 10_000 }).toBe(0);
    await database.prisma.$transaction((db) => setTimer(db, { kind, subject, step }, later(-1)));
    await expect.poll(() => times, { timeout: 10_000 }).toBe(2);
  });
});
