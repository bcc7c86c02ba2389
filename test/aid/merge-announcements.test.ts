import { beforeAll, expect, test } from 'vitest';
import { joinChats } from '../../src/aid/merge.ts';
import type { RecipientState } from '../../src/store/generated/client.ts';
import { useDatabase } from '../database.ts';
import { createWorld, tuesday, type World } from './world.ts';

const database = useDatabase();
let world: World;
let serial = 0;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
});

/** Two records of one human being, with their rows of one announcement; what is left of the rows, the older record's first. */
async function joined(states: readonly [older: RecipientState, younger: RecipientState]) {
  const { prisma } = database;
  serial += 1;
  const older = await world.known(`lid-${serial}`, 'Pak', 'Jono', `+62812000041${10 + serial}`);
  const younger = await world.known(`pn-${serial}`, 'Pak', 'Jono', `+62812000042${10 + serial}`);
  const idOf = async (chat: string) =>
    (await prisma.address.findUniqueOrThrow({ where: { chat } })).personId;
  const ids = [await idOf(older.chat), await idOf(younger.chat)] as const;
  const { id } = await prisma.announcement.create({
    data: {
      ...{ audience: { who: 'all' }, textId: 'halo', chat: 'c', question: `a${serial}` },
      ...{ createdAt: tuesday, changedAt: tuesday, state: 'sending' },
      ...{ confirmedAt: tuesday, startsAt: tuesday },
    },
  });
  for (const [index, state] of states.entries()) {
    const one = { announcementId: id, personId: ids[index] ?? null, channel: 'simulator' as const };
    const ended = state === 'skipped' ? { state, why: 'unreachable' } : { state };
    await prisma.recipient.create({ data: { ...one, ...ended, dueAt: tuesday } });
  }
  const [from, to] = [
    { chat: younger.chat, account: 'left' },
    { chat: older.chat, account: 'stays' },
  ];
  await world.transact((records) => joinChats(records, { from, to }, tuesday));
  const rows = await prisma.recipient.findMany({
    where: { announcementId: id },
    orderBy: { id: 'asc' },
    include: { address: true },
  });
  const names = new Map<string | null, string>([
    [ids[0], 'older'],
    [ids[1], 'younger'],
  ]);
  return rows.map(({ personId, state, why, address }) => ({
    whose: names.get(personId) ?? 'nobody',
    state: why === null ? state : `${state}: ${why}`,
    ...(state === 'waiting' && { reached: address?.chat === older.chat }),
  }));
}

test.each(['sending', 'sent', 'uncertain'] as const)(
  'what the younger record was told (%s), the older one waits for no more',
  async (state) => {
    expect(await joined(['waiting', state])).toEqual([
      { whose: 'older', state: 'skipped: twice' },
      { whose: 'younger', state },
    ]);
  },
);

test.each(['sending', 'sent', 'uncertain'] as const)(
  'what the older record was told (%s), the younger one waits for no more',
  async (state) => {
    expect(await joined([state, 'waiting'])).toEqual([
      { whose: 'older', state },
      { whose: 'younger', state: 'skipped: twice' },
    ]);
  },
);

test.each(['failed', 'blocked'] as const)(
  'what reached neither goes on waiting for the one that is left: %s',
  async (state) => {
    expect(await joined(['waiting', state])).toEqual([
      { whose: 'older', state: 'waiting', reached: true },
      { whose: 'younger', state },
    ]);
    expect(await joined([state, 'waiting'])).toEqual([
      { whose: 'nobody', state },
      { whose: 'older', state: 'waiting', reached: true },
    ]);
  },
);

test('an older record without an address is told at the one of the younger', async () => {
  expect(await joined(['skipped', 'waiting'])).toEqual([
    { whose: 'nobody', state: 'skipped: unreachable' },
    { whose: 'older', state: 'waiting', reached: true },
  ]);
});
