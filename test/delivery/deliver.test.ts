import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Channel, Sent } from '../../src/chat/channel.ts';
import type { Shown } from '../../src/chat/message.ts';
import { startDelivery } from '../../src/delivery/deliver.ts';
import type { LookOut } from '../../src/store/look-out.ts';
import { addNotice, claimNotice } from '../../src/store/outbox.ts';
import { createWorld, puloGadung } from '../aid/world.ts';
import { useDatabase } from '../database.ts';

const database = useDatabase();
const noon = new Date('2026-11-26T05:00:00.000Z');
const running: LookOut[] = [];
let person: string;

beforeAll(async () => {
  person = (await database.prisma.person.create({ data: { createdAt: noon } })).id;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((delivery) => delivery.stop()));
  await database.prisma.outbox.deleteMany();
});

/** Notices named so, one after the other. */
async function write(...names: string[]): Promise<void> {
  for (const [part, notice] of names.entries())
    await database.prisma.$transaction((db) =>
      addNotice(
        db,
        database.secrets,
        {
          cause: { kind: 'test', id: 'one' },
          person,
          part: part + 1,
          notice,
          args: { name: notice },
        },
        noon,
      ),
    );
}

/** Delivers through a channel that answers so, and keeps the texts that it was given. */
function deliver(answer: (text: string) => Sent | Promise<Sent>, now = noon, perSecond = {}) {
  const said: string[] = [];
  const shown: (Shown | undefined)[] = [];
  const faults: unknown[] = [];
  const above: number[] = [];
  const channel: Pick<Channel, 'send'> = {
    async send(_, { text, media }) {
      said.push(text);
      shown.push(media);
      return answer(text);
    },
  };
  const delivery = startDelivery({
    prisma: database.prisma,
    secrets: database.secrets,
    channels: { simulator: channel as Channel },
    perSecond,
    now: () => now,
    resolve: async () => ({ address: { channel: 'simulator', account: 'budi' }, language: 'id' }),
    attach: async () => undefined,
    render(notice, args) {
      if (notice === 'gone-text') throw new Error('No notice is called so.');
      return notice === 'media-gone' ? 'It is gone.' : String(args.name);
    },
    resumes: (notice) => notice !== 'about-it',
    resume: async (_, __, order) => {
      above.push(order);
    },
    count: () => {},
    fault: (error) => faults.push(error),
  });
  running.push(delivery);
  delivery.wake();
  return { said, shown, faults, above, delivery };
}

const states = async () =>
  (await database.prisma.outbox.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state);
const ok: Sent = { ok: true, order: 1 };

describe('a notice', () => {
  test('is sent once, in order, over two processes side by side', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `notice-${index}`);
    await write(...names);
    const slow = () => delay(15).then(() => ok);
    const [one, other] = [deliver(slow), deliver(slow)];
    await expect.poll(states).toEqual(names.map(() => 'sent'));
    expect([...one.said, ...other.said].sort()).toEqual([...names].sort());
    expect(one.said).toEqual(names.filter((name) => one.said.includes(name)));
  });

  test('keeps the pace of its network, whichever process sends it, and the silence that one was asked for', async () => {
    await database.prisma.channelPace.deleteMany();
    await write(...Array.from({ length: 24 }, (_, index) => `notice-${index}`));
    const times: number[] = [];
    const answer = (): Sent => {
      times.push(performance.now());
      return times.length === 12 ? { ok: false, failure: 'throttled', after: 600 } : ok;
    };
    for (let process = 0; process < 2; process++) deliver(answer, noon, { simulator: 10 });
    await expect.poll(() => times.length, { timeout: 15_000 }).toBe(24);
    const within = times.map((from) => times.filter((at) => at >= from && at < from + 1000).length);
    expect(Math.max(...within)).toBeLessThanOrEqual(13);
    // One more at most, whose place was given before.
    expect((times[13] ?? 0) - (times[11] ?? 0)).toBeGreaterThan(500);
  });

  test('has what was open above its own place in the chat said again, and nothing where it did not come', async () => {
    await write('one', 'two', 'about-it');
    const { above } = deliver((text) =>
      text === 'two' ? { ok: false, failure: 'gone' } : { ok: true, order: 41 },
    );
    await expect.poll(states).toEqual(['sent', 'gone', 'sent']);
    await expect.poll(() => above).toEqual([41]);
  });

  test('is followed by the open question once, where several came in a row', async () => {
    await write('one', 'two', 'three');
    let order = 40;
    const { above } = deliver(() => ({ ok: true, order: ++order }));
    await expect.poll(states).toEqual(['sent', 'sent', 'sent']);
    await expect.poll(() => above).toEqual([43]);
  });

  test('that throws is tried again later, and keeps no other waiting', async () => {
    await write('gone-text', 'one', 'two');
    const { said, faults } = deliver(() => ok);
    await expect.poll(states).toEqual(['waiting', 'sent', 'sent']);
    expect(said).toEqual(['one', 'two']);
    expect(faults).toHaveLength(1);
    const [row] = await database.prisma.outbox.findMany({ where: { notice: 'gone-text' } });
    expect(row?.dueAt.getTime()).toBeGreaterThan(noon.getTime());
    // For the eighth time: it is left.
    await database.prisma.outbox.updateMany({
      where: { id: row?.id ?? 0n },
      data: { tries: 7, dueAt: noon },
    });
    await expect.poll(states).toEqual(['refused', 'sent', 'sent']);
  });

  test.each([
    ['throttled', 'waiting'],
    ['unreachable', 'waiting'],
    ['gone', 'gone'],
    ['refused', 'refused'],
    ['unknown', 'waiting'],
  ] as const)('whose send was %s is then %s', async (failure, state) => {
    await write('one');
    const { said } = deliver(() => ({ ok: false, failure, after: 60_000 }));
    await expect.poll(async () => [said.length, await states()]).toEqual([1, [state]]);
  });

  test('that its channel holds back, however often, is not given up for that', async () => {
    await write('held');
    await database.prisma.outbox.updateMany({ data: { tries: 2 } });
    const { said } = deliver(() => ({ ok: false, failure: 'throttled', after: 60_000 }));
    await expect.poll(() => said).toHaveLength(1);
    await expect.poll(states).toEqual(['waiting']);
    expect(await database.prisma.outbox.findFirst()).toMatchObject({ tries: 2 });
  });

  test('whose send got no answer three times is uncertain', async () => {
    await write('one');
    await database.prisma.outbox.updateMany({ data: { tries: 2 } });
    deliver(() => ({ ok: false, failure: 'unknown' }));
    await expect.poll(states).toEqual(['uncertain']);
  });

  test('that another process took over meanwhile is no longer this one’s to close', async () => {
    await write('one');
    const { said } = deliver(async () => {
      await database.prisma.outbox.updateMany({ data: { holder: 'another' } });
      return ok;
    });
    await expect.poll(() => said).toEqual(['one']);
    await delay(50);
    expect(await states()).toEqual(['sending']);
  });
});

