import { beforeEach, describe, expect, test } from 'vitest';
import { changeDistributor } from '../../src/aid/distributor/records.ts';
import { changeSeason } from '../../src/aid/season/change.ts';
import { closeSeason } from '../../src/aid/season/close.ts';
import { changeField, changePackage } from '../../src/aid/season/given.ts';
import { openSeason } from '../../src/aid/season/open.ts';
import { type Pricing, setPrice } from '../../src/aid/season/price.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gift, type Phone, tuesday, type World } from './world.ts';

const database = useDatabase();
const operator = { actor: { as: 'operator' }, now: tuesday } as const;
const hoursOn = (date: string) => new Date(`${date}T03:00:00Z`);
let world: World;
let dodi: Phone;
let ani: Phone;
let serial = 0;

beforeEach(async () => {
  world = createWorld(database.prisma, database.secrets);
  const { prisma } = database;
  // Each test begins with one season, at the published prices, and nothing changed.
  await prisma.programme.updateMany({ data: { state: 'closed' } });
  await prisma.package.updateMany({ data: { active: true } });
  await prisma.field.updateMany({ data: { active: true } });
  if (serial === 0) await world.seed();
  serial += 1;
  await prisma.price.updateMany({
    where: { programme: { key: 'ksbb' }, packageKey: 'sembako' },
    data: { rupiah: 200_000n, validTo: null, validFrom: new Date('2026-11-24') },
  });
  await prisma.programme.update({
    where: { key: 'ksbb' },
    data: { state: 'open', endsOn: null, nameId: 'KSBB', contactHours: 48 },
  });
  dodi = await world.known(`dodi-${serial}`, 'Pak', 'Dodi', `+62812000077${10 + serial}`);
  ani = await world.known(`ani-${serial}`, 'Bu', 'Ani', `+62812000088${10 + serial}`);
  const { personId } = await prisma.address.findUniqueOrThrow({ where: { chat: dodi.chat } });
  await prisma.role.create({ data: { personId, kind: 'admin', grantedAt: tuesday } });
});

const open = (key: string, from: string, until?: string) =>
  world.transact((records) => openSeason(records, { key, name: key, from, until }, operator));
const set = (pricing: Partial<Pricing>, now = tuesday) =>
  world.transact((records) =>
    setPrice(
      records,
      { package: 'sembako', basis: 'household_week', rupiah: 210_000, ...pricing },
      { ...operator, now },
    ),
  );
const close = (key: string) => world.transact((records) => closeSeason(records, key, operator));
const sembako = async (now = tuesday) => {
  const { gives } = await ani.calls('programme.packages', { field: 'pangan' }, { now });
  return gives.items.find(({ key }: { key: string }) => key === 'sembako')?.price;
};
const versions = (kind: 'programme' | 'price' | 'package' | 'field' | 'distributor', key: string) =>
  database.prisma.programmeVersion.findMany({ where: { kind, key }, orderBy: { serial: 'asc' } });
const seen = async (key: string) => {
  const { gives } = await dodi.calls('season.all');
  return gives.items.find((item: { key: string }) => item.key === key).seen as string;
};

