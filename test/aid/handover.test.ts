import { beforeAll, describe, expect, test } from 'vitest';
import { settle } from '../../src/aid/handover/rules.ts';
import { handoverCode } from '../../src/aid/pledge/code.ts';
import { timed } from '../../src/aid/timed.ts';
import { useDatabase } from '../database.ts';
import { createWorld, gift, type Phone, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
const afterDeadline = new Date(tuesday.getTime() + 48 * 3600_000);

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
});

/** A promise of `amount` to a need of `quantity`, with the place's key and the code of the promise. */
async function promise(amount = 100, quantity = 145) {
  const { need, head, row } = await world.newNeed(quantity);
  const { gives } = await ani.calls('pledge.confirm', gift(need, amount));
  const { id, need: kept } = await database.prisma.allocation.findFirstOrThrow({
    where: { pledge: { number: gives.number } },
    include: { need: true },
  });
  const place = kept.placeId;
  return { need, head, row, id, place, code: handoverCode(database.secrets, id) };
}

describe('what counts of a delivery', () => {
  test.each([
    // good, lacking beside the promise, promise → counted, surplus
    [89, 45, { state: 'contacted', quantity: 100 }, 89, 0],
    [120, 45, { state: 'contacted', quantity: 100 }, 120, 0],
    [160, 45, { state: 'contacted', quantity: 100 }, 145, 15],
    [25, 0, { state: 'released', quantity: 25 }, 0, 25],
    [25, 10, { state: 'released', quantity: 25 }, 10, 15],
    [50, 145, undefined, 50, 0],
    [50, 0, undefined, 0, 50],
    [0, 145, undefined, 0, 0],
  ] as const)('%i good, %i lacking, %o', (good, lacking, promise, counted, surplus) => {
    expect(settle(good, { lacking }, promise)).toEqual({ counted, surplus });
  });
});

describe('the code', () => {
  test('finds the promise however it is typed; nobody but the head of the place may try', async () => {
    const { head, place, code, id } = await promise();
    expect(code).toMatch(/^[A-Z]{3} \d{3}$/);
    for (const typed of [code, code.toLowerCase(), code.replace(' ', ''), `kode ${code}`])
      expect(await head.calls('handover.match', { place, code: typed })).toMatchObject({
        end: 'matched',
        gives: { allocation: id, donor: 'Bu Ani', amount: 100 },
      });
    expect(await ani.calls('handover.match', { place, code })).toMatchObject({ end: 'unknown' });
  });

  test('is no way any more after five that do not fit, for a day', async () => {
    const { head, place, code } = await promise();
    for (const left of [4, 3, 2, 1])
      expect(await head.calls('handover.match', { place, code: 'AAA 000' })).toEqual({
        end: 'wrong',
        gives: { left },
      });
    expect(await head.calls('handover.match', { place, code: 'AAA 000' })).toMatchObject({
      end: 'locked',
    });
    expect(await head.calls('handover.match', { place, code })).toMatchObject({ end: 'locked' });
    const tomorrow = new Date(tuesday.getTime() + 25 * 3600_000);
    expect(await head.calls('handover.match', { place, code }, { now: tomorrow })).toMatchObject({
      end: 'matched',
    });
  });
});

