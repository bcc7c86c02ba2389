import { beforeAll, describe, expect, test } from 'vitest';
import { joinChats } from '../../src/aid/merge.ts';
import { timed } from '../../src/aid/timed.ts';
import { useDatabase } from '../database.ts';
import { employ } from './officers.ts';
import { createWorld, gift, type Phone, puloGadung, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
let citra: Phone;
const later = (hours: number) => new Date(tuesday.getTime() + hours * 3600_000);

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  citra = await employ(world, 'citra', { kind: 'skpd', fieldKey: 'pangan' });
});

/** A promise of so much to a need of 145, by whoever is named. */
async function promise(amount = 100, by?: (head: Phone) => Phone) {
  const { need, head, row } = await world.newNeed(145);
  const donor = by?.(head) ?? ani;
  const { gives } = await donor.calls('pledge.confirm', gift(need, amount));
  const allocation = await database.prisma.allocation.findFirstOrThrow({
    where: { pledge: { number: gives.number } },
    include: { need: true },
  });
  return { need, head, row, id: allocation.id, place: allocation.need.placeId };
}

const newest = async (place: string) =>
  database.prisma.handover.findFirstOrThrow({
    where: { placeId: place, allocationId: { not: null } },
    orderBy: { recordedAt: 'desc' },
  });
const said = (from: number) => world.notices.slice(from).map(({ notice }) => notice);
const partOf = (id: string) => database.prisma.allocation.findUniqueOrThrow({ where: { id } });

describe('a code speaks for what was promised, and for nothing more', () => {
  test('920 typed for 92: 92 count at once, and 828 wait for somebody else', async () => {
    const { head, place, id, row } = await promise(92);
    const from = world.notices.length;
    const how = { question: 'slip' };
    const needs = { place, allocation: id, came: 920 };
    const { end, gives } = await head.calls('handover.record', needs, how);
    expect(end).toBe('recorded');
    expect(gives).toMatchObject({ promised: 92, came: 92, open: 0, beyond: [{ amount: 828 }] });
    expect(await row()).toEqual({ approved: 145n, allocated: 0n, received: 92n });
    expect(said(from)).toEqual(['receipt', 'receipt-whole', 'beyond-to-staff', 'beyond-to-donor']);
    // Said again it is the same, and not kept twice.
    expect(await head.calls('handover.record', needs, how)).toEqual({ end, gives });
    const number = gives.beyond[0].number;
    expect(await ani.calls('handover.check', { number })).toMatchObject({ end: 'unknown' });
    const kept = await database.prisma.handover.findUniqueOrThrow({ where: { number } });
    expect(await citra.calls('handover.look', { handover: kept.id })).toMatchObject({
      end: 'beyond',
      gives: { of: gives.number, donor: 'Bu Ani', came: 828 },
    });
    const reason = 'Surat jalan menyebut 92';
    await citra.calls('handover.reject', { handover: kept.id, reason });
    expect(await row()).toMatchObject({ received: 92n });
    expect((await partOf(id)).state).toBe('received');
  });

  test('damaged ones lie within the promise: 104 came of 100, 4 of them damaged', async () => {
    const { head, place, id, row } = await promise(100);
    const told = { place, allocation: id, came: 104, damaged: 4 };
    const { gives } = await head.calls('handover.record', told);
    expect(gives).toMatchObject({ came: 104, good: 100, beyond: [] });
    expect(await row()).toMatchObject({ received: 100n });
  });

  test('what is beyond counts once its donor has said so: as far as the place lacks it', async () => {
    const { head, place, id, row, need } = await promise(100);
    await head.calls('handover.record', { place, allocation: id, came: 160 });
    expect(await row()).toMatchObject({ received: 100n });
    const { gives } = await ani.calls('handover.unconfirmed');
    const [handover] = gives.items.filter((item: { came: number }) => item.came === 60);
    expect((await head.calls('handover.confirm', { handover })).end).toBe('unknown');
    expect((await ani.calls('handover.confirm', { handover })).end).toBe('confirmed');
    expect(await row()).toEqual({ approved: 145n, allocated: 0n, received: 145n });
    const kept = await database.prisma.need.findUniqueOrThrow({ where: { number: need } });
    expect([kept.surplus, kept.state]).toEqual([15n, 'met']);
    // What was promised stays what was promised: the figures never mix it with what came.
    expect((await partOf(id)).quantity).toBe(100n);
  });
});