describe('a season', () => {
  test('opens with the prices and limits of the one that began last, and both are told apart by a version', async () => {
    const key = `lebaran-${serial}`;
    expect(await open(key, '2026-12-01', '2026-12-31')).toBe('opened');
    const made = await database.prisma.programme.findUniqueOrThrow({
      where: { key },
      include: { prices: { orderBy: [{ rupiah: 'asc' }, { packageKey: 'asc' }] } },
    });
    expect(made.prices.map((row) => [row.packageKey, row.rupiah])).toEqual([
      ['siap-saji', 45_000n],
      ['thr', 50_000n],
      ['lebaran', 85_000n],
      ['sembako', 200_000n],
      ['thr', 200_000n],
    ]);
    expect(made.prices.map(({ validFrom }) => validFrom)).toEqual(
      Array(5).fill(new Date('2026-12-01')),
    );
    expect(made).toMatchObject({ openPledges: 1000, contactHours: 48, state: 'open' });
    const [version, ...more] = await versions('programme', key);
    expect(more).toEqual([]);
    expect(version).toMatchObject({ actedAs: 'operator', at: tuesday, before: null });
    expect(version?.after).toMatchObject({
      startsOn: '2026-12-01',
      endsOn: '2026-12-31',
      [`${key}/sembako/household_week`]: 200_000,
    });
    // The same yes again makes no second one; another of the same key is not that one.
    expect(await open(key, '2026-12-01', '2026-12-31')).toBe('opened');
    expect(await versions('programme', key)).toHaveLength(1);
    expect(await open(key, '2026-12-05')).toBe('taken');
    expect(await open(`${key}-b`, '2026-12-05', '2026-12-04')).toBe('dates');
    expect(await open(`${key}-b`, '2026-11-01', '2026-11-23')).toBe('dates');
  });

  test('that is changed keeps what it was, and of two admins at once the second is told', async () => {
    const shown = await seen('ksbb');
    const both = await Promise.all([
      dodi.calls('season.change', { season: 'ksbb', seen: shown, contactHours: 24 }),
      dodi.calls('season.change', { season: 'ksbb', seen: shown, contactHours: 72 }),
    ]);
    expect(both.map(({ end }) => end).sort()).toEqual(['changed', 'moved']);
    const [first] = (await versions('programme', 'ksbb')).slice(-1);
    expect(first?.before).toMatchObject({ contactHours: 48 });
    expect([24, 72].map((contactHours) => ({ contactHours }))).toContainEqual({
      contactHours: Object(first?.after).contactHours,
    });
    expect(first?.personId).not.toBeNull();
  });

  test('changed twice by the same yes is changed once', async () => {
    const shown = await seen('ksbb');
    const before = (await versions('programme', 'ksbb')).length;
    const needs = { season: 'ksbb', seen: shown, name: 'KSBB 2026', english: '' };
    expect((await dodi.calls('season.change', needs)).end).toBe('changed');
    expect((await dodi.calls('season.change', needs)).end).toBe('changed');
    expect(await versions('programme', 'ksbb')).toHaveLength(before + 1);
    const row = await database.prisma.programme.findUniqueOrThrow({ where: { key: 'ksbb' } });
    expect([row.nameId, row.nameEn]).toEqual(['KSBB 2026', 'KSBB 2026']);
  });

  test('has no last day that has passed', async () => {
    const until = (day: string) =>
      world.transact((records) =>
        changeSeason(records, 'ksbb', { endsOn: new Date(day) }, operator),
      );
    expect(await until('2026-11-23')).toBe('dates');
    expect(await until('2026-11-24')).toBe('changed');
    expect(
      await world.transact((records) => changeSeason(records, 'ksbb', { endsOn: null }, operator)),
    ).toBe('changed');
  });
});

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
    await database.prisma.price.deleteMany({ where: { id: rows[1]?.id ?? '' } });
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
    const key = `ramadan-${serial}`;
    await open(key, '2026-11-24');
    expect(await set({ rupiah: 260_000 })).toBe('set');
    expect(await sembako()).toBe(260_000);
    const { gives } = await ani.calls('programme.packages', { field: 'pangan' });
    const thr = gives.items.find((item: { key: string }) => item.key === 'thr');
    expect(thr).toMatchObject({ price: 50_000, basis: 'person_once' });
    // What is taken back is not told from the older season either.
    expect(await set({ rupiah: undefined })).toBe('taken-back');
    expect(await sembako()).toBeUndefined();
    expect(await set({ rupiah: undefined })).toBe('taken-back');
    // Of today on: the day before is no day of it any more.
    expect(await database.prisma.price.count({ where: { packageKey: 'sembako' } })).toBeGreaterThan(
      0,
    );
    await database.prisma.price.deleteMany({ where: { packageKey: 'sembako' } });
    const ksbb = await database.prisma.programme.findUniqueOrThrow({ where: { key: 'ksbb' } });
    await database.prisma.price.create({
      data: {
        ...{ packageKey: 'sembako', basis: 'household_week', programmeId: ksbb.id },
        ...{ validFrom: new Date('2026-11-24'), rupiah: 200_000n },
      },
    });
  });

  test('is of today or later, of a season that runs, and of a package that there is', async () => {
    expect(await set({ from: '2026-11-23' })).toBe('past');
    expect(await set({ package: 'intan' })).toBe('gone');
    await close('ksbb');
    expect(await set({})).toBe('no-season');
  });

  test('set by one admin is not undone unseen by another', async () => {
    const needs = { package: 'sembako', basis: 'household_week', from: '2026-11-24' };
    const look = await dodi.calls('season.priced', { ...needs, rupiah: 215_000 });
    expect(look.gives).toMatchObject({
      before: { id: 'Rp200.000', en: 'Rp200.000' },
      after: { id: 'Rp215.000', en: 'Rp215.000' },
    });
    const { seen } = look.gives;
    expect((await dodi.calls('season.price', { ...needs, rupiah: 215_000, seen })).end).toBe('set');
    expect((await dodi.calls('season.price', { ...needs, rupiah: 215_000, seen })).end).toBe('set');
    expect((await dodi.calls('season.price', { ...needs, rupiah: 199_000, seen })).end).toBe(
      'moved',
    );
  });
});

