import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import {
  createWorld,
  gambir,
  jatinegaraKaum,
  kampungMelayu,
  type Phone,
  puloGadung,
  rw,
  split,
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

describe('a gift larger than its place', () => {
  const needs: string[] = [];
  beforeAll(async () => {
    for (const [kelurahan, rw, quantity] of [
      [puloGadung, 3, 120],
      [puloGadung, 5, 140],
      [puloGadung, 8, 150],
      [jatinegaraKaum, 2, 210],
      [gambir, 1, 30],
    ] as const)
      needs.push((await world.openNeed({ kelurahan, rw, quantity })).need);
  });
  const laid = (amount: number) =>
    ani.calls('need.split', { package: 'sembako', amount, need: needs[0] });
  const amounts = (items: { key: string; amount: number }[]) =>
    items.map(({ key, amount }) => [needs.indexOf(key), amount]);

  test('is laid on the nearest and least covered places, and reserves nothing', async () => {
    const { end, gives } = await laid(500);
    expect(end).toBe('split');
    expect(gives).toMatchObject({ left: 120, rest: 380, short: 'RW 03', waits: [] });
    expect(amounts(gives.items)).toEqual([
      [0, 120],
      [1, 140],
      [2, 150],
      [3, 90],
    ]);
    const plan = await ani.calls('need.plan', gives);
    expect(plan.gives.places.id).toBe(
      'RW 03 (120), RW 05 (140), RW 08 (150) Pulo Gadung; RW 02 Jatinegara Kaum (90)',
    );
    expect(plan.gives.where.id).toBe('Empat tempat, jumlah 500');
    const only = await ani.calls('need.plan', { ...gives, way: 'only' });
    expect(only.gives).toMatchObject({
      amount: 120,
      places: { id: 'RW 03 Kelurahan Pulo Gadung' },
    });
    expect(await world.standingOf(needs[0] ?? '')).toMatchObject({ allocated: 0n });
  });

  test('waits with what no place lacks', async () => {
    const { gives } = await laid(700);
    expect(gives.waits).toEqual([{ amount: 50 }]);
    const plan = await ani.calls('need.plan', gives);
    expect(plan.gives.places.id).toMatch(/; 50 menunggu tempat$/);
  });

  test('is kept at once, or not at all', async () => {
    const [first = '', second = ''] = needs;
    const pledges = await database.prisma.pledge.count();
    const late = await ani.calls('pledge.confirm', split([first, 100], [second, 141]));
    expect(late).toMatchObject({
      end: 'changed',
      gives: { lessened: [{ left: 140, shown: 141 }], kept: 240, plan: { amount: 241 } },
    });
    expect(await database.prisma.pledge.count()).toBe(pledges);
    const kept = await ani.calls('pledge.confirm', split([first, 100], [second, 140]));
    expect(kept).toMatchObject({ end: 'several', gives: { amount: 240, laid: 240 } });
    const pledge = await database.prisma.pledge.findUniqueOrThrow({
      where: { number: kept.gives.number },
      include: { allocations: { orderBy: { position: 'asc' } } },
    });
    expect(pledge.allocations.map(({ quantity }) => quantity)).toEqual([100n, 140n]);
    const told = world.notices.filter(({ notice }) => notice === 'pledge-to-head');
    expect(told.slice(-2).map(({ args }) => args.amount)).toEqual([100, 140]);
    const timers = await database.prisma.timer.groupBy({
      by: ['subjectId'],
      where: { kind: 'pledge.release', subjectId: { in: pledge.allocations.map(({ id }) => id) } },
    });
    expect(timers).toHaveLength(2);
  });

  test('is told again as it was, also when a head’s term has ended since', async () => {
    const confirm = () =>
      ani.calls('pledge.confirm', split([needs[2] ?? '', 5], [needs[3] ?? '', 6]), {
        question: 'same',
      });
    const first = await confirm();
    await database.prisma.headship.updateMany({
      where: { place: { kelurahanCode: jatinegaraKaum, rw: 2 } },
      data: { termEndsOn: new Date('2026-11-23') },
    });
    const again = await confirm();
    expect(again.end).toBe('several');
    expect(again.gives.number).toBe(first.gives.number);
    expect(again.gives.items[1]).not.toHaveProperty('phone');
  });

  test('is arranged by hand, never beyond what a place lacks or the gift has', async () => {
    const { gives } = await ani.calls('need.split', {
      package: 'sembako',
      amount: 160,
      need: needs[2],
    });
    const arrange = (place: string, amount: number) =>
      ani.calls('need.arrange', {
        ...gives,
        package: 'sembako',
        place: { key: place, label: 'RW' },
        amount,
      });
    expect(await arrange(needs[4] ?? '', 1)).toEqual({ end: 'beyond', gives: { most: 0 } });
    const less = await arrange(needs[2] ?? '', 100);
    expect(less.gives).toMatchObject({ waits: [{ amount: 45 }], again: { left: 100 } });
  });
});

describe('what is looked for', () => {
  const look = (where?: object) =>
    ani.calls('need.look', { package: 'siap-saji', ...(where && { where }) });
  const placesOf = async (where?: object) => {
    const { end, gives } = await look(where);
    return [end, ...(gives.items ?? []).map(({ place }: { place: string }) => place)];
  };

  test('is named by region, RW or nothing, and the nearest is offered for what lacks nothing', async () => {
    expect(await placesOf()).toEqual(['nobody']);
    for (const [kelurahan, rw, quantity] of [
      [kampungMelayu, 21, 10],
      [puloGadung, 22, 10],
      [jatinegaraKaum, 23, 10],
      [gambir, 24, 10],
    ] as const)
      await world.openNeed({ kelurahan, rw, quantity, package: 'siap-saji' });
    const label = 'x';
    expect(await placesOf({ label })).toHaveLength(4);
    expect(await placesOf({ kelurahan: puloGadung, rw: 22, label })).toEqual([
      'one',
      'RW 22 Pulo Gadung',
    ]);
    expect(await placesOf({ region: '31.75.02', label })).toEqual([
      'there',
      'RW 22 Pulo Gadung',
      'RW 23 Jatinegara Kaum',
    ]);
    expect(await placesOf({ region: '31.71', label })).toEqual(['there', 'RW 24 Gambir']);
    // RW 9 asks for nothing: its kelurahan, its kecamatan, its kota.
    expect(await placesOf({ kelurahan: puloGadung, rw: 9, label })).toEqual([
      'nearby',
      'RW 22 Pulo Gadung',
      'RW 23 Jatinegara Kaum',
      'RW 21 Kampung Melayu',
    ]);
    expect(await placesOf({ name: 'Panti Entah', label })).toEqual(['unknown']);
    expect(await placesOf({ name: 'panti', label })).toEqual(['unknown']);
    const yusuf = await world.known('yusuf', 'Pak', 'Yusuf', '+6281200000077');
    const home = { kind: 'panti', name: 'Panti Kasih', households: 40 };
    const place = await world.headed(yusuf, rw(gambir), home);
    const asked = await yusuf.calls('need.propose', { place, package: 'siap-saji', amount: 40 });
    await world.approve(asked.gives.number);
    for (const name of ['panti', 'Ke panti asuhan aja', 'panti kasih'])
      expect((await placesOf({ name, label }))[1]).toMatch(/^Panti Kasih/);
    expect(await placesOf({ name: 'pesantren', label })).toEqual(['unknown']);
  });
});

test('a budget buys what is priced, rounded down, and the rest is named', async () => {
  const { gives } = await ani.calls('programme.affordable', { budget: 5_000_000 });
  expect(gives.items).toMatchObject([
    { key: 'sembako', amount: 25, sum: 5_000_000, rest: 0, about: { id: '25 keluarga, sepekan' } },
    {
      key: 'siap-saji',
      label: { id: '111 makan siap saji' },
      amount: 111,
      sum: 4_995_000,
      rest: 5_000,
      about: { id: '111 orang, sehari (Rp4.995.000, sisa Rp5.000)' },
    },
  ]);
  expect(await ani.calls('programme.affordable', { budget: 44_999 })).toMatchObject({
    end: 'too-little',
    gives: { least: 45_000 },
  });
  // A price that is over is none.
  await database.prisma.price.updateMany({ data: { validTo: new Date('2026-11-24') } });
  const tomorrow = { now: new Date(tuesday.getTime() + 24 * 3600_000) };
  const later = await ani.calls('programme.affordable', { budget: 5_000_000 }, tomorrow);
  expect(later.end).toBe('unpriced');
  const asked = { package: 'sembako', amount: 25 };
  const { gives: worth } = await ani.calls('programme.worth', asked, tomorrow);
  expect(worth).toMatchObject({ about: { id: '' }, whom: { id: '' } });
});
