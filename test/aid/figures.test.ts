import { beforeAll, describe, expect, test } from 'vitest';
import { coverageOf } from '../../src/aid/need/covered.ts';
import { handoverCode } from '../../src/aid/pledge/code.ts';
import { release } from '../../src/aid/pledge/release.ts';
import { type FiguresBy, figuresBy, figuresOf } from '../../src/aid/programme/figures.ts';
import { invite } from '../../src/aid/staff/invitations.ts';
import { coverageTable, totalsTable } from '../../src/cli/figures.ts';
import { useDatabase } from '../database.ts';
import {
  createWorld,
  gambir,
  gift,
  kampungMelayu,
  type Phone,
  puloGadung,
  tuesday,
  type World,
} from './world.ts';

/**
 * A small programme in which everything goes as it should not: short, damaged, too much, released, taken back, never
 * pledged. What is expected is typed by hand, from what the bot says on the way.
 */

const database = useDatabase();
let world: World;
let ani: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  const rina = await world.known('rina', 'Bu', 'Rina', '+6281200000013');
  const sari = await world.known('sari', 'Bu', 'Sari', '+6281200000014');
  const rw1 = await world.openNeed({ kelurahan: puloGadung, rw: 1, quantity: 100 });
  const rw2 = await world.openNeed({ kelurahan: gambir, rw: 2, quantity: 50 });
  await world.openNeed({ kelurahan: kampungMelayu, rw: 3, package: 'lampu', quantity: 10 });
  const rw4 = await world.openNeed({
    kelurahan: puloGadung,
    rw: 4,
    package: 'siap-saji',
    quantity: 30,
  });

  // "Datang 36: bagus 33, rusak 3. Kurang 4 dari 40."
  const short = await promise(ani, rw1.need, 40, 'perorangan');
  expect(await hand(rw1.head, short, { came: 36, damaged: 3, damage: 'basah' })).toMatchObject({
    end: 'recorded',
    gives: { promised: 40, came: 36, good: 33, damaged: 3, missing: 4 },
  });
  // "Dibatalkan: 20 paket sembako"
  const taken = await promise(rina, rw1.need, 20, 'dunia-usaha', 'PT Contoh Jaya');
  expect((await rina.calls('pledge.cancel', { allocation: taken })).end).toBe('cancelled');
  // "Batas 2×24 jam untuk 25 paket sembako lewat"
  const late = await promise(rina, rw2.need, 25, 'dunia-usaha', 'PT Contoh Jaya');
  await world.transact((records) =>
    release(records, late, { now: new Date('2026-11-28T00:00:00Z') }),
  );
  // "komitmen 50, datang 60", of which RW 02 lacked 50
  const much = await promise(sari, rw2.need, 50, 'komunitas', 'Komunitas Contoh');
  expect(await hand(rw2.head, much, { came: 60 })).toMatchObject({
    end: 'recorded',
    gives: { promised: 50, came: 50, good: 50, beyond: [{ amount: 10 }] },
  });
  // What came beyond is delivered by the same kind of donor, once they say so.
  const { gives: beyond } = await sari.calls('handover.unconfirmed');
  const confirmed = await sari.calls('handover.confirm', { handover: beyond.items[0] });
  expect(confirmed.end).toBe('confirmed');
  // Nobody had pledged: "12 datang, 2 di antaranya rusak", and the officer says that it is right.
  const { id: place } = await database.prisma.place.findFirstOrThrow({
    where: { rw: 4, kelurahanCode: puloGadung },
  });
  await rw4.head.calls('handover.record', { place, package: 'siap-saji', came: 12, damaged: 2 });
  const { id: handover } = await database.prisma.handover.findFirstOrThrow({
    where: { packageKey: 'siap-saji' },
  });
  const citra = await officer();
  expect((await citra.calls('handover.accept', { handover })).end).toBe('judged');
  // Still to come.
  await promise(ani, rw1.need, 10, 'perorangan');
  // "5 paket sembako menunggu tempat"
  const waits = { ...gift('', 1), items: [], waits: [{ amount: 5 }] };
  expect((await ani.calls('pledge.confirm', waits)).end).toBe('waiting');
});

