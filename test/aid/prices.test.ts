import { describe, expect, test } from 'vitest';
import { changeDistributor } from '../../src/aid/distributor/records.ts';
import { hoursOn, operator, useSeasons } from './seasons.ts';
import { tuesday } from './world.ts';

const { is, database, open, set, close, versions } = useSeasons();
const sembako = async (now = tuesday) => {
  const { gives } = await is.ani.calls('programme.packages', { field: 'pangan' }, { now });
  return gives.items.find(({ key }: { key: string }) => key === 'sembako')?.price;
};

describe('a price', () => {
  test('from tomorrow on leaves the one of today until then', async () => {
    expect(await set({ from: '2026-11-25' })).toBe('set');
    expect(await sembako()).toBe(200_000);
    expect(await sembako(hoursOn('2026-11-25'))).toBe(210_000);
    const rows = await database.prisma.price.findMany({
      where: { packageKey: 'sembako', programme: { key: 'ksbb' } },
      orderBy: { validFrom: 'asc' },
    });
    expect(rows.map(({ rupiah, validTo }) => [rupiah, validTo])).toEqual([
      [200_000n, new Date('2026-11-24')],
      [210_000n, null],
    ]);
  });

  test('of the same day takes the place of the other, and both stand in the versions', async () => {
    const key = 'ksbb/sembako/household_week';
    const before = (await versions('price', key)).length;
    expect(await set({ rupiah: 205_000 })).toBe('set');
    expect(await set({ rupiah: 190_000 })).toBe('set');
    expect(await set({ rupiah: 190_000 })).toBe('set');
    expect(await sembako()).toBe(190_000);
    const made = (await versions('price', key)).slice(before);
    const rupiah = (json: unknown) => (json as { rupiah: number }).rupiah;
    expect(made.map((each) => [rupiah(each.before), rupiah(each.after)])).toEqual([
      [200_000, 205_000],
      [205_000, 190_000],
    ]);
    expect(await database.prisma.price.count({ where: { packageKey: 'sembako' } })).toBe(
      await database.prisma.programme.count({ where: { prices: { some: {} } } }),
    );
  });

  test('is that of the season that began last, though it be dearer, and of its bases the cheapest', async () => {
    const key = `ramadan-${is.serial}`;
    await open(key, '2026-11-24');
    expect(await set({ rupiah: 260_000 })).toBe('set');
    expect(await sembako()).toBe(260_000);
    const { gives } = await is.ani.calls('programme.packages', { field: 'pangan' });
    const thr = gives.items.find((item: { key: string }) => item.key === 'thr');
    expect(thr).toMatchObject({ price: 50_000, basis: 'person_once' });
    // What is taken back is not told from the older season either.
    expect(await set({ rupiah: undefined })).toBe('taken-back');
    expect(await sembako()).toBeUndefined();
    expect(await set({ rupiah: undefined })).toBe('taken-back');
  });

  test('is of today or later, of a season that runs, and of a package that there is', async () => {
    expect(await set({ from: '2026-11-23' })).toBe('past');
    expect(await set({ package: 'intan' })).toBe('gone');
    await close('ksbb');
    expect(await set({})).toBe('no-season');
  });

  test('set by one admin is not undone unseen by another', async () => {
    const needs = { package: 'sembako', basis: 'household_week', from: '2026-11-24' };
    const look = await is.dodi.calls('season.priced', { ...needs, rupiah: 215_000 });
    expect(look.gives).toMatchObject({
      before: { id: 'Rp200.000', en: 'Rp200.000' },
      after: { id: 'Rp215.000', en: 'Rp215.000' },
    });
    const { seen } = look.gives;
    expect((await is.dodi.calls('season.price', { ...needs, rupiah: 215_000, seen })).end).toBe(
      'set',
    );
    expect((await is.dodi.calls('season.price', { ...needs, rupiah: 215_000, seen })).end).toBe(
      'set',
    );
    expect((await is.dodi.calls('season.price', { ...needs, rupiah: 199_000, seen })).end).toBe(
      'moved',
    );
  });
});

