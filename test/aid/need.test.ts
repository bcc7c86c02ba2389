import { beforeAll, describe, expect, test } from 'vitest';
import { listProposed } from '../../src/aid/need/proposed.ts';
import { useDatabase } from '../database.ts';
import { createWorld, type Phone, puloGadung, rw, tuesday, type World, wish } from './world.ts';

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

describe('an RW head who asks', () => {
  let number: string;
  let place: string;

  test('makes the request and its first version known', async () => {
    place = await world.headed(budi, rw(puloGadung, 3));
    const ended = await budi.calls('need.propose', { place, ...wish });
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
        households: 820n,
        headships: [{ state: 'verified', role: 'head' }],
      },
    });
  });

  test('is told of the request that waits when asking again', async () => {
    expect(await budi.calls('need.propose', { place, ...wish })).toEqual({
      end: 'existing',
      gives: { number, place: 'RW 03 Pulo Gadung', state: 'proposed' },
    });
  });

  test('sees it among their own, not yet approved', async () => {
    expect(await budi.calls('need.mine')).toEqual({
      end: 'list',
      gives: {
        undecided: [
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
            open: { id: 'masih kurang 0', en: 'still needed 0' },
            beyond: { id: '', en: '' },
            waits: {
              id: 'menunggu petugas bidang Pangan sejak Selasa, 24 November 2026',
              en: 'waiting for the officers for Food since Tuesday, 24 November 2026',
            },
            state: 'proposed',
          },
        ],
        approved: [],
        wanting: [],
        asking: [],
        living: [{}],
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

  test('is approved: open to donors, told, and kept in history and audit', async () => {
    const before = world.notices.length;
    expect(await world.approve(number, { quantity: 120, reason: 'stok terbatas' })).toEqual({
      end: 'approved',
      gives: { number, place: 'RW 03 Pulo Gadung', approved: 120 },
    });
    const need = await database.prisma.need.findUniqueOrThrow({
      where: { number },
      include: {
        versions: { orderBy: { version: 'asc' } },
      },
    });
    expect(need).toMatchObject({
      state: 'open',
      approved: 120n,
      openedAt: tuesday,
      versions: [{ version: 1 }, { version: 2, approved: 120n, reason: 'stok terbatas' }],
    });
    const audited = await database.prisma.auditLog.findMany({ where: { subjectId: need.id } });
    expect(audited).toMatchObject([
      { what: 'need.asked', actedAs: 'head', detail: { amount: 145 } },
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
          why: { id: 'Alasannya: stok terbatas', en: 'The reason: stok terbatas' },
        },
      },
    ]);
  });

  test('is approved once', async () => {
    expect(await world.approve(number)).toEqual({
      end: 'already',
      gives: { state: 'open', by: '' },
    });
  });

  test('is offered to donors from then on', async () => {
    expect(await ani.calls('need.open', { package: 'sembako' })).toEqual({
      end: 'some',
      gives: {
        items: [
          {
            key: number,
            label: 'RW 03 Pulo Gadung',
            place: 'RW 03 Pulo Gadung',
            full: 'RW 03 Kelurahan Pulo Gadung, Jakarta Timur',
            lacking: 120,
            standing: { id: '0 dari 120', en: '0 of 120' },
          },
        ],
      },
    });
  });

  test('is told of the open request when asking again, and may ask for another package', async () => {
    const again = await budi.calls('need.propose', { place, ...wish });
    expect(again).toMatchObject({ end: 'existing', gives: { number, state: 'open' } });
    const other = { place, ...wish, package: 'lampu', amount: 10 };
    expect(await budi.calls('need.propose', other)).toMatchObject({ end: 'proposed' });
  });

  test('who heads another place, or none, cannot ask for this one', async () => {
    for (const asked of [place, 'RW 03', '019ab000-0000-7000-8000-000000000001']) {
      expect(await ani.calls('need.propose', { place: asked, ...wish })).toEqual({
        end: 'unverified',
        gives: {},
      });
    }
  });
});
