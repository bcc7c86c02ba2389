import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadLibrary } from '../../../src/channels/whatsapp/library.ts';
import { pair } from '../../../src/channels/whatsapp/pairing.ts';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Incoming } from '../../../src/chat/message.ts';
import { useDatabase } from '../../database.ts';
import { expectPrinted } from '../../quiet.ts';
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

const texts = (events: Incoming[]) =>
  events.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));

describe('the link', () => {
  test('is made with a QR code, survives the restart that WhatsApp asks for, and is taken by a bot that waits', async () => {
    ground = await layGround(database, { linked: false });
    const { world, store } = ground;
    const channel = ground.make({
      pause: async () => void (await new Promise((done) => setTimeout(done, 50))),
    });
    await channel.start(async () => {});
    await vi.waitFor(() => expect(channel.health().detail).toMatch(/whatsapp pair/), 15_000);
    expect(await channel.send({ channel: 'whatsapp', account: 'x' }, said({}), 'r1')).toEqual({
      ok: false,
      failure: 'unreachable',
    });

    const library = await loadLibrary();
    if (!library) throw new Error('Not installed.');
    const shown: string[] = [];
    const linked = pair({
      library,
      store,
      url: world.url,
      hold: async (_, run, until) => run(until),
      show(qr) {
        if (shown.length === 0) world.scan(qr);
        shown.push(qr);
      },
      until: AbortSignal.timeout(15_000),
    });
    expect(await linked).toBe('linked');
    await ready(channel);
    expect(world.link.preKeys).toBeGreaterThan(0);
    expect(
      await pair({
        library,
        store,
        url: world.url,
        hold: async () => {},
        show() {},
        until: AbortSignal.timeout(1),
      }),
    ).toBe('already');
  });

  test('may be asked for by a code to be typed on the phone; asking alone links nothing', async () => {
    ground = await layGround(database, { linked: false });
    const { world, store } = ground;
    const library = await loadLibrary();
    if (!library) throw new Error('Not installed.');
    const shown: string[] = [];
    const stopping = new AbortController();
    const linked = pair({
      library,
      store,
      url: world.url,
      hold: async (_, run, until) => run(until),
      show: (qr) => shown.push(qr),
      code: { number: '6281200000000', show: (code) => shown.push(code) },
      until: stopping.signal,
    });
    await vi.waitFor(() => expect(shown).toHaveLength(1), 10_000);
    expect(shown[0]).toMatch(/^[0-9A-Z]{8}$/);
    // What goes to WhatsApp is right by Baileys' own doing; no server here can answer it.
    await vi.waitFor(() =>
      expect(JSON.stringify(world.heard('iq', { xmlns: 'md' }))).toContain(
        'link_code_companion_reg',
      ),
    );
    expect(await store.account.look()).toMatchObject({ paired: false });
    stopping.abort();
    expect(await linked).toBe('given-up');
  });

  test('where nothing answers it is said once, and tried again less and less often', async () => {
    ground = await layGround(database, { linked: false });
    const library = await loadLibrary();
    if (!library) throw new Error('Not installed.');
    const { epoch } = await ground.store.account.look();
    const told: string[] = [];
    const stopping = new AbortController();
    const ended = pair({
      library,
      store: ground.store,
      url: 'ws://127.0.0.1:9/ws',
      hold: async (_, run, until) => run(until),
      show() {},
      tell: (detail) => told.push(detail),
      until: stopping.signal,
    });
    await vi.waitFor(() => expect(told).toHaveLength(1), 10_000);
    await new Promise((done) => setTimeout(done, 1500));
    stopping.abort();
    expect(await ended).toBe('given-up');
    expect(told).toEqual([expect.stringMatching(/cannot be reached/)]);
    expect((await ground.store.account.look()).epoch - epoch).toBeLessThanOrEqual(2);
  });

  test('is gone when it is ended on the phone: the operator reads so, the keys are deleted, nothing is tried again', async () => {
    ground = await layGround(database);
    const counted: string[] = [];
    const channel = ground.make({ count: (reason) => counted.push(reason) });
    await listen(channel).started;
    await ready(channel);
    ground.world.logout();
    await vi.waitFor(
      () => expect(channel.health().detail).toMatch(/unlinked.*whatsapp pair/),
      5000,
    );
    expect(ground.reported.join(' ')).toMatch(/unlinked on the phone/);
    expect(counted).toEqual(['unlinked']);
    expect(await ground.store.account.look()).toMatchObject({ paired: false, creds: undefined });
  });

  test.each([
    [
      'replaced',
      /another installation.*Stop that one/,
      (world: Ground['world']) => world.replace(),
    ],
    ['banned', /banned.*docs\/operating\.md/, (world: Ground['world']) => world.fail('403')],
    ['outdated', /update the bot/, (world: Ground['world']) => world.fail('405')],
  ] as const)('%s: says so, and stops', async (reason, detail, happen) => {
    ground = await layGround(database);
    const counted: string[] = [];
    const channel = ground.make({ count: (name) => counted.push(name) });
    await listen(channel).started;
    await ready(channel);
    happen(ground.world);
    await vi.waitFor(() => expect(channel.health().detail).toMatch(detail), 5000);
    expect(channel.health().ready).toBe(false);
    await vi.waitFor(() => expect(counted).toEqual([reason]), 8000);
    await new Promise((done) => setTimeout(done, 500));
    expect(ground.world.connected).toBe(false);
    const account = await ground.store.contacts.of({ pn: '62811@s.whatsapp.net' });
    expect(await channel.send({ channel: 'whatsapp', account }, said({}), 'r1')).toEqual({
      ok: false,
      failure: 'unreachable',
    });
    // No process tries, not even one that is started anew, until an operator says so.
    const { connections } = ground.world;
    const other = ground.make();
    await listen(other).started;
    await vi.waitFor(() => expect(other.health().detail).toMatch(detail), 5000);
    expect(other.health().ready).toBe(false);
    expect(ground.world.connections).toBe(connections);
    await ground.store.account.lift();
    await ready(other);
  });

  test('a sibling that took over ends this connection: this process waits for its turn, and stops nobody', async () => {
    ground = await layGround(database);
    const counted: string[] = [];
    // As where the lock was lost and this process has not noticed yet.
    let released = () => {};
    const turns = [Promise.resolve(), new Promise<void>((done) => (released = done))];
    const channel = ground.make({
      count: (name) => counted.push(name),
      hold: async (_, run, until) => {
        await turns.shift();
        await run(until);
      },
    });
    await listen(channel).started;
    await ready(channel);
    await ground.store.account.take();
    ground.world.replace();
    await vi.waitFor(() => expect(channel.health().detail).toMatch(/waiting for the turn/), 5000);
    expect(counted).toEqual(['overtaken']);
    expect(await ground.store.account.look()).toMatchObject({ stopped: undefined });
    released();
    await ready(channel);
  });

  test('a logout that was asked for while the holder connects anew is not forgotten', async () => {
    ground = await layGround(database);
    const channel = ground.make();
    await listen(channel).started;
    await ready(channel);
    ground.world.drop();
    await ground.store.account.want('logout');
    await vi.waitFor(
      async () => expect(await ground.store.account.look()).toMatchObject({ paired: false }),
      8000,
    );
  });

  test('is made anew after a drop and after a restart of the server, and nothing is missed', async () => {
    ground = await layGround(database);
    const { world } = ground;
    const channel = ground.make();
    const { events, started } = listen(channel);
    await started;
    await ready(channel);
    const ani = world.person(number);
    ani.says('satu');
    await vi.waitFor(() => expect(events).toHaveLength(1), 5000);
    world.drop();
    ani.says('saat putus');
    await vi.waitFor(() => expect(events).toHaveLength(2), 8000);
    await world.restart();
    ani.says('server baru');
    await vi.waitFor(
      () => expect(texts(events)).toEqual(['satu', 'saat putus', 'server baru']),
      12_000,
    );
  });
});

