import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../src/store/sweep.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gift, type Phone, split, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let people = 0;
const later = (hours: number) => new Date(tuesday.getTime() + hours * 3600_000);
/** Somebody who has promised nothing yet. */
const newcomer = () =>
  world.known(`new-${++people}`, 'Bu', 'Baru', `+62812000092${String(people).padStart(2, '0')}`);

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  await database.prisma.distributor.create({
    data: {
      key: 'salur-baik',
      name: 'Yayasan Salur Baik',
      contactName: 'Bu Lestari',
      contactPhone: '+6281200000031',
      permitNumber: 'PUB-CONTOH/001/2026',
      permitEndsOn: new Date('2030-01-01'),
    },
  });
});
beforeEach(() => world.caps({ openPledges: 2, contactsADay: 3 }));

const needs = async (count: number, quantity = 50) => {
  const made: { need: string; head: Phone }[] = [];
  for (let i = 0; i < count; i++) made.push(await world.newNeed(quantity));
  return made;
};
const partOf = async (number: string) =>
  (await database.prisma.allocation.findFirstOrThrow({ where: { pledge: { number } } })).id;
const waits = (amount: number) => ({ ...gift('', 1), items: [], waits: [{ amount }] });

describe('an account without a kept promise', () => {
  let dewi: Phone;
  beforeEach(async () => {
    dewi = await newcomer();
  });
  const partsOf = (number: string) =>
    database.prisma.allocation.findMany({
      where: { pledge: { number } },
      include: { need: true },
    });
  const takesBack = async (number: string) =>
    dewi.calls('pledge.cancel', {
      allocation: (await database.prisma.pledge.findUniqueOrThrow({ where: { number } })).id,
    });

  test('holds two pledges to contact; the third waits with its wish, without a contact', async () => {
    const [a, b, c] = [await world.newNeed(10), await world.newNeed(10), await world.newNeed(10)];
    await dewi.calls('pledge.confirm', gift(a.need, 1));
    const second = await dewi.calls('pledge.confirm', gift(b.need, 1));
    const asked = {
      package: { key: 'sembako', label: 'Paket sembako' },
      donorKind: { key: 'perorangan', label: 'Saya sendiri' },
      items: gift(c.need, 4).items,
    };
    // Said before the yes, at the summary.
    expect((await dewi.calls('pledge.way', asked)).gives.held).toMatchObject([{ amount: 4 }]);
    const third = await dewi.calls('pledge.confirm', gift(c.need, 4));
    expect(third).toMatchObject({ end: 'capped', gives: { items: [], capped: [{ amount: 4 }] } });
    expect(JSON.stringify(third.gives)).not.toContain('+62');
    expect(await c.row()).toMatchObject({ allocated: 0n });
    const pledge = await database.prisma.pledge.findUniqueOrThrow({
      where: { number: third.gives.number },
      include: { wishes: { include: { need: true } } },
    });
    expect(pledge).toMatchObject({ waiting: 4n, waitsFor: 'cap' });
    expect(pledge.wishes).toMatchObject([{ quantity: 4n, need: { number: c.need } }]);
    // The donor's own word makes no room; the head's does, once nothing else waits.
    const [part] = await partsOf(second.gives.number);
    await dewi.calls('pledge.contacted', { allocation: part?.id });
    await takesBack(third.gives.number);
    const fourth = await dewi.calls('pledge.confirm', gift(a.need, 1));
    expect(fourth.end).toBe('capped');
    await takesBack(fourth.gives.number);
    await b.head.calls('pledge.contacted', { allocation: part?.id });
    expect((await dewi.calls('pledge.confirm', gift(a.need, 1))).end).toBe('reserved');
  });

  test('is shown three places’ contacts a day, however often it withdraws', async () => {
    const needs = await Promise.all([1, 2, 3, 4].map(() => world.newNeed(10)));
    const parts = needs.map(({ need }): [string, number] => [need, 2]);
    const made = await dewi.calls('pledge.confirm', split(...parts));
    expect(made).toMatchObject({ end: 'several', gives: { laid: 6, capped: [{ amount: 2 }] } });
    const rows = await database.prisma.allocation.findMany({
      where: { pledge: { number: made.gives.number } },
    });
    for (const { id } of rows) await dewi.calls('pledge.cancel', { allocation: id });
    const again = await dewi.calls('pledge.confirm', gift(parts[3]?.[0] ?? '', 2));
    expect(again.end).toBe('capped');
    for (const { gives } of [made, again]) await takesBack(gives.number);
    // A place that was shown already is no new contact; tomorrow is another day.
    expect((await dewi.calls('pledge.confirm', gift(parts[0]?.[0] ?? '', 2))).end).toBe('reserved');
    const now = new Date(tuesday.getTime() + 24 * 3600_000);
    const later = await dewi.calls('pledge.confirm', gift(parts[3]?.[0] ?? '', 2), { now });
    expect(later.end).toBe('reserved');
  });

  test('holds more once something came', async () => {
    const { need, head } = await world.newNeed(90);
    const first = await dewi.calls('pledge.confirm', gift(need, 1));
    const [part] = await partsOf(first.gives.number);
    const came = { place: part?.need.placeId, allocation: part?.id, came: 1 };
    expect((await head.calls('handover.record', came)).end).toBe('recorded');
    for (let n = 0; n < 6; n++)
      expect((await dewi.calls('pledge.confirm', gift(need, 1))).end).toBe('reserved');
    expect((await dewi.calls('pledge.confirm', gift(need, 1))).end).toBe('capped');
  });

  test('does not slip past in the same instant', async () => {
    const needs = await Promise.all([1, 2, 3, 4, 5, 6].map(() => world.newNeed(10)));
    const ends = await Promise.all(
      needs.map(({ need }) => dewi.calls('pledge.confirm', gift(need, 1))),
    );
    expect(ends.filter(({ end }) => end === 'reserved')).toHaveLength(2);
    expect(ends.filter(({ end }) => end === 'capped')).toHaveLength(4);
  });
});

