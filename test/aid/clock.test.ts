import { beforeAll, describe, expect, test } from 'vitest';
import { timed } from '../../src/aid/timed.ts';
import { useDatabase } from '../database.ts';
import { employ } from './officers.ts';
import { createWorld, gift, onto, type Phone, split, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let ani: Phone;
let citra: Phone;
const later = (hours: number) => new Date(tuesday.getTime() + hours * 3600_000);
const wib = (at: string) => new Date(`${at}:00+07:00`);

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  ani = await world.known('ani', 'Bu', 'Ani', '+6281200000012');
  citra = await employ(world, 'citra', { kind: 'skpd', fieldKey: 'pangan' });
});

const partsOf = (number: string) =>
  database.prisma.allocation.findMany({
    where: { pledge: { number } },
    include: { need: true },
    orderBy: { position: 'asc' },
  });
const partOf = (id: string) => database.prisma.allocation.findUniqueOrThrow({ where: { id } });

/** Does what is due about these until then, each at its own time. */
async function until(then: Date, subjects: string[]) {
  for (;;) {
    const timer = await database.prisma.timer.findFirst({
      where: { doneAt: null, dueAt: { lte: then }, subjectId: { in: subjects } },
      orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    });
    if (!timer) return;
    const { id, kind, subjectId, step, dueAt: now } = timer;
    await world.transact(async (records) => timed[kind]?.(records, subjectId, { now, step }));
    await database.prisma.timer.updateMany({ where: { id, dueAt: now }, data: { doneAt: now } });
  }
}
const told = (from: number, id: string) =>
  world.notices
    .slice(from)
    .filter(({ cause }) => cause.id === id)
    .map(({ notice }) => notice);

test('another day for one place of a promise leaves the others their day and their time', async () => {
  const [a, b] = [await world.newNeed(50), await world.newNeed(50)];
  const two = { ...split([a.need, 20], [b.need, 20]), deliverOn: '2026-12-10' };
  const { gives } = await ani.calls('pledge.confirm', two);
  const [one, other] = await partsOf(gives.number);
  const from = world.notices.length;
  const moved = { allocation: one?.id, day: '2026-11-25' };
  expect((await ani.calls('pledge.redate', moved)).end).toBe('moved');
  expect(told(from, one?.id ?? '')).toEqual(['moved-to-head']);
  expect(told(from, other?.id ?? '')).toEqual([]);
  expect(await partOf(one?.id ?? '')).toMatchObject({
    deliverOn: new Date('2026-11-25'),
    deadline: wib('2026-11-25T21:00'),
  });
  expect(await partOf(other?.id ?? '')).toMatchObject({
    deliverOn: new Date('2026-12-10'),
    deadline: later(48),
  });
  // And away again: the rule's time is back.
  await ani.calls('pledge.redate', { allocation: one?.id, day: '2026-12-20' });
  expect((await partOf(one?.id ?? '')).deadline).toEqual(later(48));
});

test('what is placed after its day has none of its own, is asked about, and takes no day from its siblings', async () => {
  const first = await world.newNeed(20);
  const how = { ...gift(first.need, 20), waits: [{ amount: 10 }], deliverOn: '2026-11-25' };
  const { gives } = await ani.calls('pledge.confirm', how);
  const [laid] = await partsOf(gives.number);
  await ani.calls('pledge.contacted', { allocation: laid?.id });
  const pledge = laid?.pledgeId;
  const second = await world.newNeed(10);
  const now = later(96);
  const from = world.notices.length;
  const items = [onto(second.need, 10)];
  expect((await citra.calls('pledge.place', { pledge, items }, { now })).end).toBe('placed');
  const placed = (await partsOf(gives.number)).find(({ deliverOn }) => deliverOn === null);
  expect(
    world.notices.slice(from).find(({ notice }) => notice === 'placed-to-donor')?.args,
  ).toMatchObject({
    undated: { id: expect.stringContaining('ubah komitmen') },
  });
  const overdue = async (at: Date) =>
    ((await citra.calls('pledge.overdue', {}, { now: at })).gives.items ?? []).map(
      ({ key }: { key: string }) => key,
    );
  // Its sibling is still overdue, and asked about; the new one is after four days.
  expect(await overdue(now)).toContain(laid?.id);
  expect(await overdue(now)).not.toContain(placed?.id);
  await ani.calls('pledge.contacted', { allocation: placed?.id }, { now: later(97) });
  await until(later(24 * 20), [laid?.id ?? '', placed?.id ?? '']);
  for (const id of [laid?.id ?? '', placed?.id ?? ''])
    expect(told(from, id)).toEqual(
      expect.arrayContaining(['overdue-to-donor', 'overdue-to-head', 'overdue-to-staff']),
    );
  const { args } =
    world.notices.find(
      ({ notice, cause }) => notice === 'overdue-to-donor' && cause.id === placed?.id,
    ) ?? {};
  expect(args?.planned).toMatchObject({ id: 'belum ada tanggal antarnya' });
  expect(await overdue(later(24 * 9))).toContain(placed?.id);
});