describe('a promise to one’s own place', () => {
  test('is confirmed by an officer, never by its own code', async () => {
    const { head, place, id, row } = await promise(1, (head) => head);
    const from = world.notices.length;
    const told = { place, allocation: id, came: 50 };
    expect((await head.calls('handover.record', told)).end).toBe('own');
    expect(await row()).toMatchObject({ allocated: 1n, received: 0n });
    expect(said(from)).toEqual(['own-to-staff']);
    expect((await head.calls('handover.unconfirmed')).end).toBe('none');
    const { id: handover } = await newest(place);
    expect((await head.calls('handover.confirm', { handover })).end).toBe('unknown');
    expect(await citra.calls('handover.look', { handover })).toMatchObject({
      end: 'unconfirmed',
      gives: { same: [{}] },
    });
    await citra.calls('handover.correct', { handover, came: 1, reason: 'Dilihat di tempat' });
    expect(await row()).toMatchObject({ allocated: 0n, received: 1n });
  });

  test('is so where two accounts of theirs have become one, and where another has their number', async () => {
    const { need, head, row } = await world.newNeed(145);
    const twin = await world.known('twin', 'Bu', 'Kembar', '+6281200009001');
    const { gives } = await twin.calls('pledge.confirm', gift(need, 10));
    const part = await database.prisma.allocation.findFirstOrThrow({
      where: { pledge: { number: gives.number } },
      include: { need: true },
    });
    const account = (phone: Phone) => ({ chat: phone.chat, account: 'x' });
    await world.transact((records) =>
      joinChats(records, { from: account(twin), to: account(head) }, tuesday),
    );
    const told = { place: part.need.placeId, allocation: part.id, came: 10 };
    expect((await head.calls('handover.record', told)).end).toBe('own');
    expect(await row()).toMatchObject({ received: 0n });

    const other = await world.newNeed(20);
    const phone = `+6281200001${String(other.place).padStart(3, '0')}`;
    const second = await world.known('second', 'Bu', 'Dua', phone);
    const made = await second.calls('pledge.confirm', gift(other.need, 10));
    const its = await database.prisma.allocation.findFirstOrThrow({
      where: { pledge: { number: made.gives.number } },
      include: { need: true },
    });
    const counted = { place: its.need.placeId, allocation: its.id, came: 10 };
    expect((await other.head.calls('handover.record', counted)).end).toBe('own');
    const { id: handover } = await newest(its.need.placeId);
    expect((await second.calls('handover.confirm', { handover })).end).toBe('unknown');
  });

  test('is no promise kept: the caps stay those of an account that has kept none', async () => {
    await world.caps({ openPledges: 1, contactsADay: 1000 });
    const { head, place, id, need } = await promise(1, (head) => head);
    await head.calls('handover.record', { place, allocation: id, came: 1 });
    const { id: handover } = await newest(place);
    await citra.calls('handover.accept', { handover });
    expect((await partOf(id)).state).toBe('received');
    const other = await world.newNeed(10);
    expect((await head.calls('pledge.confirm', gift(need, 1))).end).toBe('reserved');
    expect((await head.calls('pledge.confirm', gift(other.need, 1))).end).toBe('capped');
    await world.caps({ openPledges: 1000, contactsADay: 1000 });
  });
});

