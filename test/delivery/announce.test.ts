import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failsTooMuch } from '../../src/aid/announcement/rules.ts';
import type { Channel, Sent } from '../../src/chat/channel.ts';
import { type Announcing, startAnnouncing } from '../../src/delivery/announce.ts';
import { startOverseeing } from '../../src/delivery/oversee.ts';
import { dueProgress, expireWaiting, skipStopped } from '../../src/store/announcements.ts';
import type { LookOut } from '../../src/store/look-out.ts';
import { useDatabase } from '../database.ts';

/** Over Telegram's wire, with processes that die: test/announce. */
const database = useDatabase();
const noon = new Date('2026-11-20T05:00:00Z');
const running: (Announcing | LookOut)[] = [];
let announcement: string;
let people: string[];

beforeEach(async () => {
  await database.prisma.announcement.deleteMany();
  await database.prisma.channelPace.deleteMany();
  people = Array.from({ length: 200 }, () => randomUUID());
  await database.prisma.person.createMany({
    data: people.map((id) => ({ id, createdAt: noon })),
  });
  await database.prisma.address.createMany({
    data: people.map((personId) => ({
      personId,
      channel: 'simulator' as const,
      account: database.secrets.seal(personId),
      chat: personId,
      createdAt: noon,
    })),
  });
  ({ id: announcement } = await database.prisma.announcement.create({
    data: {
      ...{ state: 'sending', audience: { who: 'all' }, textId: 'halo', chat: 'c' },
      ...{ createdAt: noon, changedAt: noon, confirmedAt: noon, startsAt: noon },
      ...{ goesOnSince: noon, question: randomUUID(), confirmedById: people[0] ?? '' },
    },
  }));
  const addresses = await database.prisma.address.findMany({ where: { chat: { in: people } } });
  await database.prisma.recipient.createMany({
    data: addresses.map(({ id, personId }) => ({
      announcementId: announcement,
      ...{ personId, addressId: id, channel: 'simulator' as const, dueAt: noon },
    })),
  });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

/** A process that announces through a channel that answers so; keeps whom it was given for. */
function announceThrough(answer: (person: string) => Sent | Promise<Sent>, more = {}) {
  const given: string[] = [];
  const faults: unknown[] = [];
  const channel = {
    name: 'simulator',
    async send({ account }: { account: string }) {
      given.push(account);
      return answer(account);
    },
  } as unknown as Channel;
  const announcing = startAnnouncing({
    prisma: database.prisma,
    secrets: database.secrets,
    channels: { simulator: channel },
    now: () => noon,
    perSecond: { simulator: 100, telegram: 100, whatsapp: 1 },
    silentDays: 3,
    awake: async () => true,
    text: async () => 'halo',
    count: () => {},
    fault: (error) => void faults.push(error),
    ...more,
  });
  running.push(announcing);
  return { given, faults };
}

const ok: Sent = { ok: true, order: 1 };
async function states() {
  const rows = await database.prisma.recipient.groupBy({ by: ['state'], _count: true });
  return Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));
}

describe('an announcement', () => {
  test('goes to each once, by two processes side by side', async () => {
    const slow = () => delay(30).then(() => ok);
    const [one, other] = [announceThrough(slow), announceThrough(slow)];
    await expect.poll(states, { timeout: 15_000 }).toEqual({ sent: 200 });
    expect([...one.given, ...other.given].sort()).toEqual([...people].sort());
    expect(Math.min(one.given.length, other.given.length)).toBeGreaterThan(0);
  });

  test('stops within two seconds over all processes', async () => {
    const both = [announceThrough(() => ok), announceThrough(() => ok)];
    const given = () => both.flatMap((one) => one.given).length;
    await expect.poll(given, { timeout: 10_000 }).toBeGreaterThan(20);
    await database.prisma.announcement.update({
      where: { id: announcement },
      data: { state: 'paused' },
    });
    await delay(2000);
    const then = given();
    expect(then).toBeLessThan(190);
    await delay(1000);
    expect(given()).toBe(then);
  });

  test('passes over who wants none since a moment ago', async () => {
    await database.prisma.person.updateMany({
      where: { id: { in: people.slice(0, 50) } },
      data: { quietAt: noon },
    });
    const { given } = announceThrough(() => ok);
    await expect.poll(states, { timeout: 15_000 }).toEqual({ sent: 150, skipped: 50 });
    expect(given.filter((person) => people.slice(0, 50).includes(person))).toEqual([]);
  });

  test('waits through the quiet hours, but for what is urgent', async () => {
    const { given } = announceThrough(() => ok, { awake: async () => false });
    await delay(1200);
    expect(given).toEqual([]);
    await database.prisma.announcement.update({
      where: { id: announcement },
      data: { urgent: 'banjir' },
    });
    await expect.poll(states, { timeout: 15_000 }).toEqual({ sent: 200 });
  });

  test.each([
    ['gone', 'blocked'],
    ['refused', 'failed'],
    ['unknown', 'uncertain'],
  ] as const)('that ends as %s is %s, and is not sent again', async (failure, state) => {
    const [bad] = people;
    const { given } = announceThrough((person) => (person === bad ? { ok: false, failure } : ok));
    await expect.poll(states, { timeout: 15_000 }).toEqual({ sent: 199, [state]: 1 });
    expect(given.filter((person) => person === bad)).toHaveLength(1);
  });

  test('that a channel did not take is tried again, after what it asked for', async () => {
    const [bad] = people;
    let tries = 0;
    const { given } = announceThrough(
      (person) =>
        person === bad && tries++ < 2 ? { ok: false, failure: 'throttled', after: 300 } : ok,
      { now: () => new Date() },
    );
    await expect.poll(states, { timeout: 20_000 }).toEqual({ sent: 200 });
    expect(given.filter((person) => person === bad)).toHaveLength(3);
  });

  test('whose words cannot be made yet is given back, and nobody is in doubt', async () => {
    let broken = true;
    const { given, faults } = announceThrough(() => ok, {
      now: () => new Date(),
      text: async () => {
        if (broken) throw new Error('away');
        return 'halo';
      },
    });
    await expect.poll(() => faults.length).toBeGreaterThan(0);
    expect(given).toEqual([]);
    broken = false;
    await expect.poll(states, { timeout: 30_000 }).toEqual({ sent: 200 });
  });
});

