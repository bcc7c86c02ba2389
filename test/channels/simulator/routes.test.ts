import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../../src/channels/simulator/channel.ts';
import { demoPeople } from '../../../src/channels/simulator/people.ts';
import type { Incoming } from '../../../src/chat/message.ts';
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts';
import { readEvents, type ServerEvent, serve } from './serve.ts';

const hour = 3_600_000;
let simulator: Simulator;
let journal: MemoryJournal;
let server: { root: string; close(): Promise<void> };
let heard: Incoming[];
let now: number;
let clockMoves: boolean;

beforeEach(async () => {
  now = Date.parse('2026-11-24T06:10:00Z');
  clockMoves = true;
  heard = [];
  const clock = {
    now: () => new Date(now),
    forward: async (milliseconds: number) => {
      if (!clockMoves) throw new Error('real data');
      now += milliseconds;
    },
  };
  journal = createMemoryJournal(clock.now);
  simulator = createSimulator({ journal, clock, people: demoPeople, host: '127.0.0.1' });
  await simulator.start(async (event) => void heard.push(event));
  server = await serve(simulator.routes);
});

afterEach(async () => {
  await simulator.stop();
  await server.close();
});

async function post(path: string, body: unknown) {
  const response = await fetch(`${server.root}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const halo = { id: 'm1', content: { kind: 'text', text: 'halo' } };
const ready = (events: ServerEvent[]) => events.some((event) => event.event === 'ready');

describe('a message of the page', () => {
  test('is answered once it is kept and taken, with its order', async () => {
    expect(await post('/simulator/ani/messages', halo)).toEqual({
      status: 200,
      body: { order: 1 },
    });
    expect(heard).toEqual([
      {
        id: 'message:m1',
        from: { channel: 'simulator', account: 'ani' },
        order: 1,
        content: { kind: 'text', text: 'halo' },
      },
    ]);
  });

  test('posted twice is kept once, and handed over with the same id and order', async () => {
    await post('/simulator/ani/messages', halo);
    expect(await post('/simulator/ani/messages', halo)).toEqual({
      status: 200,
      body: { order: 1 },
    });
    expect(journal.entries).toHaveLength(1);
    expect(heard.map(({ id, order }) => ({ id, order }))).toEqual([
      { id: 'message:m1', order: 1 },
      { id: 'message:m1', order: 1 },
    ]);
  });

  test("waits for the one before of the same person, and not for another's", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await simulator.start(async (event) => {
      if (event.id === 'message:m1') await held;
      heard.push(event);
    });
    const first = post('/simulator/ani/messages', halo);
    await vi.waitFor(() => expect(journal.entries).toHaveLength(1), 15_000);
    const second = post('/simulator/ani/messages', { ...halo, id: 'm2' });
    await post('/simulator/budi/messages', { ...halo, id: 'm3' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard.map((event) => event.id)).toEqual(['message:m3']);
    release();
    await Promise.all([first, second]);
    expect(heard.map((event) => event.id)).toEqual(['message:m3', 'message:m1', 'message:m2']);
  });

  test('asks to be said again when nobody receives', async () => {
    await simulator.stop();
    expect(await post('/simulator/ani/messages', halo)).toEqual({
      status: 503,
      body: { error: 'Not taken yet: say it again with the same id.' },
    });
  });

  test.each([
    ['a contact', { kind: 'contact', phone: '+6281200000012', own: true }],
    ['a tap', { kind: 'choice', question: 'q1', key: 'yes' }],
    ['a place', { kind: 'location', latitude: -6.19, longitude: 106.89 }],
    ['a sticker', { kind: 'sticker' }],
    ['a voice note', { kind: 'voice' }],
  ])('may be %s', async (_, content) => {
    expect((await post('/simulator/ani/messages', { id: 'm1', content })).status).toBe(200);
    expect(heard[0]?.content).toEqual(content);
  });

  test.each([
    ['no JSON', '{'],
    ['no id', { content: halo.content }],
    ['an id with a space', { ...halo, id: 'm 1' }],
    ['an empty text', { id: 'm1', content: { kind: 'text', text: '  ' } }],
    [
      'a text over 4,096 characters',
      { id: 'm1', content: { kind: 'text', text: 'a'.repeat(4097) } },
    ],
    [
      "someone else's number",
      { id: 'm1', content: { kind: 'contact', phone: '+62812', own: false } },
    ],
    ['an unknown kind', { id: 'm1', content: { kind: 'money' } }],
  ])('is refused with %s', async (_, body) => {
    expect(await post('/simulator/ani/messages', body)).toEqual({
      status: 400,
      body: { error: 'Say { id, content }.' },
    });
    expect(heard).toEqual([]);
  });

  test.each(['Ani', 'pak budi', 'a'.repeat(31), 'ani_1'])(
    'is refused for the account %s',
    async (account) => {
      const { status } = await post(`/simulator/${encodeURIComponent(account)}/messages`, halo);
      expect(status).toBe(400);
      expect(journal.entries).toEqual([]);
    },
  );

  test('is refused over 16 KB', async () => {
    const { status, body } = await post(
      '/simulator/ani/messages',
      JSON.stringify('a'.repeat(17_000)),
    );
    expect({ status, body }).toEqual({ status: 413, body: { error: 'At most 16 KB.' } });
  });
});

describe('the stream of a phone', () => {
  test('tells what was kept, then that it is ready, then what is said', async () => {
    await post('/simulator/ani/messages', halo);
    const reading = readEvents(
      `${server.root}/simulator/ani/events`,
      (events) => events.length === 3,
    );
    setTimeout(
      () =>
        simulator.send(
          { channel: 'simulator', account: 'ani' },
          {
            text: 'Boleh **kami** simpan?',
            question: 'q1',
            options: [
              { key: 'back', label: 'Kembali' },
              { key: 'yes', label: 'Ya, boleh' },
            ],
            marks: 'numbers',
            requests: 'contact',
          },
          'r1',
        ),
      100,
    );
    expect((await reading).map(({ event, id, data }) => ({ event, id, data }))).toEqual([
      {
        event: 'entry',
        id: '1',
        data: {
          account: 'ani',
          order: 1,
          direction: 'in',
          id: 'm1',
          at: '2026-11-24T06:10:00.000Z',
          said: { kind: 'text', text: 'halo' },
        },
      },
      { event: 'ready', id: '', data: { now: '2026-11-24T06:10:00.000Z' } },
      {
        event: 'entry',
        id: '2',
        data: {
          account: 'ani',
          order: 2,
          direction: 'out',
          id: 'r1',
          at: '2026-11-24T06:10:00.000Z',
          said: {
            spans: [
              { text: 'Boleh ', bold: false },
              { text: 'kami', bold: true },
              { text: ' simpan?', bold: false },
            ],
            question: 'q1',
            options: [
              { key: 'yes', label: 'Ya, boleh' },
              { key: 'back', label: 'Kembali' },
            ],
            requests: 'contact',
          },
        },
      },
    ]);
  });

  test('goes on after the last event that it told', async () => {
    for (const id of ['m1', 'm2', 'm3']) await post('/simulator/ani/messages', { ...halo, id });
    const events = await readEvents(`${server.root}/simulator/ani/events`, ready, {
      'Last-Event-ID': '2',
    });
    expect(events.map((event) => event.id)).toEqual(['3', '']);
  });

  test('may be one stream for several phones, and goes on for each of them', async () => {
    await post('/simulator/ani/messages', halo);
    await post('/simulator/budi/messages', halo);
    await post('/simulator/citra/messages', halo);
    const events = await readEvents(`${server.root}/simulator/events?ani=0&budi=0`, ready);
    expect(events.map((event) => event.id)).toEqual(['ani=1&budi=0', 'ani=1&budi=2', '']);
    const rest = await readEvents(`${server.root}/simulator/events?ani=0&budi=0`, ready, {
      'Last-Event-ID': 'ani=1&budi=0',
    });
    expect(rest.map((event) => event.id)).toEqual(['ani=1&budi=2', '']);
  });

  test.each(['', '?Pak+Budi=0', '?ani=x', '?ani=-1'])('needs to know whose: %s', async (query) => {
    expect((await fetch(`${server.root}/simulator/events${query}`)).status).toBe(400);
  });

  test('ends when the simulator stops', async () => {
    const reading = readEvents(`${server.root}/simulator/ani/events`, () => false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await simulator.stop();
    expect((await reading).map((event) => event.event)).toEqual(['ready']);
  });
});

describe('the clock', () => {
  test('goes forward and says the new time', async () => {
    expect(await post('/simulator/clock', { forward: 24 * hour })).toEqual({
      status: 200,
      body: { now: '2026-11-25T06:10:00.000Z' },
    });
    const people = await (await fetch(`${server.root}/simulator/people`)).json();
    expect(people).toMatchObject({ now: '2026-11-25T06:10:00.000Z' });
  });

  test.each([0, -hour, 1.5, 32 * 24 * hour, 'satu'])('does not go by %s', async (forward) => {
    expect((await post('/simulator/clock', { forward })).status).toBe(400);
    expect(now).toBe(Date.parse('2026-11-24T06:10:00Z'));
  });

  test('says so where it may not move', async () => {
    clockMoves = false;
    expect(await post('/simulator/clock', { forward: hour })).toEqual({
      status: 409,
      body: { error: 'The clock moves only over demo data, with no other channel on.' },
    });
  });
});
