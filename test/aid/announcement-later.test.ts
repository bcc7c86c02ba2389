import { beforeAll, beforeEach, expect, test } from 'vitest';
import { beginScheduled } from '../../src/store/announcements.ts';
import { useDatabase } from '../database.ts';
import { createWorld, type Phone, puloGadung, tuesday, type World } from './world.ts';

/** What is set for later may be paused before its time. */
const database = useDatabase();
let world: World;
let dodi: Phone;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  dodi = await world.known('dodi', 'Pak', 'Dodi', '+6281200000021');
  const { id: personId } = await database.prisma.person.findFirstOrThrow({
    where: { addresses: { some: { chat: dodi.chat } } },
  });
  await database.prisma.role.create({ data: { personId, kind: 'admin', grantedAt: tuesday } });
  await world.openNeed({ kelurahan: puloGadung, rw: 1, quantity: 10 });
});
beforeEach(() => database.prisma.announcement.deleteMany());

const hours = (count: number) => new Date(tuesday.getTime() + count * 3_600_000);
const stateOf = async (number: string) =>
  (
    await database.prisma.announcement.findUniqueOrThrow({
      where: { number: Number(number.slice(2)) },
      select: { state: true },
    })
  ).state;

/** For 15.10, two hours from now. */
async function scheduled(): Promise<string> {
  const audience = { who: 'rw' };
  const { draft, version, number } = (
    await dodi.calls('announcement.draft', { audience, text: 'halo' })
  ).gives;
  const at = '2026-11-24T08:10:00.000Z';
  const confirmed = { draft, version, at, reached: 1, typed: 1 };
  expect((await dodi.calls('announcement.confirm', confirmed)).end).toBe('scheduled');
  return number;
}

test('it is paused before its time, and then waits for it again', async () => {
  const number = await scheduled();
  const ahead = '2026-11-24T08:10:00.000Z';
  const paused = await dodi.calls('announcement.pause', { announcement: number });
  expect(paused).toEqual({ end: 'done', gives: { number, ahead } });
  expect(await stateOf(number)).toBe('paused');
  // Nobody has it yet: what it says is still to come.
  expect((await dodi.calls('announcement.check', { said: number })).end).toBe('scheduled');

  const resumed = await dodi.calls('announcement.resume', { announcement: number });
  expect(resumed).toEqual({ end: 'done', gives: { number, ahead } });
  expect(await stateOf(number)).toBe('scheduled');
  await beginScheduled(database.prisma, hours(2));
  expect(await stateOf(number)).toBe('sending');
});

test('it does not begin while it is paused, and goes at once when its time is past', async () => {
  const number = await scheduled();
  await dodi.calls('announcement.pause', { announcement: number });
  await beginScheduled(database.prisma, hours(3));
  expect(await stateOf(number)).toBe('paused');

  const resumed = await dodi.calls(
    'announcement.resume',
    { announcement: number },
    { now: hours(3) },
  );
  expect(resumed).toEqual({ end: 'done', gives: { number } });
  expect(await stateOf(number)).toBe('sending');
  expect((await dodi.calls('announcement.check', { said: number })).end).toBe('number');
});

test('it is stopped while it is paused', async () => {
  const number = await scheduled();
  await dodi.calls('announcement.pause', { announcement: number });
  const stopped = await dodi.calls('announcement.stop', { announcement: number });
  expect(stopped.end).toBe('done');
  const report = await dodi.calls('announcement.standing', { number });
  expect(report).toMatchObject({ end: 'over', gives: { all: 1, skipped: 1, waiting: 0 } });
});
