import { beforeAll, describe, expect, test } from 'vitest';
import { needWaits } from '../../src/aid/need/case.ts';
import { endNeed } from '../../src/aid/need/ends.ts';
import { useDatabase } from '../database.ts';
import { askedOf, employ } from './officers.ts';
import { createWorld, gift, type Phone, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
let citra: Phone;
let _dodi: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  citra = await employ(world, 'citra', { kind: 'skpd', fieldKey: 'pangan' });
  _dodi = await employ(world, 'dodi', { kind: 'admin' });
});

const hours = (count: number) => new Date(tuesday.getTime() + count * 3600_000);
const row = (number: string) =>
  database.prisma.need.findUniqueOrThrow({
    where: { number },
    include: { versions: { orderBy: { version: 'asc' } } },
  });
const told = (notice: string) => world.notices.filter((each) => each.notice === notice);
const look = async (phone: Phone, need: string) =>
  (await phone.calls('need.inspect', { need })).gives;

const asked = (amount?: number) => askedOf(world, database, amount);

describe('a request that is approved', () => {
  const approved = async (amount = 145) => {
    const made = await asked(amount);
    await citra.calls('need.approve', { need: made.need, version: 1 });
    return made;
  };

  test('takes more or less as a new version that is assessed; what is promised stays', async () => {
    const { need, head } = await approved();
    await ani.calls('pledge.confirm', gift(need, 40));
    const below = { end: 'below', gives: { kept: 40 } };
    expect(await head.calls('need.fits', { need, amount: 39 })).toEqual(below);
    expect((await head.calls('need.fits', { need, amount: 40 })).end).toBe('fits');
    expect((await ani.calls('need.fits', { need, amount: 40 })).end).toBe('unknown');
    expect((await head.calls('need.change', { need, amount: 30 })).end).toBe('too-low');
    expect(await head.calls('need.change', { need, amount: 200 })).toMatchObject({
      end: 'waits',
      gives: { amount: 200, approved: 145 },
    });
    expect(await row(need)).toMatchObject({ state: 'open', approved: 145n, wanted: 200n });
    expect(told('need-change-waits').at(-1)?.args).toMatchObject({ amount: 200, approved: 145 });
    const seen = await look(citra, need);
    expect(seen).toMatchObject({ asked: 200, approved: 145, floor: 40 });
    const kept = { need, version: seen.version, reason: 'cukup' };
    expect(await citra.calls('need.refuse', kept)).toMatchObject({ end: 'kept' });
    expect(await row(need)).toMatchObject({ approved: 145n, allocated: 40n, wanted: null });
    await head.calls('need.change', { need, amount: 200 });
    await citra.calls('need.approve', { need, version: seen.version + 2 });
    expect(await row(need)).toMatchObject({ approved: 200n, proposed: 200n, allocated: 40n });
    expect(told('need-change-approved').at(-1)?.args).toMatchObject({ approved: 200 });
  });

  test('takes a change back that returns to what is approved', async () => {
    const { need, head } = await approved();
    await head.calls('need.change', { need, amount: 200 });
    expect((await head.calls('need.change', { need, amount: 145 })).end).toBe('same');
    expect(await row(need)).toMatchObject({ wanted: null, waitsSince: null });
  });

  test('is corrected up, or down to the floor; lower after a promise was released by name', async () => {
    const { need } = await approved();
    const promise = await ani.calls('pledge.confirm', gift(need, 40));
    const lower = { need, version: 2, amount: 30, reason: 'data KK' };
    expect(await citra.calls('need.correct', lower)).toMatchObject({
      end: 'below-floor',
      gives: { floor: 40, promised: 40, received: 0 },
    });
    const [listed] = (await citra.calls('pledge.on-need', { need })).gives.items;
    expect(listed).toMatchObject({
      number: promise.gives.number,
      donor: { id: 'Perorangan' },
      amount: 40,
    });
    const release = { allocation: listed.key, reason: 'warga pindah' };
    const other = await employ(world, 'umkm2', { kind: 'skpd', fieldKey: 'umkm' });
    for (const phone of [ani, other])
      expect((await phone.calls('pledge.release-by-officer', release)).end).toBe('not-yours');
    const ends = await Promise.all(
      [1, 2].map(() => citra.calls('pledge.release-by-officer', release)),
    );
    expect(ends.map(({ end }) => end).sort()).toEqual(['gone', 'released']);
    expect(told('officer-released')).toHaveLength(1);
    expect(told('officer-released-to-head')).toHaveLength(1);
    expect(told('officer-released')[0]?.args).toMatchObject({ amount: 40, reason: 'warga pindah' });
    // It is not taken up again by a word of the donor.
    const said = await ani.calls('pledge.contacted', { allocation: listed.key });
    expect(said.end).toBe('unknown');
    expect((await citra.calls('need.correct', lower)).end).toBe('corrected');
    expect((await citra.calls('need.correct', lower)).end).toBe('moved');
    expect(await row(need)).toMatchObject({ approved: 30n, allocated: 0n, state: 'open' });
  });

  test('is withdrawn: the rest closes, what is promised stays, its donor hears nothing', async () => {
    const { need, head } = await approved();
    await ani.calls('pledge.confirm', gift(need, 40));
    const before = world.notices.length;
    expect((await ani.calls('need.withdraw', { need })).end).toBe('unknown');
    expect(await head.calls('need.withdraw', { need })).toMatchObject({
      end: 'partly',
      gives: { promised: 40 },
    });
    expect(world.notices).toHaveLength(before);
    expect(await row(need)).toMatchObject({ state: 'withdrawn', allocated: 40n });
    const offered = await ani.calls('need.open', { package: 'sembako' });
    const keys = offered.gives.items?.map(({ key }: { key: string }) => key) ?? [];
    expect(keys).not.toContain(need);
    expect((await ani.calls('pledge.confirm', gift(need, 5))).end).toBe('moved');
    // What is given back is not offered again, and the head is not told that it is.
    const { id: allocation } = await database.prisma.allocation.findFirstOrThrow({
      where: { need: { number: need } },
    });
    expect((await ani.calls('pledge.cancel', { allocation })).end).toBe('cancelled');
    expect(told('cancelled-to-head-over')).toHaveLength(1);
    expect((await head.calls('need.withdraw', { need })).end).toBe('unknown');
  });

  test('corrected while donors promise never falls below what they promised', async () => {
    const { need } = await approved(100);
    const donors = await Promise.all(
      [...Array(6).keys()].map((at) =>
        world.known(`race-${at}`, 'Bu', `Race ${at}`, `+62812000055${at}0`),
      ),
    );
    const correction = { need, version: 2, amount: 30, reason: 'data KK' };
    await Promise.all([
      ...donors.map((donor) => donor.calls('pledge.confirm', gift(need, 10))),
      citra.calls('need.correct', correction),
    ]);
    const { approved: most, allocated } = await row(need);
    expect(allocated).toBeLessThanOrEqual(most);
    expect([30n, 100n]).toContain(most);
  });
});