describe('nothing of keys and sessions is seen', () => {
  test('while a phone is replaced and sessions are made anew, though libsignal prints them', async () => {
    ground = await layGround(database);
    const { world } = ground;
    const lines = expectPrinted();
    const channel = ground.make();
    const { events, started } = listen(channel);
    await started;
    await ready(channel);
    const ani = world.person(number);
    ani.says('satu');
    await vi.waitFor(() => expect(events).toHaveLength(1), 5000);
    const account = events[0]?.from ?? { channel: 'whatsapp', account: '' };
    await channel.send(account, said({ text: 'jawaban' }), 'r1');
    ani.phone.replaceKeys();
    ani.says('HP baru');
    await vi.waitFor(() => expect(events).toHaveLength(2), 5000);
    expect(await channel.send(account, said({ text: 'jawaban dua' }), 'r2')).toMatchObject({
      ok: true,
    });
    await ani.hears(/jawaban dua/);
    // What is not theirs is printed as ever.
    console.info('Closing session: of our own words');
    const printed = [...lines(), ...ground.reported].join('\n');
    expect(printed).toMatch(/of our own words/);
    expect(printed).not.toMatch(/SessionEntry|privKey|prekey|registrationId|rootKey|Buffer|62812/i);
    expect(lines().filter((line) => !line.includes('our own words'))).toEqual([]);
  });
});
