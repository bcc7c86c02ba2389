import { beforeAll, describe, expect, test } from 'vitest';
import { timed } from '../../src/aid/timed.ts';
import { useDatabase } from '../database.ts';
import { employ } from './officers.ts';
import { createWorld, gift, type Phone, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;

const hours = (count: number) => new Date(tuesday.getTime() + count * 3600_000);
/** Tuesday 13.10 and 48 hours: Thursday, 13.10. */
const deadline = hours(48);

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
});

/** A promise of 10 to a need of its own, and what can be asked about it. */
async function promise(quantity = 40) {
  const { need, head, row } = await world.newNeed(quantity);
  const { gives } = await ani.calls('pledge.confirm', {
    ...gift(need, 10),
    deliverOn: '2026-12-02',
  });
  const allocation = await database.prisma.allocation.findFirstOrThrow({
    where: { pledge: { number: gives.number } },
  });
  const { id } = allocation;
  const now = async () => database.prisma.allocation.findUniqueOrThrow({ where: { id } });
  return { need, head, row, id, key: { allocation: id }, now };
}

const due = (id: string) =>
  database.prisma.timer.findMany({
    where: { subjectId: id },
    orderBy: [{ kind: 'asc' }, { step: 'asc' }],
  });

const happens = (kind: string, id: string, at: Date, step = 1) =>
  world.transact((records) => timed[kind]?.(records, id, { now: at, step }) ?? Promise.reject());

const heard = (from: number) => world.notices.slice(from).map(({ notice }) => notice);

describe('the time to contact a head', () => {
  test('is 48 hours, with reminders at 24 and at 44, a word on the day and a question two days later', async () => {
    const { id } = await promise();
    expect(
      (await due(id)).map(({ kind, step, dueAt }) => [kind, step, dueAt.toISOString()]),
    ).toEqual([
      ['pledge.day', 1, '2026-12-02T00:00:00.000Z'], // 07.00 WIB
      ['pledge.overdue', 1, '2026-12-04T02:00:00.000Z'], // 09.00 WIB
      ['pledge.release', 1, '2026-11-26T06:10:00.000Z'],
      ['pledge.remind', 1, '2026-11-25T06:10:00.000Z'],
      ['pledge.remind', 2, '2026-11-26T02:10:00.000Z'],
    ]);
  });

  test('is reminded of while nobody is in touch, and not after that', async () => {
    const { id, key } = await promise();
    const before = world.notices.length;
    await happens('pledge.remind', id, hours(24));
    expect(heard(before)).toEqual(['contact-reminder']);
    await ani.calls('pledge.contacted', key, { now: hours(25) });
    const after = world.notices.length;
    await happens('pledge.remind', id, hours(44), 2);
    expect(heard(after)).toEqual([]);
  });

  test('ends in a release that frees the place and tells both, once', async () => {
    const { id, row, now } = await promise();
    const before = world.notices.length;
    await happens('pledge.release', id, hours(47));
    expect((await now()).state).toBe('reserved');
    await happens('pledge.release', id, deadline);
    await happens('pledge.release', id, deadline);
    expect((await now()).state).toBe('released');
    expect(await row()).toMatchObject({ allocated: 0n });
    expect(heard(before)).toEqual(['released', 'released-to-head']);
  });

  test('can be longer by a day, once, by the donor alone', async () => {
    const { id, key, head, now } = await promise();
    expect(await head.calls('pledge.extend', key)).toMatchObject({ end: 'unknown' });
    expect(await ani.calls('pledge.extend', key)).toMatchObject({
      end: 'extended',
      gives: { deadline: hours(72).toISOString() },
    });
    expect(await ani.calls('pledge.extend', key)).toMatchObject({ end: 'unknown' });
    await happens('pledge.release', id, deadline);
    expect((await now()).state).toBe('reserved');
    const release = (await due(id)).find(({ kind }) => kind === 'pledge.release');
    expect(release?.dueAt).toEqual(hours(72));
    // More time is not offered again.
    const before = world.notices.length;
    await happens('pledge.remind', id, hours(68), 2);
    expect(heard(before)).toEqual(['contact-reminder-last']);
  });
});

describe('sudah', () => {
  test('is said by donor or head, and the other is told', async () => {
    const { key, head } = await promise();
    const before = world.notices.length;
    expect(await head.calls('pledge.contacted', key)).toMatchObject({ end: 'contacted' });
    expect(await ani.calls('pledge.contacted', key)).toMatchObject({ end: 'already' });
    expect(heard(before)).toEqual(['contacted-to-donor']);
  });

  test('is nobody else’s to say', async () => {
    const { key } = await promise();
    const other = await world.known('tono', 'Pak', 'Tono', '+6281200000077');
    expect(await other.calls('pledge.contacted', key)).toMatchObject({ end: 'unknown' });
    expect(await other.calls('pledge.cancel', key)).toMatchObject({ end: 'unknown' });
  });

  test('after the release takes it up again while there is room, and says so when there is none', async () => {
    const free = await promise();
    await happens('pledge.release', free.id, deadline);
    expect(await ani.calls('pledge.contacted', free.key, { now: hours(49) })).toMatchObject({
      end: 'contacted',
    });
    expect(await free.row()).toMatchObject({ allocated: 10n });

    const taken = await promise(10);
    await happens('pledge.release', taken.id, deadline);
    const rina = await world.known('rina', 'Bu', 'Rina', '+6281200000013');
    await rina.calls('pledge.confirm', gift(taken.need, 4), { now: hours(49) });
    expect(await ani.calls('pledge.contacted', taken.key, { now: hours(50) })).toMatchObject({
      end: 'full',
      gives: { left: 6 },
    });
  });

  test('is taken back by the head: the donor has a day, or until the old deadline', async () => {
    const { key, head } = await promise();
    expect(await head.calls('pledge.uncontacted', key)).toMatchObject({ end: 'unknown' });
    await ani.calls('pledge.contacted', key);
    expect(await ani.calls('pledge.uncontacted', key)).toMatchObject({ end: 'unknown' });
    expect(await head.calls('pledge.uncontacted', key, { now: hours(2) })).toMatchObject({
      end: 'reserved',
      gives: { deadline: deadline.toISOString() },
    });
    await ani.calls('pledge.contacted', key, { now: hours(40) });
    expect(await head.calls('pledge.uncontacted', key, { now: hours(41) })).toMatchObject({
      // 65 hours after Tuesday 13.10: Friday, 06.10, moved to the end of the quiet hours.
      gives: { deadline: '2026-11-27T00:00:00.000Z' },
    });
  });
});