async function officer(): Promise<Phone> {
  const phone = await world.known('citra', 'Bu', 'Citra', '+6281200000770');
  const code = await world.transact(async (records) => {
    const actor = { as: 'operator' } as const;
    const office = { kind: 'skpd', fieldKey: 'pangan', name: 'Citra' } as const;
    return (await invite(records, { ...office, actor, chance: 'citra', now: tuesday })).code;
  });
  await phone.calls('staff.join', { code });
  return phone;
}

async function promise(by: Phone, need: string, amount: number, donorKind: string, name?: string) {
  const { gives } = await by.calls('pledge.confirm', {
    ...gift(need, amount),
    donorKind,
    ...(name !== undefined && { donorName: name }),
  });
  const { id } = await database.prisma.allocation.findFirstOrThrow({
    where: { pledge: { number: gives.number } },
  });
  return id;
}

async function hand(head: Phone, allocation: string, count: object) {
  const { need } = await database.prisma.allocation.findUniqueOrThrow({
    where: { id: allocation },
    include: { need: true },
  });
  const place = need.placeId;
  const code = handoverCode(database.secrets, allocation);
  expect((await head.calls('handover.match', { place, code })).end).toBe('matched');
  return head.calls('handover.record', { place, allocation, ...count });
}

const records = () => ({
  db: database.prisma,
  secrets: database.secrets,
  notify: () => Promise.resolve(),
});
const lines = async (by: FiguresBy, scope: { area?: string; field?: string } = {}) =>
  (await figuresOf(records(), { by, ...scope })).map((figure) => [
    figure.group,
    figure.package,
    figure.committed,
    figure.delivered,
  ]);

describe('promised beside received', () => {
  test('by package', async () => {
    expect(await lines('package')).toEqual([
      ['sembako', 'sembako', 105, 93],
      ['siap-saji', 'siap-saji', 0, 10],
    ]);
  });

  test('by field', async () => {
    expect(await lines('field')).toEqual([
      ['pangan', 'sembako', 105, 93],
      ['pangan', 'siap-saji', 0, 10],
    ]);
    expect(await lines('package', { field: 'permukiman' })).toEqual([]);
  });

  test('by kind of donor, with what nobody had pledged', async () => {
    expect((await lines('donor')).sort()).toEqual([
      ['', 'siap-saji', 0, 10],
      ['komunitas', 'sembako', 50, 60],
      ['perorangan', 'sembako', 55, 33],
    ]);
  });

  test('by kota and kelurahan, and within one', async () => {
    expect((await lines('kota')).sort()).toEqual([
      ['', 'sembako', 5, 0],
      ['31.71', 'sembako', 50, 60],
      ['31.75', 'sembako', 50, 33],
      ['31.75', 'siap-saji', 0, 10],
    ]);
    expect((await lines('kelurahan')).sort()).toEqual([
      ['', 'sembako', 5, 0],
      [gambir, 'sembako', 50, 60],
      [puloGadung, 'sembako', 50, 33],
      [puloGadung, 'siap-saji', 0, 10],
    ]);
    expect(await lines('package', { area: gambir })).toEqual([['sembako', 'sembako', 50, 60]]);
    expect(await lines('package', { area: kampungMelayu })).toEqual([]);
  });

  test.each(figuresBy)('is by %s the same sum, and what the receipts say came', async (by) => {
    const figures = await lines(by);
    const sum = (at: 2 | 3) => figures.reduce((total, line) => total + Number(line[at]), 0);
    expect([sum(2), sum(3)]).toEqual([105, 103]);
    const receipts = await database.prisma.handover.findMany({ where: { state: 'confirmed' } });
    const good = receipts.reduce((total, { came, damaged }) => total + Number(came - damaged), 0);
    expect(sum(3)).toBe(good);
  });

  test('is told in chat as on the command line', async () => {
    expect((await ani.calls('programme.totals')).gives.items).toMatchObject([
      { key: 'sembako', committed: 105, delivered: 93 },
      { key: 'siap-saji', committed: 0, delivered: 10 },
    ]);
    expect((await ani.calls('programme.figures', { by: 'donor' })).gives.items).toMatchObject([
      { committed: 55 },
      { committed: 50 },
      { group: 'unpledged', committed: 0, delivered: 10 },
    ]);
    expect(await totalsTable(records(), { by: ['donor'], csv: true })).toBe(
      [
        'by,group,package,committed,delivered',
        'donor,Perorangan,sembako,55,33',
        'donor,Komunitas,sembako,50,60',
        'donor,tanpa komitmen,siap-saji,0,10',
      ].join('\n'),
    );
  });
});

