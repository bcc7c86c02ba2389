import { beforeAll, describe, expect, test } from 'vitest';
import { formula, type Reckoned, reckoned } from '../../src/aid/need/reckoning.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gambir, type Phone, puloGadung, rw, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let budi: Phone;
let place: string;

const weeks = (count: number) => ({
  days: 7 * count,
  label: { id: `${count} minggu`, en: `${count} weeks` },
});

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  budi = await world.known('budi', 'Pak', 'Budi', '+6281234567890');
  place = await world.headed(budi, rw(puloGadung, 3), { households: 820 });
});

describe('what a place needs by its KK', () => {
  const families = { isFamilies: true, count: 820 } as const;
  const panti = { isFamilies: false, count: 62 } as const;
  const rows: [Reckoned, number, string][] = [
    [{ ...families, basis: 'household_week', days: 28 }, 3280, '820 KK × 4 minggu = 3.280 paket'],
    [{ ...families, basis: 'household_week', days: 10 }, 1640, '820 KK × 2 minggu = 1.640 paket'],
    [
      { ...families, basis: 'person_day', days: 28 },
      91_840,
      '820 KK × 4 orang × 28 hari = 91.840 paket',
    ],
    [{ ...families, basis: 'household_once', days: 28 }, 820, '820 KK = 820 paket'],
    [{ ...families, basis: 'person_once', days: 7 }, 3280, '820 KK × 4 orang = 3.280 paket'],
    [{ ...panti, basis: 'person_day', days: 10 }, 620, '62 orang × 10 hari = 620 paket'],
    [
      { ...panti, basis: 'household_week', days: 14 },
      32,
      '16 keluarga (62 orang) × 2 minggu = 32 paket',
    ],
  ];
  test.each(rows)('%o is %i', (of, amount, written) => {
    expect(reckoned(of)).toBe(amount);
    expect(formula(of, { id: 'paket', en: 'packages' }).id).toBe(written);
  });

  test('is offered where the package says so, and else the head says a number', async () => {
    const of = (name: string) =>
      budi.calls('need.reckon', { place, package: name, duration: weeks(4) });
    expect(await of('sembako')).toEqual({
      end: 'reckoned',
      gives: {
        amount: 3280,
        formula: {
          id: '820 KK × 4 minggu = 3.280 paket sembako',
          en: '820 families (KK) × 4 weeks = 3.280 staple food packages',
        },
      },
    });
    expect((await of('thr')).gives.amount).toBe(3280);
    expect((await of('lampu')).end).toBe('own');
  });
});

describe('a request', () => {
  const asked = { package: 'sembako', amount: 3280 };

  test('keeps its period, its urgency, and what was written with it sealed', async () => {
    const why = 'Rumah terendam sejak Senin';
    const note = 'Warga mengungsi di musala Al Contoh';
    const ended = await budi.calls('need.propose', {
      ...asked,
      place,
      duration: weeks(4),
      from: '2026-12-01',
      urgency: { key: 'urgent', label: 'Mendesak' },
      why,
      note,
    });
    expect(ended).toMatchObject({ end: 'proposed', gives: { place: 'RW 03 Pulo Gadung' } });
    const need = await database.prisma.need.findUniqueOrThrow({
      where: { number: ended.gives.number },
      include: { versions: true },
    });
    expect(need).toMatchObject({
      state: 'proposed',
      households: 820n,
      proposed: 3280n,
      urgency: 'urgent',
      periodFrom: new Date('2026-12-01'),
      periodTo: new Date('2026-12-28'),
      waitsSince: tuesday,
      versions: [{ did: 'asked', actedAs: 'head', proposed: 3280n }],
    });
    const kept = [need.urgentWhy, need.note].map((sealed) =>
      sealed ? database.secrets.open(sealed) : '',
    );
    expect(kept).toEqual([why, note]);
    const end = await database.prisma.timer.findFirstOrThrow({ where: { kind: 'need.ends' } });
    expect([end.subjectId, end.dueAt]).toEqual([need.id, new Date('2026-12-29T00:00:00Z')]);
    expect(
      await database.prisma.timer.count({
        where: { kind: 'need.waits', subjectId: need.versions[0]?.id ?? '' },
      }),
    ).toBe(1);
  });

  test('made twice by one answer is one request', async () => {
    const needs = { ...asked, place, package: 'siap-saji' };
    const made = await Promise.all(
      [1, 2, 3].map(() => budi.calls('need.propose', needs, { question: 'same' })),
    );
    expect(new Set(made.map(({ end }) => end))).toEqual(new Set(['proposed']));
    expect(new Set(made.map(({ gives }) => gives.number)).size).toBe(1);
  });

  test('that stands is recognised, with how it stands', async () => {
    const standing = await budi.calls('need.standing', { place, package: 'sembako' });
    expect(standing).toMatchObject({
      end: 'existing',
      gives: { proposed: 3280, approved: 0, state: 'proposed' },
    });
    expect(await budi.calls('need.propose', { ...asked, place })).toMatchObject({
      end: 'existing',
      gives: { number: standing.gives.number, state: 'proposed' },
    });
  });

  test('of two answers at once for one package is made once', async () => {
    const needs = { ...asked, place, package: 'tablet' };
    const ends = await Promise.all([1, 2].map(() => budi.calls('need.propose', needs)));
    expect(ends.map(({ end }) => end).sort()).toEqual(['existing', 'proposed']);
  });

  test('is only the checked head’s, in the term of the office', async () => {
    const needs = { ...asked, package: 'lampu', amount: 5 };
    const eka = await world.known('eka', 'Pak', 'Eka', '+6281200000041');
    expect((await eka.calls('need.propose', { ...needs, place })).end).toBe('unverified');
    expect((await eka.calls('need.headed')).end).toBe('none');
    const other = await world.headed(eka, rw(gambir, 9));
    expect((await eka.calls('need.headed')).gives.items).toMatchObject([
      { key: other, label: 'RW 09 Gambir', households: 820 },
    ]);
    await database.prisma.headship.updateMany({
      where: { placeId: other },
      data: { termEndsOn: new Date('2026-11-23') },
    });
    expect((await eka.calls('need.propose', { ...needs, place: other })).end).toBe('unverified');
    expect((await eka.calls('need.headed')).end).toBe('none');
  });

  test('is of no use where no programme runs, or for a package that is no longer given', async () => {
    const before = new Date(tuesday.getTime() - 2 * 86_400_000);
    const needs = { ...asked, place, package: 'maggot' };
    expect((await budi.calls('need.propose', needs, { now: before })).end).toBe('closed');
    await database.prisma.package.update({ where: { key: 'maggot' }, data: { active: false } });
    expect((await budi.calls('need.propose', needs)).end).toBe('closed');
  });

  test('that says no period ends with the programme, or after three months', async () => {
    const needs = { ...asked, place, package: 'komputer', amount: 2 };
    const { gives } = await budi.calls('need.propose', needs);
    const row = await database.prisma.need.findUniqueOrThrow({ where: { number: gives.number } });
    expect(row).toMatchObject({
      periodFrom: new Date('2026-11-24'),
      periodTo: new Date('2027-02-21'),
    });
  });
});
