import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import {
  createWorld,
  gambir,
  gift,
  jatinegaraKaum,
  kampungMelayu,
  type Phone,
  puloGadung,
  tuesday,
  type World,
} from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
});

describe('what is open', () => {
  test('is offered by the share that is covered, smallest first, then the oldest', async () => {
    const day = (ago: number) => new Date(tuesday.getTime() + (10 - ago) * 60_000);
    const at = (kelurahan: string, number: number, quantity: number, ago: number) =>
      world.openNeed({ kelurahan, rw: number, package: 'komputer', quantity, now: day(ago) });
    const half = await at(puloGadung, 11, 10, 9);
    const newer = await at(puloGadung, 12, 10, 1);
    const older = await at(jatinegaraKaum, 1, 10, 5);
    const tenth = await at(kampungMelayu, 1, 100, 8);
    const all = await at(kampungMelayu, 2, 10, 8);
    const give = (need: string, amount: number) =>
      ani.calls('pledge.confirm', { ...gift(need, amount), package: 'komputer' });
    await give(half.need, 5);
    await give(tenth.need, 10);
    await give(all.need, 10);
    const { gives } = await ani.calls('need.open', { package: 'komputer' });
    expect(gives.items.map(({ key, lacking }: Item) => [key, lacking])).toEqual([
      [older.need, 10],
      [newer.need, 10],
      [tenth.need, 90],
      [half.need, 5],
    ]);
  });

  test('is not offered after the end of its period', async () => {
    const { need } = await world.openNeed({
      kelurahan: gambir,
      rw: 8,
      package: 'alat-kerja',
      quantity: 5,
    });
    const until = (periodTo: string) =>
      database.prisma.need.update({
        where: { number: need },
        data: { periodFrom: null, periodTo: new Date(periodTo) },
      });
    await until('2026-11-24');
    expect(await ani.calls('need.open', { package: 'alat-kerja' })).toMatchObject({ end: 'some' });
    await until('2026-11-23');
    expect(await ani.calls('need.open', { package: 'alat-kerja' })).toEqual({
      end: 'none',
      gives: {},
    });
  });
});

interface Item {
  key: string;
  lacking: number;
}
