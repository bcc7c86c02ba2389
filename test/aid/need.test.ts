import { beforeAll, describe, expect, test } from 'vitest';
import { listProposed } from '../../src/aid/need/proposed.ts';
import { useDatabase } from '../database.ts';
import {
  createWorld,
  gambir,
  jatinegaraKaum,
  kampungMelayu,
  type Phone,
  puloGadung,
  tuesday,
  type World,
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

const rw = (kelurahan: string, number?: number) => ({
  kelurahan,
  ...(number === undefined ? {} : { rw: number }),
  label: 'RW',
});
const wish = { households: 820, package: 'sembako', amount: 145 };

describe('an RW head who asks', () => {
  let number: string;

  test('makes place, claim, request and its first version known', async () => {
    const ended = await budi.calls('need.propose', { place: rw(puloGadung, 3), ...wish });
    expect(ended.end).toBe('proposed');
    expect(ended.gives.place).toBe('RW 03 Pulo Gadung');
    number = ended.gives.number;
    expect(number).toMatch(/^M-2611-\d{4}$/);
    const need = await database.prisma.need.findUniqueOrThrow({
      where: { number },
      include: { versions: true, place: { include: { headships: true } } },
    });
    expect(need).toMatchObject({
      state: 'proposed',
      proposed: 145n,
      approved: 0n,
      households: 820n,
      openedAt: null,
      versions: [{ version: 1, state: 'proposed', proposed: 145n, approved: 0n, actedAs: 'head' }],
      place: {
        kind: 'rw',
        rw: 3,
        households: null,
        headships: [{ state: 'claimed', role: 'head' }],
      },
    });
  });

  test('is told of the request that waits when asking again', async () => {
    expect(await budi.calls('need.propose', { place: rw(puloGadung, 3), ...wish })).toEqual({
      end: 'existing',
      gives: { number, place: 'RW 03 Pulo Gadung', state: 'proposed' },
    });
  });

  test('sees it among their own, not yet approved', async () => {
    expect(await budi.calls('need.mine')).toEqual({
      end: 'list',
      gives: {
        items: [
          {
            key: number,
            label: `${number}: RW 03 Pulo Gadung`,
            number,
            place: 'RW 03 Pulo Gadung',
            package: { id: 'Paket sembako', en: 'Staple food package' },
            unit: { id: 'paket sembako', en: 'staple food packages' },
            proposed: 145,
            approved: 0,
            promised: 0,
            received: 0,
            lacking: 0,
            state: 'proposed',
          },
        ],
      },
    });
  });

  test('is not offered to donors before an officer approves', async () => {
    expect(await ani.calls('need.open', { package: 'sembako' })).toEqual({
      end: 'none',
      gives: {},
    });
  });

  test('is listed to the officer, who is seen looking', async () => {
    const listed = await world.transact((records) =>
      listProposed(records, { actor: { as: 'operator' }, now: tuesday }),
    );
    expect(listed).toEqual([
      {
        number,
        place: 'RW 03 Pulo Gadung',
        households: 820,
        package: 'sembako',
        amount: 145,
        head: { called: 'Pak Budi', phone: '+6281234567890' },
        proposedAt: tuesday,
      },
    ]);
    const looks = await database.prisma.auditLog.findMany({
      where: { what: 'person.contact-seen' },
    });
    expect(looks).toMatchObject([{ actedAs: 'operator', subjectKind: 'person', detail: {} }]);
  });

  test('is refused another quantity without a reason, and a quantity that is none', async () => {
    expect(await world.approve(number, { quantity: 100 })).toEqual({ end: 'reason-needed' });
    await expect(world.approve(number, { quantity: 0 })).rejects.toThrow(
      'An approved quantity is a whole number, at least 1.',
    );
    expect(await world.approve('M-2611-9999')).toEqual({ end: 'unknown' });
  });

  test('is approved: verified as head, open to donors, told, and kept in history and audit', async () => {
    const before = world.notices.length;
    expect(await world.approve(number, { quantity: 120, reason: 'stok terbatas' })).toEqual({
      end: 'approved',
      gives: { place: 'RW 03 Pulo Gadung', approved: 120 },
    });
    const need = await database.prisma.need.findUniqueOrThrow({
      where: { number },
      include: {
        versions: { orderBy: { version: 'asc' } },
        place: { include: { headships: true } },
      },
    });
    expect(need).toMatchObject({
      state: 'open',
      approved: 120n,
      openedAt: tuesday,
      versions: [{ version: 1 }, { version: 2, approved: 120n, reason: 'stok terbatas' }],
      place: { households: 820n, headships: [{ state: 'verified', verifiedAt: tuesday }] },
    });
    const audited = await database.prisma.auditLog.findMany({ where: { subjectId: need.id } });
    expect(audited).toMatchObject([
      { what: 'need.approved', actedAs: 'operator', detail: { proposed: 145, approved: 120 } },
    ]);
    expect(world.notices.slice(before)).toEqual([
      {
        cause: { kind: 'need-version', id: need.versions[1]?.id },
        person: need.proposedById,
        part: 1,
        notice: 'need-approved',
        args: {
          number,
          place: 'RW 03 Pulo Gadung',
          package: { id: 'Paket sembako', en: 'Staple food package' },
          unit: { id: 'paket sembako', en: 'staple food packages' },
          proposed: 145,
          approved: 120,
          reason: 'stok terbatas',
        },
      },
    ]);
  });

  test('is approved once', async () => {
    expect(await world.approve(number)).toEqual({ end: 'already', gives: { state: 'open' } });
  });

  test('is offered to donors from then on', async () => {
    expect(await ani.calls('need.open', { package: 'sembako', amount: 25 })).toEqual({
      end: 'some',
      gives: {
        items: [
          {
            key: number,
            label: { id: 'RW 03 Pulo Gadung: kurang 120', en: 'RW 03 Pulo Gadung: needs 120' },
            place: 'RW 03 Pulo Gadung',
            lacking: 120,
            fits: 25,
          },
        ],
      },
    });
  });

  test('is told of the open request when asking again, and may ask for another package', async () => {
    const again = await budi.calls('need.propose', { place: rw(puloGadung, 3), ...wish });
    expect(again).toMatchObject({ end: 'existing', gives: { number, state: 'open' } });
    const other = { place: rw(puloGadung, 3), ...wish, package: 'lampu', amount: 10 };
    expect(await budi.calls('need.propose', other)).toMatchObject({ end: 'proposed' });
  });

  test('whose place another person heads is told so', async () => {
    expect(await ani.calls('need.propose', { place: rw(puloGadung, 3), ...wish })).toEqual({
      end: 'taken',
      gives: { place: 'RW 03 Pulo Gadung' },
    });
  });
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

describe('what is open', () => {
  test('is offered by the share that is covered, smallest first, then the oldest', async () => {
    const day = (ago: number) => new Date(tuesday.getTime() + (10 - ago) * 60_000);
    const at = (kelurahan: string, number: number, quantity: number, ago: number) =>
      world.openNeed({ kelurahan, rw: number, package: 'komputer', quantity, now: day(ago) });
    const half = await at(puloGadung, 11, 10, 9);
    const newer = await at(puloGadung, 12, 10, 1);
    const older = await at(jatinegaraKaum, 1, 10, 5);
    const tenth = await at(kampungMelayu, 1, 100, 8);
    const all = await at(kampungMelayu, 2, 10, 8);
    const give = (need: string, amount: number) =>
      ani.calls('pledge.confirm', { need, package: 'komputer', amount, donorKind: 'perorangan' });
    await give(half.need, 5);
    await give(tenth.need, 10);
    await give(all.need, 10);
    const { gives } = await ani.calls('need.open', { package: 'komputer' });
    expect(gives.items.map(({ key, lacking }: Item) => [key, lacking])).toEqual([
      [older.need, 10],
      [newer.need, 10],
      [tenth.need, 90],
      [half.need, 5],
    ]);
    const room = (need: string, amount: number) => ani.calls('need.room', { need, amount });
    expect(await room(half.need, 5)).toEqual({ end: 'enough', gives: { left: 5 } });
    expect(await room(half.need, 6)).toEqual({ end: 'partly', gives: { left: 5 } });
    expect(await room(all.need, 1)).toEqual({ end: 'full', gives: {} });
    expect(await room('M-2611-9999', 1)).toEqual({ end: 'full', gives: {} });
  });

  test('is not offered after the end of its period', async () => {
    const { need } = await world.openNeed({
      kelurahan: gambir,
      rw: 8,
      package: 'alat-kerja',
      quantity: 5,
    });
    const until = (periodTo: string) =>
      database.prisma.need.update({
        where: { number: need },
        data: { periodTo: new Date(periodTo) },
      });
    await until('2026-11-24');
    expect(await ani.calls('need.open', { package: 'alat-kerja' })).toMatchObject({ end: 'some' });
    await until('2026-11-23');
    expect(await ani.calls('need.open', { package: 'alat-kerja' })).toEqual({
      end: 'none',
      gives: {},
    });
  });
});

interface Item {
  key: string;
  lacking: number;
}
