import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import {
  createWorld,
  gambir,
  type Phone,
  puloGadung,
  rw,
  tuesday,
  type World,
  wish,
} from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
let budi: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  budi = await world.known('budi', 'Pak', 'Budi', '+6281234567890');
});

describe('a request', () => {
  test('made twice by one answer is one request', async () => {
    const needs = { place: rw(gambir, 1), ...wish };
    const made = await Promise.all(
      [1, 2, 3].map(() => budi.calls('need.propose', needs, { question: 'same' })),
    );
    expect(new Set(made.map(({ end }) => end))).toEqual(new Set(['proposed']));
    expect(new Set(made.map(({ gives }) => gives.number)).size).toBe(1);
    const place = { kelurahanCode: gambir, rw: 1 };
    expect(await database.prisma.need.count({ where: { place } })).toBe(1);
    expect(await database.prisma.headship.count({ where: { place } })).toBe(1);
  });

  test('of who falsely claims a place does not keep its head from asking', async () => {
    const place = rw(gambir, 2);
    const eka = await world.known('eka', 'Pak', 'Eka', '+6281200000041');
    const fajar = await world.known('fajar', 'Pak', 'Fajar', '+6281200000042');
    const claimed = await eka.calls('need.propose', { place, ...wish });
    const real = await fajar.calls('need.propose', { place, ...wish });
    expect([claimed.end, real.end]).toEqual(['proposed', 'proposed']);
    expect(await world.approve(real.gives.number)).toMatchObject({ end: 'approved' });
    expect(await world.approve(claimed.gives.number)).toEqual({ end: 'another-open' });
    const heads = await database.prisma.headship.findMany({
      where: { place: { kelurahanCode: gambir, rw: 2 }, state: 'verified' },
      include: { person: { include: { addresses: true } } },
    });
    expect(heads.map(({ person }) => person?.addresses.map(({ chat }) => chat))).toEqual([
      [fajar.chat],
    ]);
  });

  test('of another package by who is not the head is not approved', async () => {
    const place = rw(gambir, 3);
    const gita = await world.known('gita', 'Bu', 'Gita', '+6281200000043');
    const hadi = await world.known('hadi', 'Pak', 'Hadi', '+6281200000044');
    const one = await gita.calls('need.propose', { place, ...wish });
    const two = await hadi.calls('need.propose', { place, ...wish, package: 'tablet' });
    await world.approve(one.gives.number);
    expect(await world.approve(two.gives.number)).toEqual({ end: 'taken' });
  });

  test('approved by several officers at once has one head and one history', async () => {
    const place = rw(gambir, 4);
    const asked: string[] = [];
    for (const account of ['indra', 'joko', 'karim']) {
      const person = await world.known(account, 'Pak', account, '+6281200000045');
      const { gives } = await person.calls('need.propose', { place, ...wish });
      asked.push(gives.number);
    }
    const ends = await Promise.all([...asked, ...asked].map((number) => world.approve(number)));
    expect(ends.filter(({ end }) => end === 'approved')).toHaveLength(1);
    const at = { kelurahanCode: gambir, rw: 4 };
    expect(await database.prisma.headship.count({ where: { place: at, state: 'verified' } })).toBe(
      1,
    );
    expect(await database.prisma.need.count({ where: { place: at, state: 'open' } })).toBe(1);
  });

  test('needs to know which RW', async () => {
    for (const place of [rw(puloGadung), rw(puloGadung, 100), rw('31.75.02', 3)]) {
      expect(await budi.calls('need.propose', { place, ...wish })).toEqual({
        end: 'which-rw',
        gives: {},
      });
    }
    const given = { place: rw(puloGadung), rw: 9, ...wish };
    expect(await budi.calls('need.propose', given)).toMatchObject({
      end: 'proposed',
      gives: { place: 'RW 09 Pulo Gadung' },
    });
  });

  test('needs somebody who can be reached', async () => {
    const stranger = world.phone('stranger');
    const asked = { place: rw(puloGadung, 4), ...wish };
    expect(await stranger.calls('need.propose', asked)).toMatchObject({ end: 'unregistered' });
    await stranger.calls('person.consent');
    await stranger.calls('person.name', { name: { name: 'Luki' } });
    expect(await stranger.calls('need.propose', asked)).toMatchObject({ end: 'unregistered' });
    expect(await stranger.calls('need.mine')).toEqual({ end: 'none', gives: {} });
  });

  test('is of no use where no programme runs, or for a package that is no longer given', async () => {
    const before = new Date(tuesday.getTime() - 2 * 86_400_000);
    const asked = { place: rw(puloGadung, 4), ...wish };
    expect(await budi.calls('need.propose', asked, { now: before })).toMatchObject({
      end: 'closed',
    });
    await database.prisma.package.update({ where: { key: 'maggot' }, data: { active: false } });
    expect(await budi.calls('need.propose', { ...asked, package: 'maggot' })).toMatchObject({
      end: 'closed',
    });
  });

  test('of a head whose term is over claims the place anew', async () => {
    const { need, head } = await world.openNeed({ kelurahan: gambir, rw: 7, quantity: 10 });
    await database.prisma.headship.updateMany({
      where: { place: { kelurahanCode: gambir, rw: 7 } },
      data: { termEndsOn: new Date('2026-11-23') },
    });
    const offered = await ani.calls('need.open', { package: 'sembako' });
    const keys: string[] = offered.gives.items.map(({ key }: { key: string }) => key);
    expect(keys).not.toContain(need);
    const asked = { place: rw(gambir, 7), ...wish, package: 'tablet' };
    const { gives } = await head.calls('need.propose', asked);
    expect(await world.approve(gives.number)).toMatchObject({ end: 'approved' });
    const states = await database.prisma.headship.findMany({
      where: { place: { kelurahanCode: gambir, rw: 7 } },
      orderBy: { claimedAt: 'asc' },
    });
    expect(states.map(({ state }) => state).sort()).toEqual(['ended', 'verified']);
  });
});