describe('a promise that changes', () => {
  test('may be less: the rest is free at once, and is known as taken back', async () => {
    const { key, id, row } = await promise();
    expect(await ani.calls('pledge.reduce', { ...key, amount: 10 })).toMatchObject({
      end: 'not-less',
    });
    expect(await ani.calls('pledge.reduce', { ...key, amount: 4 })).toMatchObject({
      end: 'reduced',
      gives: { amount: 4, before: 10 },
    });
    expect(await row()).toMatchObject({ allocated: 4n });
    const { pledge } = await database.prisma.allocation.findUniqueOrThrow({
      where: { id },
      include: { pledge: true },
    });
    expect(pledge).toMatchObject({ quantity: 10n, takenBack: 6n, waiting: 0n });
  });

  test('may come on another day, from today on', async () => {
    const { key, id } = await promise();
    expect(await ani.calls('pledge.redate', { ...key, day: '2026-11-23' })).toMatchObject({
      end: 'past',
    });
    expect(await ani.calls('pledge.redate', { ...key, day: '2026-12-10' })).toMatchObject({
      end: 'moved',
    });
    const day = (await due(id)).find(({ kind }) => kind === 'pledge.day');
    expect(day?.dueAt.toISOString()).toBe('2026-12-10T00:00:00.000Z');
  });

  test('may be withdrawn, once', async () => {
    const { key, row } = await promise();
    expect(await ani.calls('pledge.cancel', key)).toMatchObject({ end: 'cancelled' });
    expect(await row()).toMatchObject({ allocated: 0n });
    for (const verb of ['pledge.cancel', 'pledge.contacted', 'pledge.extend'] as const)
      expect(await ani.calls(verb, key)).toMatchObject({ end: 'unknown' });
    expect(await ani.calls('pledge.reduce', { ...key, amount: 1 })).toMatchObject({
      end: 'unknown',
    });
    expect(await ani.calls('pledge.redate', { ...key, day: '2026-12-10' })).toMatchObject({
      end: 'unknown',
    });
  });
});

describe('a day that comes before the 2×24 hours are over', () => {
  /** A promise for the day after it was made. */
  async function tomorrow() {
    const { need } = await world.newNeed(40);
    const kept = await ani.calls('pledge.confirm', { ...gift(need, 10), deliverOn: '2026-11-25' });
    const { id } = await database.prisma.allocation.findFirstOrThrow({
      where: { pledge: { number: kept.gives.number } },
    });
    return { kept, id };
  }

  test('is the deadline, and is said so with where to bring it', async () => {
    const { kept } = await tomorrow();
    expect(kept.gives).toMatchObject({
      // 21.00 WIB, when the quiet hours begin.
      deadline: '2026-11-25T14:00:00.000Z',
      rule: { id: 'hari rencana antar' },
      where: { id: 'Alamat: Pos RW, Jl. Contoh 8.' },
    });
    const { gives } = await ani.calls('pledge.mine');
    const [own] = gives.waiting;
    expect(own).toMatchObject({
      planned: { id: 'Rencana Rabu, 25 November 2026.' },
      where: { id: 'Alamat: Pos RW, Jl. Contoh 8.' },
    });
  });

  test('takes the deadline along when it is moved there, and gives the time back when it is moved away', async () => {
    const { id, key } = await promise();
    const until = async () =>
      (
        await database.prisma.allocation.findUniqueOrThrow({ where: { id } })
      ).deadline.toISOString();
    await ani.calls('pledge.redate', { ...key, day: '2026-11-25' });
    expect(await until()).toBe('2026-11-25T14:00:00.000Z');
    await ani.calls('pledge.redate', { ...key, day: '2026-12-05' });
    expect(await until()).toBe('2026-11-26T06:10:00.000Z');
    const released = (await due(id)).find(({ kind }) => kind === 'pledge.release');
    expect(released?.dueAt.toISOString()).toBe('2026-11-26T06:10:00.000Z');
  });
});

test('an officer of the field hears of a day that went by without a hand-over', async () => {
  const citra = await employ(world, 'citra-late', { kind: 'skpd', fieldKey: 'pangan' });
  const { id } = await promise();
  const from = world.notices.length;
  await happens('pledge.overdue', id, new Date('2026-12-04T02:00:00Z'));
  expect(heard(from)).toEqual(['overdue-to-donor', 'overdue-to-head', 'overdue-to-staff']);
  const { personId } = await database.prisma.address.findUniqueOrThrow({
    where: { chat: citra.chat },
  });
  expect(world.notices.at(-1)?.person).toBe(personId);
});

test('a second tap on what was withdrawn says so, and leaves what still waits alone', async () => {
  const [gone, left] = [await promise(), await promise()];
  await ani.calls('pledge.cancel', gone.key);
  expect((await ani.calls('pledge.contacted', gone.key)).end).toBe('unknown');
  expect((await left.now()).state).toBe('reserved');
});
