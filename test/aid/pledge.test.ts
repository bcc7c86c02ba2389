import { beforeAll, describe, expect, test } from 'vitest';
import { useDatabase } from '../database.ts';
import {
  createWorld,
  type Ended,
  gambir,
  gift,
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
let rina: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  rina = await world.known('rina', 'Bu', 'Rina', '+6281200000013');
});

describe('a donor who confirms', () => {
  let need: string;
  let number: string;

  test('reads number, place, deadline, and how to reach the head', async () => {
    const opened = await world.openNeed({ kelurahan: puloGadung, rw: 50, quantity: 145 });
    need = opened.need;
    const ended = await ani.calls('pledge.confirm', { ...gift(need, 25), deliverOn: '2026-11-28' });
    number = ended.gives.number;
    expect(number).toMatch(/^K-2611-\d{4}$/);
    const where = { id: 'Alamat: Pos RW, Jl. Contoh 8.', en: 'Address: Pos RW, Jl. Contoh 8.' };
    expect(ended).toEqual({
      end: 'reserved',
      gives: {
        number,
        amount: 25,
        laid: 25,
        unit: { id: 'paket sembako', en: 'staple food packages' },
        items: [
          {
            place: 'RW 50 Pulo Gadung',
            short: 'RW 50',
            amount: 25,
            title: { id: 'Ketua RW 50', en: 'the head of RW 50' },
            head: 'Pak Kepala 50',
            phone: '+6281200001050',
            where,
          },
        ],
        title: { id: 'Ketua RW 50', en: 'the head of RW 50' },
        head: 'Pak Kepala 50',
        phone: '+6281200001050',
        count: { id: 'Satu', en: 'One' },
        deadline: '2026-11-26T06:10:00.000Z',
        rule: { id: '2×24 jam', en: '2×24 hours' },
        reminded: [
          { at: { id: 'Rabu 13.10 dan Kamis 09.10', en: 'Wednesday 13.10 and Thursday 09.10' } },
        ],
        hurried: [],
        where,
        unloaded: [{ where }],
        waits: [],
        capped: [],
      },
    });
    expect(await world.standingOf(need)).toEqual({ approved: 145n, allocated: 25n, received: 0n });
  });

  test('has the head told, once, with name and phone', async () => {
    const pledge = await database.prisma.pledge.findUniqueOrThrow({
      where: { number },
      include: { allocations: true },
    });
    expect(pledge).toMatchObject({ statementVersion: '2026-11', quantity: 25n });
    const head = await database.prisma.person.findFirstOrThrow({
      where: { phoneHash: database.secrets.hash('+6281200001050') },
    });
    const told = world.notices.filter(({ notice }) => notice === 'pledge-to-head');
    expect(told).toEqual([
      {
        cause: { kind: 'allocation', id: pledge.allocations[0]?.id },
        person: head.id,
        part: 1,
        notice: 'pledge-to-head',
        args: {
          number,
          head: 'Pak Kepala 50',
          donor: 'Bu Ani',
          donorPhone: '+6281200000012',
          amount: 25,
          package: { id: 'Paket sembako', en: 'Staple food package' },
          unit: { id: 'paket sembako', en: 'staple food packages' },
          place: 'RW 50 Pulo Gadung',
          does: { id: 'mengirim', en: 'bring' },
          deadline: '2026-11-26T06:10:00.000Z',
          deliverOn: '2026-11-28',
        },
      },
    ]);
    const shown = await database.prisma.auditLog.findMany({
      where: { what: 'allocation.contacts-shown' },
    });
    expect(shown).toMatchObject([{ actedAs: 'donor', subjectId: pledge.allocations[0]?.id }]);
  });

  test('finds it among their own promises', async () => {
    const { end, gives } = await ani.calls('pledge.mine');
    expect(end).toBe('list');
    expect(gives.waiting).toMatchObject([
      {
        label: `${number}: RW 50 Pulo Gadung`,
        number,
        amount: 25,
        received: 0,
        package: { id: 'Paket sembako', en: 'Staple food package' },
        unit: { id: 'paket sembako', en: 'staple food packages' },
        place: 'RW 50 Pulo Gadung',
        state: 'reserved',
        deadline: '2026-11-26T06:10:00.000Z',
        deliverOn: '2026-11-28',
        headName: 'Pak Kepala 50',
        headPhone: '+6281200001050',
      },
    ]);
  });

  test('no longer sees the contact of a promise that is over', async () => {
    await database.prisma.allocation.updateMany({
      where: { pledge: { number } },
      data: { state: 'released' },
    });
    const { gives } = await ani.calls('pledge.mine');
    expect(gives.over[0].state).toBe('released');
    expect(gives.over[0]).not.toHaveProperty('headPhone');
    expect(gives.over[0]).not.toHaveProperty('headName');
    expect(await world.standingOf(need)).toEqual({ approved: 145n, allocated: 0n, received: 0n });
  });

  test('twice with one answer has promised once', async () => {
    const { need, row } = await world.newNeed(100);
    const before = world.notices.length;
    const confirm = () => ani.calls('pledge.confirm', gift(need, 30), { question: 'same' });
    const first = await confirm();
    expect(await Promise.all([confirm(), confirm(), confirm()])).toEqual([first, first, first]);
    expect(await row()).toMatchObject({ allocated: 30n });
    expect(world.notices.length - before).toBe(1);
  });

  test('twice with one answer in the same instant has promised once', async () => {
    const { need, row } = await world.newNeed(100);
    const before = world.notices.length;
    const confirm = () => rina.calls('pledge.confirm', gift(need, 40), { question: 'at once' });
    const all = await Promise.all([confirm(), confirm(), confirm(), confirm()]);
    expect(new Set(all.map(({ end }) => end))).toEqual(new Set(['reserved']));
    expect(new Set(all.map(({ gives }) => gives.number)).size).toBe(1);
    expect(await row()).toMatchObject({ allocated: 40n });
    expect(world.notices.length - before).toBe(1);
  });

  test('may promise the same again with another answer', async () => {
    const { need, row } = await world.newNeed(100);
    await ani.calls('pledge.confirm', gift(need, 30));
    await ani.calls('pledge.confirm', gift(need, 30));
    expect(await row()).toMatchObject({ allocated: 60n });
  });
});

