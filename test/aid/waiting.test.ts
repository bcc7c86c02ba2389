import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import { createWorld, gift, onto, type Phone, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let donors = 0;
let ani: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

beforeEach(async () => {
  const number = `+6281200004${String(++donors).padStart(3, '0')}`;
  ani = await world.known(`waits-${donors}`, 'Bu', 'Ani', number);
});

/** Somebody with a role, given past all invitations. */
async function staff(account: string, role: { kind: 'skpd' | 'admin'; fieldKey?: string }) {
  const phone = await world.known(account, 'Bu', 'Citra', '+6281200000021');
  const person = await database.prisma.person.findFirstOrThrow({
    where: { addresses: { some: { chat: phone.chat } } },
  });
  await database.prisma.role.create({ data: { personId: person.id, grantedAt: tuesday, ...role } });
  return phone;
}

const waits = (amount: number, more = {}) => ({
  ...gift('', 1),
  items: [],
  waits: [{ amount }],
  ...more,
});
const idOf = async (number: string) =>
  (await database.prisma.pledge.findUniqueOrThrow({ where: { number } })).id;

describe('what no place takes', () => {
  test('waits, is seen, lowered and withdrawn; every package stays accounted for', async () => {
    const made = await ani.calls('pledge.confirm', waits(30));
    expect(made).toMatchObject({ end: 'waiting', gives: { amount: 30, waits: [{ amount: 30 }] } });
    const { number } = made.gives;
    const mine = async () => (await ani.calls('pledge.mine')).gives.unplaced;
    expect(await mine()).toMatchObject([{ number, amount: 30 }]);
    const allocation = await idOf(number);
    const less = await ani.calls('pledge.reduce', { allocation, amount: 20 });
    expect(less).toMatchObject({ end: 'waiting', gives: { amount: 20, before: 30 } });
    expect(await ani.calls('pledge.reduce', { allocation, amount: 20 })).toMatchObject({
      end: 'not-less',
    });
    expect((await ani.calls('pledge.cancel', { allocation })).end).toBe('waiting');
    expect(await ani.calls('pledge.cancel', { allocation })).toMatchObject({ end: 'unknown' });
    const row = await database.prisma.pledge.findUniqueOrThrow({ where: { number } });
    expect(row).toMatchObject({ quantity: 30n, waiting: 0n, takenBack: 30n, waitsFor: null });
  });

  test('is nobody else’s to lower', async () => {
    const { gives } = await ani.calls('pledge.confirm', waits(30));
    const other = await world.known('other', 'Bu', 'Lain', '+6281200000077');
    const allocation = await idOf(gives.number);
    expect((await other.calls('pledge.cancel', { allocation })).end).toBe('unknown');
  });

  test('is placed by the officer of its field alone, once, and donor and head are told', async () => {
    const made = await ani.calls('pledge.confirm', waits(30));
    const pledge = await idOf(made.gives.number);
    const { need, row } = await world.newNeed(20);
    const citra = await staff('citra', { kind: 'skpd', fieldKey: 'pangan' });
    const other = await staff('other-field', { kind: 'skpd', fieldKey: 'umkm' });
    const items = [onto(need, 20)];
    expect(await other.calls('pledge.place', { pledge, items })).toEqual({
      end: 'not-yours',
      gives: {},
    });
    expect(await ani.calls('pledge.place', { pledge, items })).toMatchObject({ end: 'not-yours' });
    expect((await other.calls('pledge.to-place')).end).toBe('none');
    const before = world.notices.length;
    const place = () => citra.calls('pledge.place', { pledge, items }, { question: 'place' });
    const [first, again] = [await place(), await place()];
    expect(first).toMatchObject({ end: 'placed', gives: { amount: 20, left: 10 } });
    expect(again).toEqual(first);
    expect(await row()).toMatchObject({ allocated: 20n });
    const told = world.notices.slice(before).map(({ notice }) => notice);
    expect(told).toEqual(['pledge-to-head', 'placed-to-donor']);
    // More than waits is not there to be placed, and what is full takes none.
    const more = await world.newNeed(50);
    expect((await citra.calls('pledge.place', { pledge, items: [onto(more.need, 11)] })).end).toBe(
      'gone',
    );
    expect((await citra.calls('pledge.place', { pledge, items: [onto(need, 1)] })).end).toBe(
      'changed',
    );
    const audited = await database.prisma.auditLog.findMany({ where: { what: 'pledge.placed' } });
    expect(audited).toMatchObject([{ actedAs: 'officer', subjectId: pledge }]);
    await database.prisma.role.updateMany({ data: { revokedAt: tuesday } });
    expect((await citra.calls('pledge.place', { pledge, items: [onto(more.need, 5)] })).end).toBe(
      'not-yours',
    );
  });
});

describe('the queue of a field', () => {
  test('holds its own, however many of another field wait before them', async () => {
    const made = await ani.calls('pledge.confirm', waits(7));
    const own = await idOf(made.gives.number);
    const model = await database.prisma.pledge.findUniqueOrThrow({ where: { id: own } });
    const lamps = Array.from({ length: 250 }, (_, index) => ({
      ...model,
      id: randomUUID(),
      number: `K-2601-${String(index).padStart(4, '0')}`,
      packageKey: 'lampu',
      question: `lamp ${index}`,
      createdAt: new Date('2026-01-05T03:00:00Z'),
    }));
    await database.prisma.pledge.createMany({ data: lamps });
    const citra = await staff('citra-again', { kind: 'skpd', fieldKey: 'pangan' });
    const { gives } = await citra.calls('pledge.to-place');
    expect(gives.items.map(({ key }: { key: string }) => key)).toContain(own);
    const numbers = gives.items.map(({ number }: { number: string }) => number);
    expect(numbers.filter((number: string) => number.startsWith('K-2601'))).toEqual([]);
    const other = await staff('lamps', { kind: 'skpd', fieldKey: 'permukiman' });
    const { items } = (await other.calls('queue.waiting')).gives;
    expect(items).toEqual([
      { key: 'placings', label: expect.objectContaining({ id: 'Menunggu tempat (250)' }) },
    ]);
    await database.prisma.pledge.deleteMany({ where: { packageKey: 'lampu' } });
  });
});

describe('money', () => {
  const permit = {
    permitNumber: 'PUB-1',
    contactName: 'Bu Lestari',
    contactPhone: '+6281200000031',
  };
  beforeAll(async () => {
    await world.caps({ openPledges: 1000, contactsADay: 1000 });
    await database.prisma.distributor.createMany({
      data: [
        { ...permit, key: 'now', name: 'Yayasan Kini', permitEndsOn: new Date('2026-11-24') },
        { ...permit, key: 'over', name: 'Yayasan Lalu', permitEndsOn: new Date('2026-11-23') },
        {
          ...permit,
          key: 'idle',
          name: 'Yayasan Diam',
          permitEndsOn: new Date('2027-11-23'),
          active: false,
        },
      ],
    });
  });

  test('goes through a distributor whose permit lasts, to the last minute of its day in Jakarta', async () => {
    const names = async (now: Date) => {
      const { gives } = await ani.calls('programme.distributors', {}, { now });
      return (gives.items ?? []).map(({ key }: { key: string }) => key);
    };
    expect(await names(new Date('2026-11-24T16:59:00Z'))).toEqual(['now']);
    expect(await names(new Date('2026-11-24T17:01:00Z'))).toEqual([]);
    const cash = (more = {}) => ani.calls('pledge.confirm', waits(5, { package: 'thr', ...more }));
    expect((await cash()).end).toBe('unpermitted');
    expect((await cash({ distributor: 'over' })).end).toBe('unpermitted');
    expect((await cash({ distributor: 'now' })).end).toBe('waiting');
  });

  test('is handed over by the distributor’s statement, which the officer of its field records once', async () => {
    const { need, head } = await world.openNeed({
      kelurahan: '31.75.02.1001',
      rw: 77,
      package: 'thr',
      quantity: 100,
    });
    const made = await ani.calls('pledge.confirm', {
      ...gift(need, 100),
      package: 'thr',
      distributor: 'now',
    });
    expect(made).toMatchObject({
      end: 'entrusted',
      gives: { distributor: 'Yayasan Kini', contactPhone: '+6281200000031' },
    });
    // No head's number to the donor, no donor's number to the head.
    expect(JSON.stringify(made.gives)).not.toContain('+62812000010');
    const told = world.notices.at(-1);
    expect(told).toMatchObject({ notice: 'pledge-through-to-head' });
    expect(told?.args).not.toHaveProperty('donorPhone');
    const { id } = await database.prisma.allocation.findFirstOrThrow({
      where: { pledge: { number: made.gives.number } },
    });
    const place = await database.prisma.place.findFirstOrThrow({ where: { rw: 77 } });
    expect((await head.calls('handover.promised', { place: place.id })).end).toBe('none');
    const officer = await staff('kas', { kind: 'skpd', fieldKey: 'pangan' });
    const statement = { allocation: id, amount: 100, statement: 'SP-1' };
    expect((await ani.calls('handover.state', statement)).end).toBe('not-yours');
    const state = () => officer.calls('handover.state', statement, { question: 'state' });
    const [first, again] = [await state(), await state()];
    expect(first).toMatchObject({ end: 'stated', gives: { came: 100, missing: 0 } });
    expect(again).toEqual(first);
    expect(first.gives.count.id).toBe(
      'komitmen 100, disalurkan 100 menurut pernyataan lembaga penyalur, kurang 0',
    );
    expect(await world.standingOf(need)).toMatchObject({ allocated: 0n, received: 100n });
    expect((await officer.calls('handover.state', statement)).end).toBe('already');
  });
});

test('what waits is told to the officer of its field at once, with where it was wanted', async () => {
  const citra = await staff('citra-told', { kind: 'skpd', fieldKey: 'pangan' });
  world.notices.length = 0;
  const menteng = { region: '31.71.06', label: 'Menteng' };
  const { gives } = await ani.calls('pledge.confirm', waits(15, { where: menteng }));
  const { personId } = await database.prisma.address.findUniqueOrThrow({
    where: { chat: citra.chat },
  });
  const told = world.notices.filter(({ notice }) => notice === 'placing-to-staff');
  expect(told.map(({ person }) => person)).toContain(personId);
  const { items } = (await citra.calls('pledge.to-place')).gives;
  const item = items.find(({ number }: { number: string }) => number === gives.number);
  expect(item.wish).toEqual([{ area: 'Menteng' }]);
  const anywhere = { label: { id: 'yang paling kurang', en: 'where it is lacked most' } };
  const other = await ani.calls('pledge.confirm', waits(16, { where: anywhere }));
  const all = (await citra.calls('pledge.to-place')).gives.items;
  const none = all.find(({ number }: { number: string }) => number === other.gives.number);
  expect(none.wish).toEqual([]);
});
