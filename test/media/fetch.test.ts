import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { receiveMedia } from '../../src/aid/media/records.ts';
import { photoEnded } from '../../src/aid/photo/ended.ts';
import type { Channel, Fetched } from '../../src/chat/channel.ts';
import { startFetching } from '../../src/media/fetch.ts';
import { bindRecords } from '../../src/records.ts';
import { claimMedia, readMedia } from '../../src/store/media.ts';
import { createWorld, puloGadung, tuesday, type World } from '../aid/world.ts';
import { useDatabase } from '../database.ts';
import { jpeg, jpegFromPhone } from '../pictures.ts';

const database = useDatabase();
const running: { stop(): Promise<void> }[] = [];
let world: World;
let person: string;
let headship: string;
let photo: Uint8Array;

beforeAll(async () => {
  world = createWorld(database.prisma, database.secrets);
  await world.seed();
  const budi = await world.known('budi', 'Pak', 'Budi', '+6281234567890');
  await world.claimed(budi, { kelurahan: puloGadung, rw: 3, label: 'RW' });
  const row = await database.prisma.headship.findFirstOrThrow();
  headship = row.id;
  person = row.personId ?? '';
  photo = await jpeg();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
  await database.prisma.media.deleteMany();
  await database.prisma.outbox.deleteMany();
});

/** A turn that takes a photo of the proof, as a verb of registering does. */
const sends = (file: string, question: string = randomUUID()) =>
  world.transact((records) =>
    receiveMedia(
      {
        records,
        chat: 'chat',
        question,
        now: tuesday,
        seed: question,
        address: { channel: 'simulator', account: 'budi' },
        language: 'id',
      },
      { whose: { headship }, file: { kind: 'photo', file }, by: person },
    ),
  );

/** A process that fetches; its channel answers so, and what it was asked for is kept. */
function fetching(answer: (file: string) => Fetched | Promise<Fetched>, now = tuesday) {
  const { prisma, secrets } = database;
  const asked: string[] = [];
  const faults: unknown[] = [];
  const channel: Pick<Channel, 'fetch'> = {
    async fetch(file) {
      asked.push(file);
      return answer(file);
    },
  };
  const worker = startFetching({
    prisma,
    secrets,
    channels: { simulator: channel as Channel },
    now: () => now,
    ended: (db, id, state, at) => photoEnded(bindRecords(secrets)(db, at), id, { state, now: at }),
    worked: () => {},
    fault: (error) => faults.push(error),
  });
  running.push(worker);
  worker.wake();
  return { asked, faults };
}

const eventually = <T>(what: () => T) => expect.poll(what, { timeout: 10_000 });
const ok = (bytes = photo): Fetched => ({ ok: true, bytes });
const rows = () => database.prisma.media.findMany({ orderBy: { id: 'asc' } });
const states = async () => (await rows()).map(({ state }) => state);
const notices = async () => (await database.prisma.outbox.findMany()).map(({ notice }) => notice);

