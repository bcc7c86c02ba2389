import { beforeAll, expect, test } from 'vitest';
import { onEveryServer } from '../database.ts';
import { createWorld, type Ended, gift, type Phone, puloGadung, type World } from './world.ts';

onEveryServer('sixty donors who confirm in the same instant', (useDatabase) => {
  const database = useDatabase();
  let world: World;
  /** Whoever comes too late hears where it could go now. */
  const offers = new Set(['changed', 'moved', 'nowhere']);
  const needs: string[] = [];
  const donors: Phone[] = [];

  beforeAll(async () => {
    world = createWorld(database.prisma, database.secrets);
    await world.seed();
    for (const [rw, quantity] of [
      [1, 100],
      [2, 45],
      [3, 7],
    ] as const) {
      needs.push((await world.openNeed({ kelurahan: puloGadung, rw, quantity })).need);
    }
    const numbered = Array.from({ length: 60 }, (_, donor) => donor);
    donors.push(
      ...(await Promise.all(
        numbered.map((donor) => {
          const number = `+62812000020${String(donor).padStart(2, '0')}`;
          return world.known(`donor-${donor}`, 'Bu', `Donatur ${donor}`, number);
        }),
      )),
    );
  }, 60_000);

  test('promise no more than was approved, and each is told what is true', async () => {
    // Twenty donors each: 180 are offered to 100, 200 to 45, and 60 to 7.
    const amounts = [9, 10, 3];
    const ends: Ended[] = await Promise.all(
      donors.map((donor, index) =>
        donor.calls('pledge.confirm', gift(needs[index % 3] ?? '', amounts[index % 3] ?? 0)),
      ),
    );
    for (const [index, expected] of [
      { approved: 100n, promised: 11, allocated: 99n },
      { approved: 45n, promised: 4, allocated: 40n },
      { approved: 7n, promised: 2, allocated: 6n },
    ].entries()) {
      const need = await database.prisma.need.findUniqueOrThrow({
        where: { number: needs[index] ?? '' },
        include: { allocations: true },
      });
      const rows = need.allocations.reduce((sum, { quantity }) => sum + quantity, 0n);
      expect(need).toMatchObject({ approved: expected.approved, allocated: expected.allocated });
      expect(rows).toBe(expected.allocated);
      expect(need.allocations).toHaveLength(expected.promised);
      const told = ends.filter((_, donor) => donor % 3 === index);
      expect(told.filter(({ end }) => end === 'reserved')).toHaveLength(expected.promised);
      expect(told.filter(({ end }) => offers.has(end))).toHaveLength(20 - expected.promised);
    }
    const numbers = ends.flatMap(({ end, gives }) => (end === 'reserved' ? [gives.number] : []));
    expect(new Set(numbers).size).toBe(17);
    expect(world.notices.filter(({ notice }) => notice === 'pledge-to-head')).toHaveLength(17);
  });
});