describe('time', () => {
  test('brings what waited two days before the admins, once, and not what was decided', async () => {
    const { need } = await asked();
    const { versions } = await row(need);
    const version = versions[0]?.id ?? '';
    const before = told('need-waits').length;
    const wait = () => world.transact((records) => needWaits(records, version, { now: hours(48) }));
    await wait();
    expect(told('need-waits').length).toBeGreaterThan(before);
    const raised = told('need-waits').filter(({ args }) => args.number === need);
    expect(new Set(raised.map(({ person }) => person)).size).toBeGreaterThan(1);
    await citra.calls('need.approve', { need, version: 1 });
    const after = told('need-waits').length;
    await wait();
    expect(told('need-waits')).toHaveLength(after);
  });

  test('closes a need at the end of its period; what is promised can still be received', async () => {
    const { need, head, place } = await asked();
    await citra.calls('need.approve', { need, version: 1 });
    const periodTo = new Date('2026-11-30');
    const { id } = await database.prisma.need.update({
      where: { number: need },
      data: { periodTo },
    });
    await ani.calls('pledge.confirm', gift(need, 40));
    const end = (at: Date) => world.transact((records) => endNeed(records, id, { now: at }));
    await end(new Date('2026-11-30T10:00:00Z'));
    expect(await row(need)).toMatchObject({ state: 'open' });
    const next = new Date('2026-12-01T00:00:00Z');
    await end(next);
    await end(next);
    expect(await row(need)).toMatchObject({ state: 'closed', allocated: 40n });
    const closed = told('need-closed').filter(({ args }) => args.number === need);
    expect(closed).toHaveLength(1);
    expect(closed[0]?.args).toMatchObject({ approved: 145, promised: 40, received: 0, open: 105 });
    const { id: allocation } = await database.prisma.allocation.findFirstOrThrow({
      where: { needId: id },
    });
    const came = { place, promise: allocation, came: 40 };
    expect((await head.calls('handover.record', came, { now: next })).end).toBe('counted');
    expect((await head.calls('need.standing', { place, package: 'sembako' })).end).toBe('free');
  });

  test('closes what nobody decided, and says so', async () => {
    const { need } = await asked();
    const periodTo = new Date('2026-11-25');
    const { id } = await database.prisma.need.update({
      where: { number: need },
      data: { periodTo },
    });
    await world.transact((records) =>
      endNeed(records, id, { now: new Date('2026-11-26T00:00:00Z') }),
    );
    expect(await row(need)).toMatchObject({ state: 'closed', waitsSince: null });
    expect(told('need-closed-undecided').at(-1)?.args).toMatchObject({
      number: need,
      proposed: 145,
    });
  });
});

describe('overdue promises', () => {
  test('are listed to the officer of the field two days after the planned day', async () => {
    const { need, head } = await world.openNeed({ kelurahan: puloGadung, rw: 77, quantity: 50 });
    const day = '2026-11-25';
    const promise = await ani.calls('pledge.confirm', { ...gift(need, 10), deliverOn: day });
    const numbers = async (phone: Phone, now: Date) =>
      (await phone.calls('pledge.overdue', {}, { now })).gives.items?.map(
        ({ number }: { number: string }) => number,
      ) ?? [];
    expect(await numbers(citra, hours(24))).not.toContain(promise.gives.number);
    expect(await numbers(citra, hours(72))).toContain(promise.gives.number);
    expect((await head.calls('pledge.overdue')).end).toBe('not-yours');
  });
});
