import { beforeAll, describe, expect, test } from 'vitest';
import { handoverCode } from '../../src/aid/pledge/code.ts';
import { useDatabase } from '../database.ts';
import { employ } from './officers.ts';
import { createWorld, gift, type Phone, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
let citra: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  citra = await employ(world, 'citra', { kind: 'skpd', fieldKey: 'pangan' });
});

/** A promise of 100 to a need of 145, and its place and code. */
async function promise() {
  const { need, head, row } = await world.newNeed(145);
  const { gives } = await ani.calls('pledge.confirm', gift(need, 100));
  const { id, need: kept } = await database.prisma.allocation.findFirstOrThrow({
    where: { pledge: { number: gives.number } },
    include: { need: true },
  });
  return { need, head, row, id, place: kept.placeId, code: handoverCode(database.secrets, id) };
}

const received = (id: string) =>
  database.prisma.allocation.findUniqueOrThrow({ where: { id }, include: { pledge: true } });

const newest = async (place: string) =>
  (
    await database.prisma.handover.findFirstOrThrow({
      where: { placeId: place },
      orderBy: { recordedAt: 'desc' },
    })
  ).id;

describe('a count that nobody had pledged', () => {
  test('counts when the officer of its field says that it is right, and not twice', async () => {
    const { need, head, place, row } = await promise();
    await head.calls('handover.record', { place, package: 'sembako', came: 30, damaged: 2 });
    expect(await row()).toMatchObject({ allocated: 100n, received: 0n });
    const handover = await newest(place);
    const other = await employ(world, 'umkm', { kind: 'skpd', fieldKey: 'umkm' });
    for (const stranger of [ani, head, other])
      expect((await stranger.calls('handover.accept', { handover })).end).toBe('not-yours');
    expect((await other.calls('handover.look', { handover })).end).toBe('gone');
    expect((await citra.calls('handover.look', { handover })).end).toBe('unpledged');
    const ends = await Promise.all([1, 2].map(() => citra.calls('handover.accept', { handover })));
    expect(ends.map(({ end }) => end).sort()).toEqual(['already', 'judged']);
    expect(await row()).toMatchObject({ allocated: 100n, received: 28n });
    expect(need).toMatch(/^M-/);
  });

  test('never counts when it is rejected, and the head reads why', async () => {
    const { head, place, row } = await promise();
    await head.calls('handover.record', { place, package: 'sembako', came: 30 });
    const handover = await newest(place);
    const reason = 'Barang yang sama sudah dicatat';
    expect((await citra.calls('handover.reject', { handover, reason })).end).toBe('judged');
    expect(await row()).toMatchObject({ received: 0n });
    expect(world.notices.at(-1)).toMatchObject({ notice: 'handover-rejected', args: { reason } });
    expect((await citra.calls('handover.accept', { handover })).end).toBe('already');
  });
});

describe('a receipt that the donor sees otherwise', () => {
  test('is kept beside what the donor says, and changes only when an officer changes it', async () => {
    const { head, place, row, id, code } = await promise();
    await head.calls('handover.match', { place, code });
    await head.calls('handover.record', { place, allocation: id, came: 92, damaged: 3 });
    expect(await row()).toMatchObject({ allocated: 0n, received: 89n });
    const handover = await newest(place);
    expect((await head.calls('handover.dispute', { handover, note: 'bukan saya' })).end).toBe(
      'unknown',
    );
    expect((await ani.calls('handover.dispute', { handover, note: 'kami bawa 100' })).end).toBe(
      'noted',
    );
    expect((await ani.calls('handover.dispute', { handover, note: 'lagi' })).end).toBe('unknown');
    expect(await row()).toMatchObject({ received: 89n });
    const reason = 'Surat jalan menyebut 97';
    const changed = { handover, came: 97, damaged: 3, reason };
    expect((await citra.calls('handover.correct', changed)).end).toBe('judged');
    expect(await row()).toMatchObject({ allocated: 0n, received: 94n });
    expect(Number((await received(id)).received)).toBe(94);
    const told = world.notices.slice(-2).map(({ notice }) => notice);
    expect(told).toEqual(['handover-corrected', 'handover-corrected']);
  });

  test('may be changed upwards as far as the need has room, and down again to the very promise', async () => {
    const { head, place, row, id, code } = await promise();
    await head.calls('handover.match', { place, code });
    await head.calls('handover.record', { place, allocation: id, came: 100 });
    const handover = await newest(place);
    await ani.calls('handover.dispute', { handover, note: 'kami bawa 160' });
    const up = { handover, came: 160, reason: 'Dihitung ulang bersama' };
    expect((await citra.calls('handover.correct', up)).end).toBe('judged');
    expect(await row()).toMatchObject({ received: 145n });
    expect(await received(id)).toMatchObject({ quantity: 145n, pledge: { quantity: 145n } });
    expect(
      await database.prisma.need.findFirstOrThrow({ where: { placeId: place } }),
    ).toMatchObject({
      state: 'met',
      surplus: 15n,
    });
    await database.prisma.handover.update({ where: { id: handover }, data: { judgedAt: null } });
    const down = { handover, came: 40, reason: 'Dua kali dihitung' };
    expect((await citra.calls('handover.correct', down)).end).toBe('judged');
    expect(await received(id)).toMatchObject({
      quantity: 100n,
      received: 40n,
      pledge: { quantity: 100n },
    });
    expect(
      await database.prisma.need.findFirstOrThrow({ where: { placeId: place } }),
    ).toMatchObject({
      state: 'open',
      received: 40n,
      surplus: 0n,
    });
  });
});