describe('a file that was sent', () => {
  test('is fetched once over two processes, and kept sealed, as it is shown later', async () => {
    const id = await sends('file-1');
    const [one, other] = [fetching(() => ok()), fetching(() => ok())];
    await eventually(states).toEqual(['kept']);
    expect([...one.asked, ...other.asked]).toEqual(['file-1']);
    const [row] = await rows();
    expect(row).toMatchObject({ mime: 'image/jpeg', file: null, holder: null, refusal: null });
    expect(Buffer.from(row?.content ?? []).includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    const shown = await readMedia(database.prisma, database.secrets, id);
    expect(shown).toMatchObject({ kind: 'photo', mime: 'image/jpeg', name: 'bukti.jpg' });
    expect(shown?.bytes.length).toBe(row?.size);
  });

  test('by one answer is one, however often the answer comes', async () => {
    const first = await sends('file-1', 'q1');
    expect(await sends('file-1', 'q1')).toBe(first);
    const { asked } = fetching(() => ok());
    await eventually(states).toEqual(['kept']);
    expect(await sends('file-1', 'q1')).toBe(first);
    expect(asked).toEqual(['file-1']);
  });

  test('is fetched by another process when the first one died over it', async () => {
    await sends('file-1');
    const { prisma, secrets } = database;
    const dead = await claimMedia(prisma, secrets, { holder: 'dead', now: tuesday });
    expect(dead?.file()).toBe('file-1');
    const { asked } = fetching(() => ok());
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asked).toEqual([]);
    await prisma.media.updateMany({ data: { heldUntil: new Date(0) } });
    await eventually(states).toEqual(['kept']);
    expect(asked).toEqual(['file-1']);
  });

  test('keeps nothing of where it was taken', async () => {
    const id = await sends('file-1');
    const before = await jpegFromPhone();
    fetching(() => ok(before));
    await eventually(states).toEqual(['kept']);
    const shown = await readMedia(database.prisma, database.secrets, id);
    expect(Buffer.from(shown?.bytes ?? []).includes('HP Rahasia')).toBe(false);
  });

  test.each(['throttled', 'unreachable'] as const)(
    'that was %s is fetched later',
    async (failure) => {
      await sends('file-1');
      const { asked } = fetching(() => ({ ok: false, failure, after: 5000 }));
      await expect
        .poll(async () => (await rows())[0]?.dueAt)
        .toEqual(new Date(tuesday.getTime() + 5000));
      expect(asked).toEqual(['file-1']);
      expect(await states()).toEqual(['awaited']);
      fetching(() => ok(), new Date(tuesday.getTime() + 5000));
      await eventually(states).toEqual(['kept']);
      expect(await notices()).toEqual([]);
    },
  );

  test('waits while nobody here has its channel', async () => {
    await sends('file-1');
    await database.prisma.media.updateMany({ data: { channel: 'telegram' } });
    const { asked } = fetching(() => ok());
    await eventually(async () => (await rows())[0]?.tries).toBe(1);
    expect([asked, await states()]).toEqual([[], ['awaited']]);
  });

  test('that never comes is asked for again, with a reminder', async () => {
    await sends('file-1');
    fetching(
      () => ({ ok: false, failure: 'unreachable' }),
      new Date(tuesday.getTime() + 13 * 3_600_000),
    );
    await eventually(states).toEqual(['refused']);
    expect(await notices()).toEqual(['proof-unfetched']);
    const { proof } = await database.prisma.headship.findUniqueOrThrow({ where: { id: headship } });
    expect(proof).toBe('awaited');
    expect(
      await database.prisma.timer.count({
        where: { subjectId: headship, kind: { startsWith: 'media.' } },
      }),
    ).toBe(2);
  });

  test.each([
    ['gone', 'proof-unfetched'],
    ['too-large', 'proof-too-large'],
  ] as const)('that is %s is asked for again', async (failure, notice) => {
    await sends('file-1');
    fetching(() => ({ ok: false, failure }));
    await eventually(notices).toEqual([notice]);
    expect(await states()).toEqual(['refused']);
  });

  test('that is no photo is asked for again, in words of its own', async () => {
    await sends('file-1');
    fetching(() => ok(new Uint8Array(Buffer.from('halo'))));
    await eventually(notices).toEqual(['proof-format']);
  });

  test('that could not be read is not asked for again when another one serves', async () => {
    await sends('bad');
    await sends('good');
    fetching((file) => ok(file === 'bad' ? photo.subarray(0, 40) : photo));
    await eventually(async () => (await states()).sort()).toEqual(['kept', 'refused']);
    expect(await notices()).toEqual([]);
  });

  test('that throws keeps no other waiting', async () => {
    await sends('bad');
    await sends('good');
    const { faults } = fetching((file) => {
      if (file === 'bad') throw new Error('A bug.');
      return ok();
    });
    await eventually(async () => (await states()).sort()).toEqual(['awaited', 'kept']);
    expect(faults).toHaveLength(1);
    await database.prisma.media.updateMany({
      where: { state: 'awaited' },
      data: { tries: 7, dueAt: tuesday },
    });
    await eventually(async () => (await states()).sort()).toEqual(['kept', 'refused']);
  });

  test('of which one person has sent thirty that day is not fetched', async () => {
    for (let file = 0; file < 31; file++) await sends(`file-${file}`);
    const { asked } = fetching(() => ok());
    await eventually(async () => new Set(await states())).not.toContain('awaited');
    expect((await states()).filter((state) => state === 'kept')).toHaveLength(30);
    expect((await rows()).filter(({ refusal }) => refusal === 'too_many')).toHaveLength(1);
    // Thirty others of the same claim are there: nobody is asked for it again.
    expect(await notices()).toEqual([]);
    expect(asked).toHaveLength(30);
  });

  test('that was erased meanwhile stays erased', async () => {
    await sends('file-1');
    const { asked } = fetching(async () => {
      await database.prisma.media.deleteMany();
      return ok();
    });
    await eventually(() => asked).toEqual(['file-1']);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await rows()).toEqual([]);
  });
});