describe('a closed season', () => {
  test('takes no new promise and no new request, and finishes what it has', async () => {
    const { need, head, row } = await world.newNeed(50);
    const waits = {
      package: 'sembako',
      items: [],
      waits: [{ amount: 30 }],
      donorKind: 'perorangan',
    };
    const promised = await ani.calls('pledge.confirm', gift(need, 12));
    expect(promised.end).toBe('reserved');
    expect((await ani.calls('pledge.confirm', waits)).end).toBe('waiting');
    expect(await close('ksbb')).toBe('closed');
    expect(await close('ksbb')).toBe('closed');
    const closed = await database.prisma.programme.findUniqueOrThrow({ where: { key: 'ksbb' } });
    expect([closed.state, closed.endsOn]).toEqual(['closed', new Date('2026-11-24')]);

    expect((await ani.calls('programme.running')).end).toBe('none');
    expect((await ani.calls('pledge.confirm', gift(need, 5))).end).toBe('closed');
    expect((await ani.calls('need.open', { package: 'sembako' })).end).toBe('none');
    const { placeId } = await database.prisma.need.findUniqueOrThrow({ where: { number: need } });
    const wish = { place: placeId, package: 'lebaran', amount: 5 };
    expect((await head.calls('need.propose', wish)).end).toBe('closed');

    // The promise goes on: contacted, another day, handed over, received.
    const allocation = await database.prisma.allocation.findFirstOrThrow({
      where: { need: { number: need } },
    });
    expect((await ani.calls('pledge.contacted', { allocation: allocation.id })).end).toBe(
      'contacted',
    );
    const day = { allocation: allocation.id, day: '2026-11-30' };
    expect((await ani.calls('pledge.redate', day)).end).toBe('moved');
    const counted = { place: placeId, promise: allocation.id, package: 'sembako', came: 12 };
    expect((await head.calls('handover.record', counted)).end).toBe('counted');

    // What waits is still laid on its requests.
    const pledge = await database.prisma.pledge.findFirstOrThrow({ where: { waiting: 30 } });
    const proposal = await dodi.calls('pledge.proposal', { pledge: pledge.id });
    expect(proposal).toMatchObject({ end: 'some', gives: { items: [{ key: need, amount: 30 }] } });
    const placed = { pledge: pledge.id, items: proposal.gives.items };
    expect((await dodi.calls('pledge.place', placed)).end).toBe('placed');
    expect((await row()).allocated).toBe(42n);
  });

  test('says when the next one opens', async () => {
    await close('ksbb');
    const key = `depan-${serial}`;
    await open(key, '2026-12-10');
    expect(await ani.calls('programme.running')).toEqual({
      end: 'none',
      gives: { next: [{ name: { id: key, en: key }, from: '2026-12-10' }] },
    });
    expect((await ani.calls('programme.running', {}, { now: hoursOn('2026-12-10') })).end).toBe(
      'running',
    );
    // One that has not begun ends on the day on which it would have begun.
    expect(await close(key)).toBe('closed');
    const row = await database.prisma.programme.findUniqueOrThrow({ where: { key } });
    expect(row.endsOn).toEqual(new Date('2026-12-10'));
  });

  test('of two that run sends donors to the other', async () => {
    const { need } = await world.newNeed(40);
    await open(`lain-${serial}`, '2026-11-24');
    await close('ksbb');
    const ended = await ani.calls('pledge.confirm', gift(need, 5));
    expect(ended.end).toBe('nowhere');
    expect(ended.gives.closed).toEqual([{ place: 'RW' }]);
  });

  test('closes before a promise or after it, never in its middle', async () => {
    const { need } = await world.newNeed(50);
    const [promise, end] = await Promise.all([
      ani.calls('pledge.confirm', gift(need, 7)),
      close('ksbb'),
    ]);
    expect(end).toBe('closed');
    expect(['reserved', 'closed']).toContain(promise.end);
  });
});