test('what is taken up again after its day is asked about two days later', async () => {
  const { need } = await world.newNeed(50);
  const { gives } = await ani.calls('pledge.confirm', {
    ...gift(need, 20),
    deliverOn: '2026-11-27',
  });
  const [{ id } = { id: '' }] = await partsOf(gives.number);
  await until(later(24 * 8), [id]);
  expect((await partOf(id)).state).toBe('released');
  const from = world.notices.length;
  const now = later(24 * 8);
  expect((await ani.calls('pledge.contacted', { allocation: id }, { now })).end).toBe('contacted');
  await until(later(24 * 12), [id]);
  expect(told(from, id)).toContain('overdue-to-donor');
  expect(told(from, id)).toContain('overdue-to-head');
});

test('promised in the evening for the same day: two days are left, and reminders', async () => {
  const { need } = await world.newNeed(50);
  const now = wib('2026-11-24T20:57');
  const how = { ...gift(need, 20), deliverOn: '2026-11-24' };
  const { gives } = await ani.calls('pledge.confirm', how, { now });
  expect(gives.deadline).toBe(wib('2026-11-26T20:57').toISOString());
  expect(gives.reminded).toEqual([
    { at: { id: 'Rabu 20.57 dan Kamis 16.57', en: expect.any(String) } },
  ]);
});

test('a release is told to the officers of its field, without a person’s name', async () => {
  const { need } = await world.newNeed(50);
  const { gives } = await ani.calls('pledge.confirm', {
    ...gift(need, 20),
    deliverOn: '2026-12-20',
  });
  const [{ id } = { id: '' }] = await partsOf(gives.number);
  const from = world.notices.length;
  await until(later(50), [id]);
  expect(told(from, id)).toContain('released-to-staff');
  const notice = world.notices.slice(from).find(({ notice }) => notice === 'released-to-staff');
  expect(notice?.args).toMatchObject({ number: gives.number, donor: { id: 'Perorangan' } });
});

describe('a bot that was down until the quiet hours', () => {
  test('says at 07.00 what it would have said in the evening, and once', async () => {
    const { need } = await world.newNeed(50);
    const { gives } = await ani.calls('pledge.confirm', {
      ...gift(need, 20),
      deliverOn: '2026-12-20',
    });
    const [{ id } = { id: '' }] = await partsOf(gives.number);
    const from = world.notices.length;
    const happens = (kind: string, at: Date) =>
      world.transact(async (records) => timed[kind]?.(records, id, { now: at, step: 1 }));
    await happens('pledge.remind', wib('2026-11-25T23:00'));
    expect(told(from, id)).toEqual([]);
    const timer = await database.prisma.timer.findFirstOrThrow({
      where: { subjectId: id, kind: 'pledge.remind', step: 1 },
    });
    expect([timer.dueAt, timer.doneAt]).toEqual([wib('2026-11-26T07:00'), null]);
    await happens('pledge.remind', timer.dueAt);
    expect(told(from, id)).toEqual(['contact-reminder']);
    // The second one is due by now as well: one word is enough.
    const both = world.notices.length;
    await happens('pledge.remind', wib('2026-11-26T10:00'));
    expect(told(both, id)).toEqual([]);
    await happens('pledge.release', wib('2026-11-26T23:00'));
    expect((await partOf(id)).state).toBe('reserved');
    await happens('pledge.release', wib('2026-11-27T07:00'));
    expect((await partOf(id)).state).toBe('released');
  });

  test('what was due as they begin is said', async () => {
    const { need } = await world.newNeed(50);
    const { gives } = await ani.calls('pledge.confirm', {
      ...gift(need, 20),
      deliverOn: '2026-12-20',
    });
    const [{ id } = { id: '' }] = await partsOf(gives.number);
    const from = world.notices.length;
    await world.transact(async (records) =>
      timed['pledge.remind']?.(records, id, { now: wib('2026-11-25T21:00'), step: 1 }),
    );
    expect(told(from, id)).toEqual(['contact-reminder']);
  });
});