describe('a hand-over', () => {
  test('short and damaged: 100 promised, 92 came, 3 of them damaged', async () => {
    const { head, place, id, row } = await promise();
    const before = world.notices.length;
    const how = { question: 'short' };
    const needs = { place, allocation: id, came: 92, damaged: 3, damage: 'beras basah' };
    const first = await head.calls('handover.record', needs, how);
    expect(first).toMatchObject({
      end: 'recorded',
      gives: { promised: 100, came: 92, good: 89, damaged: 3, missing: 8, open: 11 },
    });
    expect(await row()).toEqual({ approved: 145n, allocated: 0n, received: 89n });
    expect(world.notices.slice(before).map(({ notice }) => notice)).toEqual([
      'receipt',
      'receipt-short',
    ]);
    // The same answer again makes no second receipt, another one none for the same promise.
    expect(await head.calls('handover.record', needs, how)).toEqual(first);
    expect(await head.calls('handover.record', needs)).toMatchObject({ end: 'gone' });
    expect(await ani.calls('handover.check', { number: first.gives.number })).toMatchObject({
      end: 'found',
      gives: { came: 92, good: 89 },
    });
    const kept = await database.prisma.handover.findUniqueOrThrow({
      where: { number: first.gives.number },
    });
    expect(Buffer.from(kept.damage ?? []).toString('latin1')).not.toContain('basah');
  });

  test('short for a request that was withdrawn: nobody is told that the rest is offered again', async () => {
    const { head, place, id, need } = await promise();
    const rest = (number: string) =>
      head.calls('handover.rest', { number, open: 5, missing: 5, damaged: 0 });
    expect((await head.calls('need.withdraw', { need })).end).toBe('partly');
    const before = world.notices.length;
    const came = await head.calls('handover.record', { place, allocation: id, came: 95 });
    expect(world.notices.slice(before).map(({ notice }) => notice)).toEqual([
      'receipt',
      'receipt-short-over',
    ]);
    expect((await rest(came.gives.number)).end).toBe('over');
    const other = await promise();
    const needs = { place: other.place, allocation: other.id, came: 95 };
    const { gives } = await other.head.calls('handover.record', needs);
    expect((await rest(gives.number)).end).toBe('open');
  });

  test('after a release and after a withdrawal is taken as well', async () => {
    const late = await promise(100, 145);
    await world.transact(
      (records) =>
        timed['pledge.release']?.(records, late.id, { now: afterDeadline, step: 1 }) ??
        Promise.reject(),
    );
    await late.head.calls('handover.record', { place: late.place, allocation: late.id, came: 100 });
    expect(await late.row()).toMatchObject({ allocated: 0n, received: 100n });

    const withdrawn = await promise(100, 145);
    await ani.calls('pledge.cancel', { allocation: withdrawn.id });
    const { place, id } = withdrawn;
    await withdrawn.head.calls('handover.record', { place, allocation: id, came: 20 });
    expect(await withdrawn.row()).toMatchObject({ allocated: 0n, received: 20n });
  });

  test('without a code waits for the donor, is not released, and counts once it is confirmed', async () => {
    const { head, place, id, row } = await promise();
    const counted = await head.calls('handover.record', {
      place,
      promise: id,
      came: 100,
      damaged: 10,
    });
    expect(counted.end).toBe('counted');
    expect(await row()).toMatchObject({ allocated: 100n, received: 0n });
    await world.transact(
      (records) =>
        timed['pledge.release']?.(records, id, { now: afterDeadline, step: 1 }) ?? Promise.reject(),
    );
    expect(await row()).toMatchObject({ allocated: 100n });
    expect(await head.calls('handover.unconfirmed')).toMatchObject({ end: 'none' });
    const { gives } = await ani.calls('handover.unconfirmed');
    const handover = gives.items.find(
      ({ number }: { number: string }) => number === counted.gives.number,
    );
    expect(await head.calls('handover.confirm', { handover })).toMatchObject({ end: 'unknown' });
    expect(await ani.calls('handover.confirm', { handover })).toMatchObject({ end: 'confirmed' });
    expect(await ani.calls('handover.confirm', { handover })).toMatchObject({ end: 'unknown' });
    expect(await row()).toMatchObject({ allocated: 0n, received: 90n });
  });

  test('that nobody had pledged is kept, and counts for nothing until it is confirmed', async () => {
    const { head, place, row } = await promise(100, 145);
    const unpledged = { place, package: 'sembako', came: 30 };
    const { end, gives } = await head.calls('handover.record', unpledged);
    expect([end, gives.promised, gives.came]).toEqual(['counted', 0, 30]);
    expect(await row()).toMatchObject({ allocated: 100n, received: 0n });
    expect(await ani.calls('handover.check', { number: gives.number })).toMatchObject({
      end: 'unknown',
    });
  });

  test('is nobody else’s to record, and no promise to another place is taken', async () => {
    const [one, other] = [await promise(), await promise()];
    const needs = { place: one.place, allocation: other.id, came: 5 };
    expect(await one.head.calls('handover.record', needs)).toMatchObject({ end: 'gone' });
    expect(await ani.calls('handover.record', { ...needs, allocation: one.id })).toMatchObject({
      end: 'gone',
    });
    expect(
      await one.head.calls('handover.record', {
        place: one.place,
        allocation: one.id,
        came: 2,
        damaged: 3,
      }),
    ).toMatchObject({ end: 'gone' });
  });
});