test('a count without a code stands on nothing more once the code came', async () => {
  const { head, place, row, id, code } = await promise();
  await head.calls('handover.record', { place, promise: id, came: 100 });
  const counted = await newest(place);
  expect((await head.calls('handover.record', { place, promise: id, came: 100 })).end).toBe('gone');
  await head.calls('handover.match', { place, code });
  await head.calls('handover.record', { place, allocation: id, came: 100 });
  expect(await row()).toMatchObject({ received: 100n });
  expect((await ani.calls('handover.confirm', { handover: counted })).end).toBe('unknown');
  expect((await citra.calls('handover.accept', { handover: counted })).end).toBe('already');
  expect(await row()).toMatchObject({ received: 100n });
  const reason = 'Sama dengan yang berkode';
  expect((await citra.calls('handover.reject', { handover: counted, reason })).end).toBe('judged');
});

describe('a count without a code', () => {
  /** Counted by the head: 30 came of 100, 2 of them damaged. */
  async function counted() {
    const { head, place, id, need } = await promise();
    const said = { place, promise: id, came: 30, damaged: 2, damage: 'kardus basah' };
    expect((await head.calls('handover.record', said)).end).toBe('counted');
    return { head, need, handover: await newest(place) };
  }

  test('is told to the officers at once, and shows them why, and both numbers', async () => {
    world.notices.length = 0;
    const { handover } = await counted();
    expect(world.notices.map(({ notice }) => notice)).toContain('handover-to-staff');
    const { end, gives } = await citra.calls('handover.look', { handover });
    expect(end).toBe('unconfirmed');
    expect(gives).toMatchObject({
      why: [{ words: 'kardus basah' }],
      giver: [{ donor: 'Bu Ani', phone: '+6281200000012' }],
      says: [],
      counted: 'yes',
    });
    expect(gives.headPhone).toMatch(/^\+62/);
    const looks = { what: 'handover.seen', subjectId: handover };
    expect(await database.prisma.auditLog.count({ where: looks })).toBe(1);
  });

  test('that the donor sees otherwise is judged with their words beside it', async () => {
    const { handover } = await counted();
    const note = 'yang rusak hanya 1';
    expect((await ani.calls('handover.dispute', { handover, note })).end).toBe('noted');
    expect(await citra.calls('handover.look', { handover })).toMatchObject({
      end: 'unconfirmed',
      gives: { says: [{ words: note }], counted: 'yes' },
    });
    const right = { handover, came: 30, damaged: 1, reason: 'difoto bersama' };
    expect((await citra.calls('handover.correct', right)).gives).toMatchObject({ good: 29 });
    expect((await citra.calls('handover.look', { handover })).end).toBe('gone');
  });

  test('shows its photo to who decides it, and to nobody else', async () => {
    const { handover, head } = await counted();
    expect((await citra.calls('handover.photo', { handover })).end).toBe('none');
    const whose = { key: `g.${handover}`, label: 'Foto' };
    await head.calls('photo.send', { whose, photo: { kind: 'photo', file: 'AgAC' } });
    expect((await citra.calls('handover.photo', { handover })).end).toBe('awaited');
    const content = new Uint8Array(database.secrets.sealBytes(new Uint8Array([1])));
    const data = { state: 'kept', mime: 'image/jpeg', size: 1, content, file: null } as const;
    await database.prisma.media.updateMany({
      where: { handoverId: handover },
      data: { ...data, endedAt: tuesday },
    });
    expect((await ani.calls('handover.photo', { handover })).end).toBe('not-yours');
    expect((await citra.calls('handover.photo', { handover })).end).toBe('sent');
    expect(world.notices.at(-1)?.notice).toBe('goods-shown');
  });
});

test('a promise lowered between count and confirmation grows to what came, and shrinks to what it was', async () => {
  const { head, place, id } = await promise();
  await head.calls('handover.record', { place, promise: id, came: 100 });
  const lowered = await ani.calls('pledge.reduce', { allocation: id, amount: 90 });
  expect(lowered.end).toBe('reduced');
  const handover = await newest(place);
  expect((await ani.calls('handover.confirm', { handover })).end).toBe('confirmed');
  expect(await received(id)).toMatchObject({ quantity: 100n, received: 100n });
  const amended = { receipt: handover, came: 80, damaged: 0, reason: 'salah hitung' };
  expect((await citra.calls('handover.amend', amended)).end).toBe('amended');
  // 90 were promised when it was confirmed, and are again.
  expect(await received(id)).toMatchObject({ quantity: 90n, received: 80n });
});
