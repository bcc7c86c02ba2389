import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Incoming } from '../../../src/chat/message.ts';
import { hold } from '../../../src/store/advisory.ts';
import { useDatabase } from '../../database.ts';
import { jpeg, pdf } from '../../pictures.ts';
import { said } from '../wire.ts';
import { type Ground, layGround } from './ground.ts';

const database = useDatabase();
let ground: Ground;
const number = '6281200000012';

afterEach(() => ground.close());

const ready = (channel: Channel, within = 10_000) =>
  vi.waitFor(
    () => expect(channel.health()).toMatchObject({ ready: true, detail: 'WhatsApp receives.' }),
    within,
  );

function listen(channel: Channel) {
  const events: Incoming[] = [];
  return { events, started: channel.start(async (event) => void events.push(event)) };
}

const filesLeft = () => database.prisma.whatsappFile.count();
const onceAborted = (signal: AbortSignal) =>
  new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));

describe('one holder', () => {
  const held = {
    hold: (name: string, run: (held: AbortSignal) => Promise<void>, until: AbortSignal) =>
      hold(database.url, name, run, { stop: until, retry: 100 }),
  };

  test('of two processes one is connected, and says what the other leaves to it; when it stops, the other takes over', async () => {
    ground = await layGround(database);
    const { world, store } = ground;
    const ani = world.person(number);
    const account = await store.contacts.of({ lid: ani.lid, pn: ani.jid });
    const [first, second] = [ground.make(held), ground.make(held)];
    const one = listen(first);
    await one.started;
    await ready(first);
    const two = listen(second);
    await two.started;
    await vi.waitFor(() => expect(second.health().detail).toMatch(/waiting for the turn/), 15_000);
    expect(world.connections).toBe(1);

    const sent = await second.send(
      { channel: 'whatsapp', account },
      said({ text: 'dari proses lain' }),
      'r1',
    );
    expect(sent).toMatchObject({ ok: true });
    expect(ani.inbox.map(({ text }) => text)).toEqual(['dari proses lain']);
    // The same message again is not said again, whoever is asked.
    expect(
      await first.send({ channel: 'whatsapp', account }, said({ text: 'dari proses lain' }), 'r1'),
    ).toEqual(sent);
    expect(ani.inbox).toHaveLength(1);
    // A photo goes the same way, and is left lying nowhere.
    const media = {
      kind: 'photo',
      mime: 'image/jpeg',
      name: 'a.jpg',
      bytes: await jpeg(),
    } as const;
    expect(
      await second.send({ channel: 'whatsapp', account }, said({ text: 'foto', media }), 'r2'),
    ).toMatchObject({ ok: true });
    const [, photo] = ani.inbox;
    expect(photo?.text).toBe('foto');
    expect(photo && (await ani.fileIn(photo))).toEqual(media.bytes);
    expect(await filesLeft()).toBe(0);

    await first.stop();
    const begun = performance.now();
    await ready(second, 30_000);
    expect(performance.now() - begun).toBeLessThan(30_000);
    ani.says('halo');
    await vi.waitFor(() => expect(two.events).toHaveLength(1), 5000);
    expect(one.events).toEqual([]);
  });

  test('a file that no holder took in time is left lying nowhere', async () => {
    ground = await layGround(database);
    const ani = ground.world.person(number);
    const account = await ground.store.contacts.of({ lid: ani.lid, pn: ani.jid });
    const nobody = ground.make({
      hold: async (_, __, until) => onceAborted(until),
      ackSeconds: -4,
    });
    await listen(nobody).started;
    await vi.waitFor(() => expect(nobody.health().detail).toMatch(/waiting for the turn/), 15_000);
    const media = {
      kind: 'document',
      mime: 'application/pdf',
      name: 'a.pdf',
      bytes: pdf(),
    } as const;
    expect(await nobody.send({ channel: 'whatsapp', account }, said({ media }), 'r1')).toEqual({
      ok: false,
      failure: 'unreachable',
    });
    expect(await filesLeft()).toBe(0);
  });

  test('whoever lost it writes no key any more', async () => {
    ground = await layGround(database);
    const { store } = ground;
    const { epoch } = await store.account.take();
    await store.account.take();
    const change = {
      put: new Map([['session:x', '1']]),
      gone: [],
      kept: [{ name: 'n', body: 'b', place: 1 }],
      preKeyTop: 9,
    };
    await expect(store.keys.write(epoch, change)).rejects.toThrow(/taken the connection/);
    await expect(store.account.keepCreds(epoch, '{}', true)).rejects.toThrow(
      /taken the connection/,
    );
    expect(await store.keys.read(['session:x'])).toEqual(new Map());
    expect(await store.journal.undone(9)).toEqual([]);
  });
});
