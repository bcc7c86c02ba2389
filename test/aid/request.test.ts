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
let place: string;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  budi = await world.known('budi', 'Pak', 'Budi', '+6281234567890');
  place = await world.headed(budi, rw(puloGadung, 3));
});

describe('a request', () => {
  test('made twice by one answer is one request', async () => {
    const needs = { place, ...wish };
    const made = await Promise.all(
      [1, 2, 3].map(() => budi.calls('need.propose', needs, { question: 'same' })),
    );
    expect(new Set(made.map(({ end }) => end))).toEqual(new Set(['proposed']));
    expect(new Set(made.map(({ gives }) => gives.number)).size).toBe(1);
    expect(await database.prisma.need.count({ where: { placeId: place } })).toBe(1);
  });

  test('needs a head whom an officer has checked, in their term', async () => {
    const eka = await world.known('eka', 'Pak', 'Eka', '+6281200000041');
    const claimed = await world.claimed(eka, rw(gambir, 2));
    const asked = { place: claimed.place, ...wish };
    expect(await eka.calls('need.propose', asked)).toEqual({ end: 'unverified', gives: {} });
    expect(await eka.calls('need.headed')).toEqual({ end: 'none', gives: {} });
    await world.verify(claimed.claim);
    expect(await eka.calls('need.headed')).toMatchObject({
      end: 'list',
      gives: { items: [{ key: claimed.place, label: 'RW 02 Gambir' }] },
    });
    expect(await eka.calls('need.propose', asked)).toMatchObject({ end: 'proposed' });
    const later = { now: new Date('2029-03-13T05:00:00Z') };
    const other = { ...asked, package: 'tablet' };
    expect(await eka.calls('need.propose', other, later)).toMatchObject({ end: 'unverified' });
  });

  test('approved by several officers at once has one history', async () => {
    const karim = await world.known('karim', 'Pak', 'Karim', '+6281200000045');
    const at = await world.headed(karim, rw(gambir, 4));
    const { gives } = await karim.calls('need.propose', { place: at, ...wish });
    const ends = await Promise.all([1, 2, 3].map(() => world.approve(gives.number)));
    expect(ends.filter(({ end }) => end === 'approved')).toHaveLength(1);
    const need = await database.prisma.need.findUniqueOrThrow({
      where: { number: gives.number },
      include: { versions: true },
    });
    expect(need.versions).toHaveLength(2);
  });

  test('needs somebody who can be reached', async () => {
    const stranger = world.phone('stranger');
    const asked = { place, ...wish };
    expect(await stranger.calls('need.propose', asked)).toMatchObject({ end: 'unregistered' });
    await stranger.calls('person.consent');
    await stranger.calls('person.name', { name: { name: 'Luki' } });
    expect(await stranger.calls('need.propose', asked)).toMatchObject({ end: 'unregistered' });
    expect(await stranger.calls('need.mine')).toEqual({ end: 'none', gives: {} });
    expect(await stranger.calls('need.headed')).toEqual({ end: 'none', gives: {} });
  });

  test('is of no use where no programme runs, or for a package that is no longer given', async () => {
    const before = new Date(tuesday.getTime() - 2 * 86_400_000);
    const asked = { place, ...wish };
    expect(await budi.calls('need.propose', asked, { now: before })).toMatchObject({
      end: 'closed',
    });
    await database.prisma.package.update({ where: { key: 'maggot' }, data: { active: false } });
    expect(await budi.calls('need.propose', { ...asked, package: 'maggot' })).toMatchObject({
      end: 'closed',
    });
  });

  test('of a place whose head is out of office is not offered until the office is held again', async () => {
    const { need, head } = await world.openNeed({ kelurahan: gambir, rw: 7, quantity: 10 });
    await database.prisma.headship.updateMany({
      where: { place: { kelurahanCode: gambir, rw: 7 } },
      data: { termEndsOn: new Date('2026-11-23') },
    });
    const offered = async () => {
      const { gives } = await ani.calls('need.open', { package: 'sembako' });
      return (gives.items ?? []).map(({ key }: { key: string }) => key);
    };
    expect(await offered()).not.toContain(need);
    await world.headed(head, rw(gambir, 7), { number: '9 Tahun 2026', dated: '2026-11-20' });
    expect(await offered()).toContain(need);
    const states = await database.prisma.headship.findMany({
      where: { place: { kelurahanCode: gambir, rw: 7 } },
    });
    expect(states.map(({ state }) => state).sort()).toEqual(['ended', 'verified']);
  });
});
