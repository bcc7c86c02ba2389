import { beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../../src/aid/seed/demo.ts';
import { seed } from '../../src/aid/seed/seed.ts';
import { loadRegionRows } from '../../src/regions.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gift, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.transact((records) => seed(records.db, { regions: loadRegionRows(), now: tuesday }));
});

test('all of Jakarta is there: 6 kota and kabupaten, 44 kecamatan, 267 kelurahan', async () => {
  const kinds = await database.prisma.region.groupBy({ by: ['kind'], _count: true });
  expect(Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]))).toEqual({
    kota: 6,
    kecamatan: 44,
    kelurahan: 267,
  });
});

test('a new installation is no demo, and becomes one once', async () => {
  expect(await database.prisma.installation.findMany()).toMatchObject([{ id: 1, demo: false }]);
  expect(await world.transact((records) => seedDemo(records, tuesday))).toBe(true);
  expect(await database.prisma.installation.findMany()).toMatchObject([
    { id: 1, demo: true, clockOffsetMs: 0n },
  ]);
  const people = await database.prisma.person.count();
  expect(await world.transact((records) => seedDemo(records, tuesday))).toBe(false);
  expect(await database.prisma.person.count()).toBe(people);
  expect(world.notices).toEqual([]);
});

test('it offers the places of the talks, least covered first', async () => {
  const { gives } = await world.phone('ani').calls('need.open', { package: 'sembako' });
  const items: { place: string; lacking: number }[] = gives.items;
  expect(items.map(({ place, lacking }) => [place, lacking])).toEqual([
    ['RW 03 Pulo Gadung', 145],
    ['RW 11 Penggilingan', 194],
    ['RW 06 Kampung Melayu', 171],
    ['RW 05 Pulo Gadung', 120],
    ['RW 08 Pulo Gadung', 125],
    ['RW 02 Jatinegara Kaum', 170],
  ]);
});

test('it has something to give to in each of the six fields', async () => {
  const ani = world.phone('ani');
  const fields = (await ani.calls('programme.fields')).gives.items;
  expect(fields).toHaveLength(6);
  for (const { key } of fields) {
    const packages = (await ani.calls('programme.packages', { field: key })).gives.items;
    const ends: string[] = [];
    for (const one of packages) ends.push((await ani.calls('need.open', { package: one.key })).end);
    expect(ends, key).toContain('some');
  }
});

test('it shows promises beside deliveries', async () => {
  const { gives } = await world.phone('ani').calls('programme.totals');
  const items: { key: string; committed: number; delivered: number }[] = gives.items;
  expect(items.map(({ key, committed, delivered }) => [key, committed, delivered])).toEqual([
    ['sembako', 100, 66],
    ['siap-saji', 50, 50],
  ]);
});

test('Pak Budi is reached at the simulator, and everybody is plainly an example', async () => {
  const budi = await world.phone('budi').calls('person.recognise');
  expect(budi.gives).toEqual({
    name: 'Budi (contoh)',
    called: 'Pak Budi (contoh)',
    phone: '+6281234567890',
  });
  const people = await database.prisma.person.findMany();
  expect(people).toHaveLength(11);
  for (const { name } of people) {
    expect(name && database.secrets.open(name)).toMatch(/\(contoh\)$/);
  }
});

test('a place of the demo can be given to at once', async () => {
  const ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  const [first] = (await ani.calls('need.open', { package: 'sembako' })).gives.items;
  const confirmed = await ani.calls('pledge.confirm', {
    ...gift(first.key, 25),
  });
  expect(confirmed).toMatchObject({
    end: 'reserved',
    gives: {
      items: [{ place: 'RW 03 Pulo Gadung', head: 'Pak Budi (contoh)', phone: '+6281234567890' }],
    },
  });
});

test('every name of a place, with what it lacks, fits a line of 40 characters', async () => {
  const { lackingLabel, placeLabel } = await import('../../src/aid/place/rules.ts');
  const kelurahan = loadRegionRows().kelurahan;
  expect(kelurahan).toHaveLength(267);
  for (const { name } of kelurahan) {
    const label = lackingLabel(placeLabel({ rw: 99, name: null, kelurahan: name }), 1_450);
    expect(label.id.length, name).toBeLessThanOrEqual(40);
    expect(label.id, name).toContain(`RW 99 ${name}`);
  }
});
