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