describe('a notice that shows a photo', () => {
  const note = (media: string) =>
    database.prisma.$transaction((db) =>
      addNotice(
        db,
        database.secrets,
        {
          cause: { kind: 'look', id: media },
          person,
          part: 1,
          notice: 'shown',
          args: { name: 'Look.' },
          media,
        },
        noon,
      ),
    );

  async function keepPhoto(bytes: Uint8Array): Promise<string> {
    const { prisma, secrets } = database;
    await createWorld(prisma, secrets).seed();
    const place = await prisma.place.create({
      data: { kind: 'rw', kelurahanCode: puloGadung, rw: 3, createdAt: noon },
    });
    const headship = await prisma.headship.create({
      data: { placeId: place.id, personId: person, claimedAt: noon },
    });
    const kept = await prisma.media.create({
      data: {
        kind: 'proof',
        state: 'kept',
        headshipId: headship.id,
        sentById: person,
        sentAt: noon,
        endedAt: noon,
        dueAt: noon,
        channel: 'simulator',
        mime: 'image/jpeg',
        size: bytes.length,
        content: secrets.sealBytes(bytes),
        chat: 'chat',
        question: 'q',
      },
    });
    return kept.id;
  }

  test('carries it, opened; once it was erased, it says so', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const id = await keepPhoto(bytes);
    await note(id);
    const { said, shown } = deliver(() => ok);
    await expect.poll(states).toEqual(['sent']);
    expect(said).toEqual(['Look.']);
    expect(shown).toEqual([{ kind: 'photo', mime: 'image/jpeg', name: 'bukti.jpg', bytes }]);

    await database.prisma.outbox.deleteMany();
    await database.prisma.media.deleteMany();
    await note(id);
    await expect.poll(() => said).toEqual(['Look.', 'It is gone.']);
    expect(shown.at(-1)).toBeUndefined();
  });
});

test('nothing goes out while the operator has halted all sends, but what was asked for', async () => {
  await write('one');
  const cause = { kind: 'test', id: 'asked' };
  const asked = { cause, person, part: 1, notice: 'asked', args: { name: 'asked' }, chat: 'here' };
  await database.prisma.$transaction((db) => addNotice(db, database.secrets, asked, noon));
  await database.prisma.stop.create({
    data: { what: 'sends', whyId: '-', whyEn: '-', since: noon },
  });
  const { said } = deliver(() => ok);
  await expect.poll(() => said).toEqual(['asked']);
  await delay(700);
  expect(said).toEqual(['asked']);
  await database.prisma.stop.deleteMany();
  await expect.poll(() => said).toEqual(['asked', 'one']);
});

test('one notice is claimed at a time, whatever plan the database takes', async () => {
  await write('one', 'two', 'three');
  await database.prisma.$transaction(async (db) => {
    // A nested loop over tables that were never analyzed: where the claim stood in an `IN (… LIMIT 1)`, it took all three.
    for (const plan of 'hashjoin mergejoin hashagg material memoize sort indexscan bitmapscan'.split(
      ' ',
    ))
      await db.$executeRawUnsafe(`SET LOCAL enable_${plan} = off`);
    await claimNotice(db, database.secrets, { holder: 'one', now: noon });
  });
  expect(await states()).toEqual(['sending', 'waiting', 'waiting']);
});

test('stopping waits for the send in progress, and for no other', async () => {
  await write('one', 'two', 'three');
  let release = (_: Sent) => {};
  const { said, delivery } = deliver(() => new Promise<Sent>((resolve) => (release = resolve)));
  await expect.poll(() => said).toEqual(['one']);
  const stopped = delivery.stop();
  expect(await Promise.race([stopped.then(() => 'stopped'), delay(50, 'runs')])).toBe('runs');
  release(ok);
  await stopped;
  expect(await states()).toEqual(['sent', 'waiting', 'waiting']);
});