describe('a channel that asks for a long silence', () => {
  const slow = {
    now: () => new Date(),
    perSecond: { simulator: 22, telegram: 22, whatsapp: 0.15 },
  };

  test('holds nobody meanwhile: a stop counts, nobody is in doubt, and nothing goes out', async () => {
    const once = { first: true };
    const answer = (): Sent => {
      if (!once.first) return ok;
      once.first = false;
      return { ok: false, failure: 'throttled', after: 90_000 };
    };
    const [one, other] = [announceThrough(answer, slow), announceThrough(answer, slow)];
    const heard = () => one.given.length + other.given.length;
    await expect
      .poll(async () => heard() > 0 && Object.keys(await states()).sort())
      .toContain('waiting');
    await expect.poll(async () => 'sending' in (await states())).toBe(false);
    // Beside the first one at most what the other process was just saying.
    const sent = heard() - 1;
    expect(sent).toBeLessThanOrEqual(1);
    await database.prisma.announcement.update({
      where: { id: announcement },
      data: { state: 'stopped', endedAt: noon },
    });
    await skipStopped(database.prisma, noon);
    await delay(3000);
    expect(await states()).toEqual({ ...(sent > 0 && { sent }), skipped: 200 - sent });
    expect(heard()).toBe(sent + 1);
  });

  test('of what it held back all tries are left, however often', async () => {
    const given = announceThrough(() => ({ ok: false, failure: 'throttled', after: 60_000 }), slow);
    await expect.poll(() => given.given.length).toBe(1);
    await expect.poll(states).toEqual({ waiting: 200 });
    expect(await database.prisma.recipient.count({ where: { tries: { gt: 0 } } })).toBe(0);
  });
});

test('what is given back after a stop waits no longer', async () => {
  await database.prisma.announcement.update({
    where: { id: announcement },
    data: { state: 'stopped', endedAt: noon },
  });
  await skipStopped(database.prisma, noon);
  expect(await states()).toEqual({ skipped: 200 });
});

describe('looking after it', () => {
  const turned: string[] = [];
  function oversee() {
    turned.splice(0);
    running.push(
      startOverseeing({
        prisma: database.prisma,
        channels: {},
        now: () => noon,
        waitsDays: 14,
        failsTooMuch,
        turned: async (_, { confirmedBy }, how) => {
          turned.push(`${how} ${confirmedBy === people[0]}`);
        },
        progress: async () => '',
        resolve: async () => undefined,
        wrote: () => {},
        fault: (error) => {
          throw error;
        },
      }),
    );
  }
  const stateOf = async () =>
    (await database.prisma.announcement.findUniqueOrThrow({ where: { id: announcement } })).state;

  test('ends it once, by one of two processes, when nobody waits', async () => {
    announceThrough(() => ok);
    oversee();
    oversee();
    await expect.poll(stateOf, { timeout: 20_000 }).toBe('done');
    await delay(1500);
    expect(turned).toEqual(['done true']);
  });

  test('pauses what does not arrive', async () => {
    announceThrough((person) =>
      people.indexOf(person) % 3 === 0 ? { ok: false, failure: 'refused' } : ok,
    );
    oversee();
    await expect.poll(stateOf, { timeout: 20_000 }).toBe('paused');
    expect(turned).toEqual(['paused true']);
    const { failed = 0 } = await states();
    expect(failed).toBeGreaterThanOrEqual(20);
  });

  test('closes as uncertain what a dead process had in hand', async () => {
    await database.prisma.$executeRaw`
      UPDATE recipient SET state = 'sending', holder = 'dead', held_until = clock_timestamp() - interval '1 second'
      WHERE person_id = ${people[7]}::uuid`;
    oversee();
    await expect.poll(states).toEqual({ waiting: 199, uncertain: 1 });
  });

  test('has the message that was changed all the while say once that an admin paused it', async () => {
    const told = async () => (await dueProgress(database.prisma)).map(({ order }) => order);
    const set = (data: object) =>
      database.prisma.announcement.update({ where: { id: announcement }, data });
    await set({ progressOrder: 5, progressAt: new Date(), state: 'paused' });
    expect(await told()).toEqual([]);
    // As a pause in chat or on the command line leaves it.
    await set({ progressAt: null });
    expect(await told()).toEqual([5n]);
    expect(await told()).toEqual([]);
  });

  test('does not wait for ever', async () => {
    const later = new Date(noon.getTime() + 15 * 86_400_000);
    await expireWaiting(database.prisma, { now: later, days: 14 });
    expect(await states()).toEqual({ expired: 200 });
  });
});