describe('what is switched off', () => {
  test.each(['package', 'field'] as const)('is offered for nothing new: a %s', async (kind) => {
    const { need, head } = await world.newNeed(50);
    const { placeId } = await database.prisma.need.findUniqueOrThrow({ where: { number: need } });
    const wanted = { active: false };
    const end = await world.transact((records) =>
      kind === 'package'
        ? changePackage(records, 'sembako', wanted, operator)
        : changeField(records, 'pangan', wanted, operator),
    );
    expect(end).toBe('changed');
    const items = async (needs: object) =>
      (await ani.calls('programme.packages', needs)).gives.items.map(
        (item: { key: string }) => item.key,
      );
    expect(await items({ field: 'pangan' })).not.toContain('sembako');
    // Whoever receives there finds it still.
    expect(await items({ field: 'pangan', place: placeId })).toContain('sembako');
    expect((await ani.calls('pledge.confirm', gift(need, 5))).end).toBe('closed');
    expect((await ani.calls('need.open', { package: 'sembako' })).end).toBe('none');
    const again = { place: placeId, package: 'sembako', amount: 5 };
    expect((await head.calls('need.propose', again)).end).toBe('closed');
  });
});

describe('who changes it', () => {
  test('is an admin, and nobody else sees any of it', async () => {
    for (const verb of ['season.all', 'season.fields', 'distributor.all'] as const)
      expect((await ani.calls(verb)).end).toBe('not-yours');
    const wishes = [
      ['season.open', { name: 'Musim', from: '2026-12-01' }],
      ['season.change', { season: 'ksbb', seen: '0', contactHours: 1 }],
      ['season.close', { season: 'ksbb', seen: '0' }],
      ['season.offer', { field: 'pangan', offered: 'no', seen: '0' }],
    ] as const;
    for (const [verb, needs] of wishes)
      expect((await ani.calls(verb, needs)).end).toBe('not-yours');
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

const changed = () => set({ rupiah: 201_000 + serial });

describe('a package and a distributor', () => {
  test('a new package is given at once, without a price, and its name fits a button', async () => {
    const wish = {
      ...{ field: 'pangan', nature: 'goods', name: `Takjil ${serial}`, english: 'Iftar box' },
      ...{ unit: 'kotak takjil', englishUnit: 'iftar boxes' },
    };
    expect((await dodi.calls('season.add', wish)).end).toBe('added');
    expect((await dodi.calls('season.add', wish)).end).toBe('added');
    expect((await dodi.calls('season.add', { ...wish, unit: 'dus' })).end).toBe('taken');
    expect(await versions('package', `takjil-${serial}`)).toHaveLength(1);
    const { gives } = await ani.calls('programme.packages', { field: 'pangan' });
    expect(gives.items.at(-1)).toEqual({
      key: `takjil-${serial}`,
      label: { id: `Takjil ${serial}`, en: 'Iftar box' },
      unit: { id: 'kotak takjil', en: 'iftar boxes' },
      nature: 'goods',
    });
  });

  test('a distributor is offered to the last day of its permit, and not when it has ended', async () => {
    const key = `yayasan-${serial}`;
    const wish = {
      ...{ name: `Yayasan ${serial}`, permit: 'PUB/7/2026', until: '2026-11-25' },
      ...{ contact: 'Bu Lestari', phone: '+6281200000031' },
    };
    const names = async (now = tuesday) => {
      const { gives } = await ani.calls('programme.distributors', {}, { now });
      return (gives.items ?? []).map((item: { key: string }) => item.key);
    };
    expect((await dodi.calls('distributor.add', { ...wish, until: '2026-11-23' })).end).toBe(
      'expired',
    );
    expect((await dodi.calls('distributor.add', wish)).end).toBe('added');
    expect((await dodi.calls('distributor.add', wish)).end).toBe('added');
    expect(await names()).toContain(key);
    expect(await names(hoursOn('2026-11-26'))).not.toContain(key);
    const seen = async () =>
      (await dodi.calls('distributor.all')).gives.items.find(
        (item: { key: string }) => item.key === key,
      ).seen;
    const longer = { distributor: key, until: '2027-06-30', seen: await seen() };
    expect((await dodi.calls('distributor.change', longer)).end).toBe('changed');
    expect(await names(hoursOn('2026-11-26'))).toContain(key);
    const stale = { distributor: key, permit: 'PUB/8/2026', seen: longer.seen };
    expect((await dodi.calls('distributor.change', stale)).end).toBe('moved');
    const over = { distributor: key, seen: await seen() };
    expect((await dodi.calls('distributor.end', over)).end).toBe('ended');
    expect((await dodi.calls('distributor.end', over)).end).toBe('ended');
    expect(await names()).not.toContain(key);
    expect(await versions('distributor', key)).toHaveLength(3);
    const renamed = await world.transact((records) =>
      changeDistributor(records, key, { contactName: 'Pak Harun' }, operator),
    );
    expect(renamed).toBe('gone');
  });
});