describe('a confirmed receipt', () => {
  async function received(came = 100) {
    const made = await promise(100);
    const { head, place, id } = made;
    const { gives } = await head.calls('handover.record', { place, allocation: id, came });
    return { ...made, number: gives.number as string };
  }
  const reason = 'Surat jalan menyebut 10';

  test('is corrected down at any time by its number, also by the kelurahan; both sides read why', async () => {
    const { number, row, id } = await received();
    const eko = await employ(world, 'eko', { kind: 'kelurahan', areaCode: puloGadung });
    const found = await eko.calls('handover.find', { number: number.toLowerCase() });
    expect(found).toMatchObject({ end: 'found', gives: { came: 100, number } });
    const from = world.notices.length;
    const { receipt } = found.gives;
    const now = later(24 * 60);
    const done = await eko.calls('handover.amend', { receipt, came: 10, reason }, { now });
    expect(done).toMatchObject({ end: 'amended', gives: { came: 10, missing: 90 } });
    expect(await row()).toEqual({ approved: 145n, allocated: 0n, received: 10n });
    expect((await partOf(id)).received).toBe(10n);
    expect(said(from)).toEqual(['handover-corrected', 'handover-corrected']);
    expect(world.notices.at(-1)?.args).toMatchObject({ reason, came: 10 });
    expect(
      await database.prisma.auditLog.findFirstOrThrow({ where: { what: 'handover.amended' } }),
    ).toMatchObject({ actedAs: 'officer', detail: { cameBefore: 100, came: 10 } });
    // And once more.
    await citra.calls('handover.amend', { receipt, came: 12, reason }, { now });
    expect(await row()).toMatchObject({ received: 12n });
  });

  test('up only as far as there is room; what others have promised since stays theirs', async () => {
    const { number, row, need } = await received(50);
    const other = await world.known('other', 'Bu', 'Lain', '+6281200009002');
    await other.calls('pledge.confirm', gift(need, 90));
    const { gives } = await citra.calls('handover.find', { number });
    await citra.calls('handover.amend', { receipt: gives.receipt, came: 100, reason });
    expect(await row()).toEqual({ approved: 145n, allocated: 90n, received: 55n });
  });

  test('is nobody else’s, and is not found by more than its number', async () => {
    const { number, row } = await received();
    const umkm = await employ(world, 'umkm', { kind: 'skpd', fieldKey: 'umkm' });
    expect((await umkm.calls('handover.find', { number })).end).toBe('unknown');
    expect((await ani.calls('handover.find', { number })).end).toBe('not-yours');
    const { gives } = await citra.calls('handover.find', { number });
    for (const who of [umkm, ani])
      expect(
        (await who.calls('handover.amend', { receipt: gives.receipt, came: 1, reason })).end,
      ).toBe('not-yours');
    expect(await row()).toMatchObject({ received: 100n });
    for (const typed of [`${number}9`, `${number}-9`, `X${number}`])
      expect((await ani.calls('handover.check', { number: typed })).end).toBe('unknown');
    for (const typed of [number, `cek ${number.toLowerCase()}.`, number.replaceAll('-', ' ')])
      expect((await ani.calls('handover.check', { number: typed })).end).toBe('found');
  });

  test('that is short after all closes the old request where the place asks for the same anew', async () => {
    const { need, head, number, place } = await received();
    await citra.calls('need.inspect', { need });
    const version = await database.prisma.needVersion.count({ where: { need: { number: need } } });
    await citra.calls('need.correct', { need, version, amount: 100, reason: 'Cukup' });
    const stateOf = async () =>
      (await database.prisma.need.findUniqueOrThrow({ where: { number: need } })).state;
    await database.prisma.need.update({ where: { number: need }, data: { state: 'met' } });
    const again = await head.calls('need.propose', { place, package: 'sembako', amount: 30 });
    await world.approve(again.gives.number);
    const { gives } = await citra.calls('handover.find', { number });
    const amend = { receipt: gives.receipt, came: 90, reason };
    expect((await citra.calls('handover.amend', amend)).end).toBe('amended');
    expect(await stateOf()).toBe('closed');
  });

  test('whose photo never comes goes before an officer after 24 hours', async () => {
    const { place } = await received();
    const { id: handover } = await newest(place);
    const from = world.notices.length;
    await world.transact(
      (records) =>
        timed['media.missing-goods']?.(records, handover, { now: later(24), step: 1 }) ??
        Promise.reject(),
    );
    expect(said(from)).toEqual(['unpictured-to-staff']);
    const { gives } = await citra.calls('handover.waiting');
    expect(gives.items.map(({ key }: { key: string }) => key)).toContain(handover);
    expect((await citra.calls('handover.look', { handover })).end).toBe('unpictured');
    expect((await citra.calls('handover.accept', { handover })).end).toBe('judged');
    expect((await citra.calls('handover.look', { handover })).end).toBe('gone');
  });
});

describe('a count that an officer rejects gives its promise back', () => {
  const reason = 'Barang dari donatur lain';

  async function rejected(isContacted: boolean) {
    const made = await promise(20);
    const { head, place, id } = made;
    if (isContacted) await ani.calls('pledge.contacted', { allocation: id });
    await head.calls('handover.record', { place, promise: id, came: 20 });
    expect((await partOf(id)).state).toBe('on_way');
    const { id: handover } = await newest(place);
    const now = later(60);
    await citra.calls('handover.reject', { handover, reason }, { now });
    return made;
  }

  test('with a day more to be in touch, where they were not; then it is released as any other', async () => {
    const from = world.notices.length;
    const { head, place, id, row } = await rejected(false);
    expect(said(from).slice(-2)).toEqual(['handover-rejected-lives', 'handover-rejected-lives']);
    // Rejected on Friday at 01.10: a day later is at night, so 07.00.
    expect(await partOf(id)).toMatchObject({
      state: 'reserved',
      deadline: new Date('2026-11-28T07:00:00+07:00'),
    });
    expect((await head.calls('handover.promised', { place })).end).toBe('list');
    const now = new Date('2026-11-28T07:00:01+07:00');
    await world.transact(
      (records) => timed['pledge.release']?.(records, id, { now, step: 1 }) ?? Promise.reject(),
    );
    expect(await row()).toMatchObject({ allocated: 0n });
  });

  test('in touch as before, where they were; and both are asked when nothing comes', async () => {
    const { id } = await rejected(true);
    expect((await partOf(id)).state).toBe('contacted');
    const timer = { kind: 'pledge.overdue', subjectId: id, doneAt: null };
    expect(await database.prisma.timer.count({ where: timer })).toBe(1);
  });
});
