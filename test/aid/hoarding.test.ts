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
    const waiting = await database.prisma.pledge.findFirstOrThrow({
      where: { waiting: { gt: 0 } },
    });
    await ani.calls('pledge.cancel', { allocation: waiting.id });
    const rest = await database.prisma.pledge.findFirstOrThrow({ where: { waiting: { gt: 0 } } });
    await ani.calls('pledge.cancel', { allocation: rest.id });
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
