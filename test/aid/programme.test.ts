import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, type Phone, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = world.phone('ani');
});

const packagesOf = async (field: string) =>
  (await ani.calls('programme.packages', { field })).gives.items;

describe('the fields', () => {
  test('are the six of the programme, in its order', async () => {
    const { end, gives } = await ani.calls('programme.fields');
    expect(end).toBe('list');
    // Beside its label each is found by the names of its packages.
    expect(
      gives.items.map(({ key, label }: { key: string; label: object }) => ({ key, label })),
    ).toEqual([
      { key: 'pangan', label: { id: 'Pangan', en: 'Food' } },
      { key: 'pendidikan', label: { id: 'Pendidikan', en: 'Education' } },
      { key: 'persampahan', label: { id: 'Persampahan', en: 'Waste' } },
      { key: 'permukiman', label: { id: 'Permukiman', en: 'Housing' } },
      { key: 'ketenagakerjaan', label: { id: 'Ketenagakerjaan', en: 'Employment' } },
      { key: 'umkm', label: { id: 'UMKM', en: 'Small businesses' } },
    ]);
  });

  test('name the dinas in charge', async () => {
    const fields = await database.prisma.field.findMany({ orderBy: { position: 'asc' } });
    expect(fields.map(({ skpd }) => skpd)).toEqual([
      'Dinas Sosial, bersama Biro Kerja Sama Daerah',
      'Dinas Pendidikan',
      'Dinas Lingkungan Hidup',
      'Dinas Perumahan Rakyat dan Kawasan Permukiman',
      'Dinas Tenaga Kerja, Transmigrasi dan Energi',
      'Dinas PPKUKM',
    ]);
  });
});

describe('the packages', () => {
  test.each([
    ['pangan', ['goods', 'goods', 'goods', 'cash'], ['sembako', 'siap-saji', 'lebaran', 'thr']],
    ['pendidikan', ['goods', 'goods'], ['tablet', 'komputer']],
    [
      'persampahan',
      ['goods', 'goods', 'goods', 'goods', 'goods', 'goods'],
      ['timbangan', 'pencacah', 'gerobak-motor', 'bank-sampah', 'maggot', 'jelantah'],
    ],
    ['permukiman', ['work', 'work', 'work', 'work'], ['toilet', 'saluran', 'lampu', 'paving']],
    [
      'ketenagakerjaan',
      ['seat', 'seat', 'goods'],
      ['pelatihan-teknis', 'pelatihan-nonteknis', 'alat-kerja'],
    ],
    ['umkm', ['goods', 'cash', 'seat'], ['alat-usaha', 'modal', 'pelatihan-usaha']],
  ])('of %s are of these natures', async (field, natures, keys) => {
    const items: { key: string; nature: string }[] = await packagesOf(field);
    expect(items.map(({ key }) => key)).toEqual(keys);
    expect(items.map(({ nature }) => nature)).toEqual(natures);
  });

  test('of food have the published prices, and no others have any', async () => {
    expect(await packagesOf('pangan')).toEqual([
      {
        key: 'sembako',
        label: { id: 'Paket sembako', en: 'Staple food package' },
        unit: { id: 'paket sembako', en: 'staple food packages' },
        nature: 'goods',
        price: 200_000,
        basis: 'household_week',
      },
      {
        key: 'siap-saji',
        label: { id: 'Paket makan siap saji', en: 'Ready meals' },
        unit: { id: 'paket makan siap saji', en: 'ready-meal packages' },
        nature: 'goods',
        price: 45_000,
        basis: 'person_day',
      },
      {
        key: 'lebaran',
        label: { id: 'Paket Lebaran', en: 'Lebaran package' },
        unit: { id: 'paket Lebaran', en: 'Lebaran packages' },
        nature: 'goods',
        price: 85_000,
        basis: 'household_once',
      },
      {
        key: 'thr',
        label: { id: 'Paket THR', en: 'Holiday allowance (THR)' },
        unit: { id: 'paket THR', en: 'holiday allowances (THR)' },
        nature: 'cash',
        price: 50_000,
        basis: 'person_once',
      },
    ]);
    const prices = await database.prisma.price.findMany({ orderBy: { rupiah: 'asc' } });
    expect(prices.map(({ packageKey, basis, rupiah }) => [packageKey, basis, rupiah])).toEqual([
      ['siap-saji', 'person_day', 45_000n],
      ['thr', 'person_once', 50_000n],
      ['lebaran', 'household_once', 85_000n],
      ['sembako', 'household_week', 200_000n],
      ['thr', 'household_once', 200_000n],
    ]);
  });

  test('fit a button of 24 characters', async () => {
    const packages = await database.prisma.package.findMany();
    const names = packages.flatMap(({ nameId, nameEn }) => [nameId, nameEn]);
    expect(names.filter((name) => name.length > 24)).toEqual([]);
  });
});

test('seeding again changes nothing that an admin changed', async () => {
  await database.prisma.package.update({ where: { key: 'maggot' }, data: { active: false } });
  await database.prisma.price.updateMany({
    where: { packageKey: 'sembako' },
    data: { rupiah: 210_000n },
  });
  await world.seed(new Date(tuesday.getTime() + 86_400_000));
  expect(await database.prisma.price.count()).toBe(5);
  const [sembako] = await packagesOf('pangan');
  expect(sembako.price).toBe(210_000);
  const left: { key: string }[] = await packagesOf('persampahan');
  expect(left.map(({ key }) => key)).not.toContain('maggot');
  expect(await database.prisma.programme.count()).toBe(1);
});

test('where nothing was promised there are no totals', async () => {
  expect(await ani.calls('programme.totals')).toEqual({ end: 'none', gives: {} });
});