describe('one account cannot reserve all Jakarta', () => {
  test('by calling everything contacted: only the head’s word, or what came, makes room', async () => {
    const ani = await newcomer();
    const [one, two, three, four] = await needs(4);
    const made: string[] = [];
    for (const at of [one, two])
      made.push((await ani.calls('pledge.confirm', gift(at?.need ?? '', 10))).gives.number);
    for (const number of made)
      await ani.calls('pledge.contacted', { allocation: await partOf(number) });
    expect((await ani.calls('pledge.confirm', gift(three?.need ?? '', 10))).end).toBe('capped');
    // The head says it too; the one that waits for an officer counts beside the other.
    const allocation = await partOf(made[0] ?? '');
    const asked = await one?.head.calls('pledge.to-contact');
    expect(asked?.gives.items.map(({ key }: { key: string }) => key)).toContain(allocation);
    await one?.head.calls('pledge.contacted', { allocation });
    expect((await ani.calls('pledge.confirm', gift(four?.need ?? '', 10))).end).toBe('capped');
    const { pledge } = await database.prisma.allocation.findUniqueOrThrow({
      where: { id: allocation },
      select: { pledge: { select: { actorId: true } } },
    });
    const waiting = await database.prisma.pledge.findMany({
      where: { waiting: { gt: 0 }, actorId: pledge.actorId },
    });
    expect(waiting).toHaveLength(2);
    for (const { id } of waiting) await ani.calls('pledge.cancel', { allocation: id });
    expect((await ani.calls('pledge.confirm', gift(four?.need ?? '', 10))).end).toBe('reserved');
  });

  test('through a distributor: as many places a day as by itself, and as many pledges', async () => {
    const ros = await newcomer();
    let laid = 0;
    for (let round = 0; round < 3; round++) {
      const parts = (await needs(5)).map(({ need }) => [need, 50] as [string, number]);
      const how = { ...split(...parts), distributor: 'salur-baik' };
      const { gives } = await ros.calls('pledge.confirm', how);
      laid += gives.laid ?? 0;
      const open = await ros.calls('pledge.to-contact');
      for (const { key } of open.gives.items ?? [])
        await ros.calls('pledge.contacted', { allocation: key });
    }
    expect(laid).toBe(150);
  });

  test('nor fill the total with what waits: 5.000 packages, and six pledges, of who has kept none', async () => {
    const eva = await newcomer();
    const much = await eva.calls('pledge.confirm', waits(100_000));
    expect(much).toMatchObject({ end: 'too-much', gives: { room: [{ amount: 5000 }] } });
    expect((await eva.calls('pledge.confirm', waits(4999))).end).toBe('waiting');
    expect((await eva.calls('pledge.confirm', waits(2))).gives.room).toMatchObject([{ amount: 1 }]);
    // What waits counts as held.
    expect((await eva.calls('pledge.confirm', waits(1))).end).toBe('waiting');
    const [at] = await needs(1);
    expect(await eva.calls('pledge.confirm', gift(at?.need ?? '', 1))).toMatchObject({
      end: 'too-much',
      gives: { room: [] },
    });

    const evi = await newcomer();
    for (let i = 0; i < 6; i++)
      expect((await evi.calls('pledge.confirm', waits(1))).end).toBe('waiting');
    expect((await evi.calls('pledge.confirm', waits(1))).end).toBe('too-much');
  });

  test('a loan is counted in rupiah', async () => {
    const uma = await newcomer();
    const loan = { ...waits(100_000_000), package: 'modal', distributor: 'salur-baik' };
    expect((await uma.calls('pledge.confirm', loan)).end).toBe('waiting');
    const more = { ...loan, waits: [{ amount: 400_000_001 }] };
    expect((await uma.calls('pledge.confirm', more)).gives.room).toMatchObject([
      { amount: 400_000_000 },
    ]);
  });

  test('a kept promise opens the way again', async () => {
    const dewi = await newcomer();
    const [at] = await needs(1);
    const { gives } = await dewi.calls('pledge.confirm', gift(at?.need ?? '', 10));
    const id = await partOf(gives.number);
    const { need } = await database.prisma.allocation.findUniqueOrThrow({
      where: { id },
      include: { need: true },
    });
    await at?.head.calls('handover.record', { place: need.placeId, allocation: id, came: 10 });
    expect((await dewi.calls('pledge.confirm', waits(9000))).end).toBe('waiting');
  });
});

