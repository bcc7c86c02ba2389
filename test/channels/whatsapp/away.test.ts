import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Incoming } from '../../../src/chat/message.ts';
import { useDatabase } from '../../database.ts';
import { type Ground, layGround } from './ground.ts';

const database = useDatabase();
let ground: Ground;
const number = '6281200000012';

afterEach(() => ground.close());

const ready = (channel: Channel) =>
  vi.waitFor(() => expect(channel.health().detail).toBe('WhatsApp receives.'), 10_000);

function listen(channel: Channel) {
  const events: Incoming[] = [];
  return { events, started: channel.start(async (event) => void events.push(event)) };
}

const texts = (events: Incoming[]) =>
  events.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));

describe('records that are away', () => {
  test('while a message is opened: it is not receipted, and taken once they are back', async () => {
    ground = await layGround(database);
    const { world, store } = ground;
    let failures = 2;
    const write: typeof store.keys.write = async (epoch, change) => {
      if (change.kept.length > 0 && failures-- > 0) throw new Error('Connection terminated');
      await store.keys.write(epoch, change);
    };
    const channel = ground.make({ store: { ...store, keys: { ...store.keys, write } } });
    const { events, started } = listen(channel);
    await started;
    await ready(channel);
    const ani = world.person(number);
    ani.says('satu');
    ani.says('dua');
    await vi.waitFor(() => expect(texts(events)).toEqual(['satu', 'dua']), 15_000);
    await vi.waitFor(() => expect(world.pending).toEqual([]), 5000);
    expect(failures).toBeLessThan(0);
    // Neither refused nor asked for again: to WhatsApp it looked like a connection that broke.
    expect(world.heard('receipt', { type: 'retry' })).toEqual([]);
    expect(world.nodes.filter(({ tag, attrs }) => tag === 'ack' && attrs.error)).toEqual([]);
  });

  /** The next so many reads of the journal or of keys fail; `which` says which count. */
  const failing = (failures: { left: number }, which: (names: string[]) => boolean) => {
    const { store } = ground;
    const fail = (names: string[]) => {
      if (which(names) && failures.left-- > 0) throw new Error('Connection terminated');
    };
    return {
      ...store,
      journal: {
        ...store.journal,
        find: async (name: string) => {
          fail(['journal']);
          return store.journal.find(name);
        },
      },
      keys: {
        ...store.keys,
        read: async (names: string[]) => {
          fail(names);
          return store.keys.read(names);
        },
      },
    };
  };

  test.each([
    ['journal', false],
    ['journal', true],
    ['lid-mapping', false],
  ] as const)('while %s is read, the phone off: %s', async (what, off) => {
    ground = await layGround(database, { addressing: what === 'journal' ? 'lid' : 'pn' });
    const { world } = ground;
    const failures = { left: 0 };
    const store = failing(failures, (names) => names.some((name) => name.startsWith(what)));
    const channel = ground.make({ store });
    const { events, started } = listen(channel);
    await started;
    await ready(channel);
    const ani = world.person(number);
    if (what === 'journal') {
      ani.says('nol');
      await vi.waitFor(() => expect(texts(events)).toEqual(['nol']), 8000);
    }
    failures.left = 1;
    ani.off = off;
    ani.says('satu');
    await vi.waitFor(() => expect(failures.left).toBeLessThan(1), 8000);
    ani.says('dua');
    const all = [...(what === 'journal' ? ['nol'] : []), 'satu', 'dua'];
    await vi.waitFor(() => expect(texts(events)).toEqual(all), 15_000);
    expect(world.heard('receipt', { type: 'retry' })).toEqual([]);
    expect(world.nodes.filter(({ tag, attrs }) => tag === 'ack' && attrs.error)).toEqual([]);
  });

  test.each(['replaced', 'banned'] as const)(
    'what it was told then is heeded: %s',
    async (reason) => {
      ground = await layGround(database);
      const { world, store } = ground;
      let away = false;
      const look: typeof store.account.look = async () => {
        if (away) throw new Error('ECONNREFUSED');
        return store.account.look();
      };
      const channel = ground.make({ store: { ...store, account: { ...store.account, look } } });
      await listen(channel).started;
      await ready(channel);
      away = true;
      if (reason === 'replaced') world.replace();
      else world.fail('406');
      await vi.waitFor(() => expect(world.connected).toBe(false), 8000);
      await new Promise((done) => setTimeout(done, 1500));
      away = false;
      await vi.waitFor(async () => expect((await store.account.look()).stopped).toBe(reason), 8000);
      expect(world.connected).toBe(false);
      expect(channel.health().ready).toBe(false);
    },
  );

  test('a redelivered message that is kept already is receipted, and handed over once', async () => {
    ground = await layGround(database);
    const { world } = ground;
    world.faults.duplicate = 1;
    world.faults.replay = 1;
    const channel = ground.make();
    const { events, started } = listen(channel);
    await started;
    await ready(channel);
    const ani = world.person(number);
    for (const text of ['satu', 'dua', 'tiga']) ani.says(text);
    await world.settled();
    await vi.waitFor(() => expect(events).toHaveLength(3), 8000);
    await vi.waitFor(() => expect(world.pending).toEqual([]), 5000);
    await new Promise((done) => setTimeout(done, 300));
    expect(texts(events)).toEqual(['satu', 'dua', 'tiga']);
    expect(world.heard('receipt', { type: 'retry' })).toEqual([]);
    expect(world.nodes.filter(({ tag, attrs }) => tag === 'ack' && attrs.error)).toEqual([]);
  });
});