describe('coverage', () => {
  test('of the city has what is lacking, who has nothing, and where nobody is known', async () => {
    expect(await coverageOf(records(), { now: tuesday })).toMatchObject({
      packages: [
        {
          package: 'sembako',
          approved: 150,
          committed: 100,
          delivered: 93,
          received: 83,
          promised: 10,
          beyond: 10,
          lacking: 57,
        },
        { package: 'siap-saji', approved: 30, committed: 0, delivered: 10, lacking: 20 },
        { package: 'lampu', approved: 10, committed: 0, delivered: 0, lacking: 10 },
      ],
      places: 3,
      nothing: ['RW 03 Kampung Melayu'],
      kelurahan: 5,
      unknown: 2,
    });
  });

  test('adds up: what is approved is what came, what is promised, and what is lacking', async () => {
    const { packages } = await coverageOf(records(), { now: tuesday });
    for (const { approved, received, promised, lacking } of packages)
      expect(received + promised + lacking).toBe(approved);
  });

  test('is of a kota, a kelurahan or a field', async () => {
    const of = async (area: string) => (await ani.calls('need.coverage', { area })).gives;
    expect(await of('31.71')).toMatchObject({
      packages: [{ approved: 50, received: 50, promised: 0, lacking: 0 }],
      beyond: [{ amount: 10 }],
      places: 0,
      nothing: 0,
    });
    expect(await of(kampungMelayu)).toMatchObject({ places: 1, nothing: 1, kelurahan: 1 });
    expect(await of('permukiman')).toMatchObject({
      packages: [{ approved: 10, received: 0, promised: 0, lacking: 10 }],
      named: [{ place: 'RW 03 Kampung Melayu' }],
    });
    expect((await ani.calls('need.coverage', { area: '31.75.02.1004' })).end).toBe('none');
  });

  test('prints the same, for people and for machines', async () => {
    const printed = await coverageTable(records(), {
      said: 'kel Kampung Melayu',
      csv: true,
      now: tuesday,
    });
    expect(printed).toEqual({
      table: [
        'what,name,approved,committed,delivered,lacking',
        'package,lampu,10,0,0,10',
        'place with nothing,RW 03 Kampung Melayu,,,,',
        'kelurahan without place,0,,,,',
      ].join('\n'),
    });
    const city = await coverageTable(records(), { said: '', csv: false, now: tuesday });
    expect('table' in city && city.table.split('\n')).toEqual([
      'package    approved  committed  delivered  lacking',
      'sembako    150       100        93         57',
      'siap-saji  30        0          10         20',
      'lampu      10        0          0          10',
      '3 places with an open request, nothing promised to 1:',
      '- RW 03 Kampung Melayu',
      '2 of 5 kelurahan without any place',
    ]);
    expect(await coverageTable(records(), { said: 'Depok', csv: false, now: tuesday })).toEqual({
      unclear: '"Depok" is no area of Jakarta and no field.',
    });
  });
});

describe('an area or field that was typed', () => {
  const named = async (said: string) =>
    ((await ani.calls('need.areas', { said })).gives.items ?? []).map(
      ({ key }: { key: string }) => key,
    );
  test.each([
    ['kelurahan pulo gadung', [puloGadung]],
    ['kec. pulogadung', ['31.75.02']],
    ['Pulo Gadung', ['31.75.02', puloGadung]],
    ['jaktim', ['31.75']],
    ['Jakarta Timur', ['31.75']],
    ['pangan', ['pangan']],
    ['bidang Permukiman', ['permukiman']],
    ['kampung melayo', [kampungMelayu]],
    ['Bandung', []],
    ['!!', []],
  ])('%s', async (said, keys) => {
    expect(await named(said)).toEqual(keys);
  });
});