describe('nobody collects the numbers of heads', () => {
  test('by erasing themselves and coming again: what was shown today still counts, and tomorrow no more', async () => {
    const shown = new Set<string>();
    let eva = await newcomer();
    const account = `new-${people}`;
    const number = `+62812000092${String(people).padStart(2, '0')}`;
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 2; i++) {
        const [a, b] = await needs(2);
        const two = split([a?.need ?? '', 1], [b?.need ?? '', 1]);
        for (const { phone } of (await eva.calls('pledge.confirm', two)).gives.items ?? [])
          if (phone) shown.add(phone);
      }
      expect((await eva.calls('data.erase', { word: 'HAPUS' })).end).toBe('erased');
      eva = await world.known(account, 'Bu', 'Eva', number);
    }
    expect(shown.size).toBe(3);
    // Nothing in it leads to anybody.
    const [row] = await database.prisma.shownBefore.findMany({ take: 1 });
    expect(row?.account).toMatch(/^[\w-]{43}$/);
    expect(row?.account).not.toBe(eva.chat);

    const [next] = await needs(1);
    const now = later(24);
    const again = await eva.calls('pledge.confirm', gift(next?.need ?? '', 1), { now });
    expect(again.end).toBe('reserved');
    await database.prisma.$transaction((db) => sweep(db, later(25), 100));
    expect(await database.prisma.shownBefore.count()).toBe(0);
  });
});