describe('who changes it', () => {
  test('is an admin, and nobody else sees any of it', async () => {
    for (const verb of ['season.all', 'season.fields', 'distributor.all'] as const)
      expect((await is.ani.calls(verb)).end).toBe('not-yours');
    const wishes = [
      ['season.open', { name: 'Musim', from: '2026-12-01' }],
      ['season.change', { season: 'ksbb', seen: '0', contactHours: 1 }],
      ['season.close', { season: 'ksbb', seen: '0' }],
      ['season.offer', { field: 'pangan', offered: 'shut', seen: '0' }],
    ] as const;
    for (const [verb, needs] of wishes)
      expect((await is.ani.calls(verb, needs)).end).toBe('not-yours');
    const all = await database.prisma.programmeVersion.findMany({ include: { person: true } });
    expect(all.every(({ actedAs }) => actedAs === 'operator' || actedAs === 'admin')).toBe(true);
  });

  test('stands in history, which nobody changes', async () => {
    await changed();
    await expect(
      database.prisma.programmeVersion.updateMany({ data: { key: 'x' } }),
    ).rejects.toThrow();
    await expect(database.prisma.programmeVersion.deleteMany()).rejects.toThrow();
    await expect(
      database.prisma.programmeVersion.create({
        data: { kind: 'field', key: 'x', at: tuesday, actedAs: 'operator' },
      }),
    ).rejects.toThrow();
  });
});

const changed = () => set({ rupiah: 201_000 + is.serial });

describe('a package and a distributor', () => {
  test('a new package is given at once, without a price, and its name fits a button', async () => {
    const wish = {
      ...{ field: 'pangan', nature: 'goods', name: `Takjil ${is.serial}`, english: 'Iftar box' },
      ...{ unit: 'kotak takjil', englishUnit: 'iftar boxes' },
    };
    expect((await is.dodi.calls('season.add', wish)).end).toBe('added');
    expect((await is.dodi.calls('season.add', wish)).end).toBe('added');
    const alike = { ...wish, name: 'paket thr' };
    expect((await is.dodi.calls('season.add', alike)).end).toBe('taken');
    expect((await is.dodi.calls('season.add', { ...wish, unit: 'dus' })).end).toBe('taken');
    expect(await versions('package', `takjil-${is.serial}`)).toHaveLength(1);
    const { gives } = await is.ani.calls('programme.packages', { field: 'pangan' });
    expect(gives.items.at(-1)).toEqual({
      key: `takjil-${is.serial}`,
      label: { id: `Takjil ${is.serial}`, en: 'Iftar box' },
      unit: { id: 'kotak takjil', en: 'iftar boxes' },
      nature: 'goods',
    });
  });

  test('a distributor is offered to the last day of its permit, and not when it has ended', async () => {
    const key = `yayasan-${is.serial}`;
    const wish = {
      ...{ name: `Yayasan ${is.serial}`, permit: 'PUB/7/2026', until: '2026-11-25' },
      ...{ contact: 'Bu Lestari', phone: '+6281200000031' },
    };
    const names = async (now = tuesday) => {
      const { gives } = await is.ani.calls('programme.distributors', {}, { now });
      return (gives.items ?? []).map((item: { key: string }) => item.key);
    };
    expect((await is.dodi.calls('distributor.all')).end).toBe('none');
    expect((await is.dodi.calls('distributor.add', { ...wish, until: '2026-11-23' })).end).toBe(
      'expired',
    );
    expect((await is.dodi.calls('distributor.add', wish)).end).toBe('added');
    expect((await is.dodi.calls('distributor.add', wish)).end).toBe('added');
    expect(await names()).toContain(key);
    expect(await names(hoursOn('2026-11-26'))).not.toContain(key);
    const seen = async () =>
      (await is.dodi.calls('distributor.all')).gives.items.find(
        (item: { key: string }) => item.key === key,
      ).seen;
    const longer = { distributor: key, until: '2027-06-30', seen: await seen() };
    expect((await is.dodi.calls('distributor.change', longer)).end).toBe('changed');
    expect(await names(hoursOn('2026-11-26'))).toContain(key);
    const stale = { distributor: key, permit: 'PUB/8/2026', seen: longer.seen };
    expect((await is.dodi.calls('distributor.change', stale)).end).toBe('moved');
    const over = { distributor: key, seen: await seen() };
    expect((await is.dodi.calls('distributor.end', over)).end).toBe('ended');
    expect((await is.dodi.calls('distributor.end', over)).end).toBe('ended');
    expect(await names()).not.toContain(key);
    expect(await versions('distributor', key)).toHaveLength(3);
    const renamed = await is.world.transact((records) =>
      changeDistributor(records, key, { contactName: 'Pak Harun' }, operator),
    );
    expect(renamed).toBe('gone');
  });
});