describe('where there is not enough room', () => {
  test('nothing is kept, and the nearest other place is named', async () => {
    const { need, row } = await world.newNeed(20, jatinegaraKaum);
    const far = await world.newNeed(500, gambir);
    const sameKota = await world.newNeed(400, kampungMelayu);
    const sameKecamatan = await world.newNeed(300, puloGadung);
    const pledges = await database.prisma.pledge.count();
    const partly = await ani.calls('pledge.confirm', gift(need, 25));
    const shown = expect.stringMatching(/Jatinegara Kaum|RW/);
    expect(partly).toMatchObject({
      end: 'changed',
      gives: { lessened: [{ place: shown, left: 20, shown: 25 }], kept: 20, plan: { amount: 25 } },
    });
    expect(partly.gives.next).toMatch(/Pulo Gadung$/);

    const full = (number: string) =>
      database.prisma.need.update({ where: { number }, data: { state: 'closed' } });
    await database.prisma.need.updateMany({
      where: { place: { kelurahanCode: puloGadung }, number: { not: sameKecamatan.need } },
      data: { state: 'closed' },
    });
    const next = async () => (await ani.calls('pledge.confirm', gift(need, 25))).gives;
    const called = (at: number, kelurahan: string) =>
      `RW ${String(at).padStart(2, '0')} ${kelurahan}`;
    expect(await next()).toMatchObject({
      next: called(sameKecamatan.place, 'Pulo Gadung'),
      nextLeft: 300,
      moves: { id: `5 bisa pindah ke ${called(sameKecamatan.place, 'Pulo Gadung')}: 20 + 5 = 25.` },
      plan: {
        items: [
          { key: need, amount: 20 },
          { key: sameKecamatan.need, amount: 5 },
        ],
      },
    });
    await full(sameKecamatan.need);
    expect((await next()).next).toBe(called(sameKota.place, 'Kampung Melayu'));
    await full(sameKota.need);
    expect((await next()).next).toBe(called(far.place, 'Gambir'));
    await full(far.need);
    expect(await next()).toMatchObject({ next: '', plan: { waits: [{ amount: 5 }] } });
    expect(await database.prisma.pledge.count()).toBe(pledges);
    expect(await row()).toMatchObject({ allocated: 0n });
  });

  test('others have promised all of it', async () => {
    const { need } = await world.newNeed(20);
    await rina.calls('pledge.confirm', gift(need, 20));
    const late = await ani.calls('pledge.confirm', gift(need, 1));
    expect(['moved', 'nowhere']).toContain(late.end);
    expect(late.gives.filled).toHaveLength(1);
  });
});

describe('a promise is closed to', () => {
  /** Nothing was kept, and that place is named as one that asks no more; another may be offered. */
  const isClosed = async (told: Promise<Ended>) => {
    const { end, gives } = await told;
    expect(['moved', 'nowhere']).toContain(end);
    expect(gives.closed).toEqual([{ place: 'RW' }]);
  };

  test('a need that is none, or of another package', async () => {
    const { need } = await world.newNeed(20);
    await isClosed(ani.calls('pledge.confirm', gift('M-2611-9999', 1)));
    await isClosed(ani.calls('pledge.confirm', { ...gift(need, 1), package: 'lebaran' }));
  });

  test('a need that is over', async () => {
    const { need } = await world.newNeed(20);
    await database.prisma.need.update({ where: { number: need }, data: { state: 'withdrawn' } });
    await isClosed(ani.calls('pledge.confirm', gift(need, 1)));
  });

  test('a place whose head can no longer be reached', async () => {
    const { need, place } = await world.newNeed(20);
    await database.prisma.headship.updateMany({
      where: { place: { kelurahanCode: puloGadung, rw: place } },
      data: { state: 'ended', endedAt: tuesday },
    });
    await isClosed(ani.calls('pledge.confirm', gift(need, 1)));
  });

  test('somebody whom nobody could call back', async () => {
    const { need } = await world.newNeed(20);
    const stranger = world.phone('stranger');
    const unregistered = { end: 'unregistered', gives: {} };
    expect(await stranger.calls('pledge.confirm', gift(need, 1))).toEqual(unregistered);
    await stranger.calls('person.consent');
    expect(await stranger.calls('pledge.confirm', gift(need, 1))).toEqual(unregistered);
    expect(await stranger.calls('pledge.mine')).toEqual({ end: 'none', gives: {} });
  });
});
