import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../../src/channels/whatsapp/connection.ts';
import { keepPace } from '../../../src/channels/whatsapp/pace.ts';
import { createSender, messageId } from '../../../src/channels/whatsapp/send.ts';
import { watchSilence } from '../../../src/channels/whatsapp/silence.ts';
import type { WhatsappStore } from '../../../src/channels/whatsapp/store.ts';
import { useDatabase } from '../../database.ts';
import { said } from '../wire.ts';
import { type Ground, layGround } from './ground.ts';
import { standIn } from './stand-in.ts';

const database = useDatabase();
let ground: Ground;
let store: WhatsappStore;
beforeEach(async () => {
  ground = await layGround(database);
  store = ground.store;
});
afterEach(() => ground.close());

const make = (connection: Connection | undefined, { human = false, ackTime = 15_000 } = {}) =>
  createSender({
    store,
    pace: keepPace(human),
    connection: () => connection,
    holds: () => connection !== undefined,
    ackTime,
    human,
    chance: () => 0.5,
  });
const someone = async (n: number) =>
  ({
    channel: 'whatsapp',
    account: await store.contacts.of({ pn: `62811000${n}@s.whatsapp.net` }),
  }) as const;

describe('what other processes leave to the holder', () => {
  /** Looks as the holder does, until it is told to end. */
  function looking(holder: ReturnType<typeof make>) {
    let stopped = false;
    const run = async () => {
      for (; !stopped; await delay(50)) await holder.sendQueued();
      await holder.idle();
    };
    const done = run();
    return async () => {
      stopped = true;
      await done;
    };
  }

  test('is said side by side, each at a human pace, and nobody gives up meanwhile', async () => {
    const { connection } = standIn(store, 200);
    const stop = looking(make(connection, { human: true }));
    const other = make(undefined);
    const begun = performance.now();
    const sent = await Promise.all(
      Array.from({ length: 15 }, async (_, n) =>
        other.send(await someone(n), said({ text: 'x'.repeat(300) }), `r${n}`),
      ),
    );
    expect(sent.filter(({ ok }) => ok)).toHaveLength(15);
    expect(performance.now() - begun).toBeLessThan(8000);
    await stop();
  });

  test('is said to one person in order', async () => {
    const { connection, said: out } = standIn(store, 20);
    const other = make(undefined);
    const to = await someone(1);
    const sending = [];
    for (const id of ['a', 'b', 'c', 'd']) {
      sending.push(other.send(to, said({ text: id }), id));
      const isLeft = () => store.sent.find(messageId(to.account, id));
      await vi.waitFor(async () => expect(await isLeft()).toBeDefined(), 5000);
    }
    const stop = looking(make(connection));
    expect((await Promise.all(sending)).every(({ ok }) => ok)).toBe(true);
    expect(out).toEqual(['a', 'b', 'c', 'd'].map((id) => messageId(to.account, id)));
    await stop();
  });

  test('is not said once its process has taken it back', async () => {
    const { connection, said: out } = standIn(store);
    const to = await someone(1);
    expect(await make(undefined, { ackTime: -4500 }).send(to, said({}), 'r1')).toEqual({
      ok: false,
      failure: 'unreachable',
    });
    const id = messageId(to.account, 'r1');
    expect(await store.sent.sending(id, false)).toBeUndefined();
    const holder = make(connection);
    await holder.sendQueued();
    await holder.idle();
    expect(out).toEqual([]);
  });

  test('a notice that meets a sign of restriction waits, whichever process it is from', async () => {
    const to = await someone(1);
    const sending = make(undefined).send(to, said({ unasked: true }), 'n1');
    const id = messageId(to.account, 'n1');
    await vi.waitFor(async () => expect(await store.sent.find(id)).toBeDefined(), 5000);
    await delay(200);
    await store.sent.refused(id, '463');
    expect(await sending).toEqual({ ok: false, failure: 'throttled', after: 3_600_000 });
  });
});

describe('a message that was said to somebody who was two contacts', () => {
  test('is the same message when it is said again after they became one, by either account', async () => {
    const { connection, said: out } = standIn(store);
    const sender = make(connection);
    const [lid, pn] = ['9628@lid', '628@s.whatsapp.net'];
    const [one, two] = [await store.contacts.of({ lid }), await store.contacts.of({ pn })];
    const notice = said({ text: 'kabar' });
    const first = await sender.send({ channel: 'whatsapp', account: two }, notice, 'notice-7');
    expect(first).toMatchObject({ ok: true });
    // The other one stays: they were asked something there.
    const body = JSON.stringify({ question: 'q', text: '?' });
    await store.sent.begin({ id: 'x', contact: one, body, push: false, state: 'sending' });
    await store.sent.acked('x', 9e15);
    expect(await store.contacts.of({ lid, pn })).toBe(one);
    for (const account of [one, two]) {
      expect(await sender.send({ channel: 'whatsapp', account }, notice, 'notice-7')).toEqual(
        first,
      );
    }
    expect(out).toHaveLength(1);
  });
});

describe('while nothing is acknowledged', () => {
  const open = { isOpen: () => true };

  test('two wait in vain, and then one in thirty seconds, until an ack comes or the connection is another', () => {
    let now = 0;
    const silence = watchSilence(() => now);
    silence.heard(open, false);
    expect(silence.lasts(open)).toBe(false);
    silence.heard(open, false);
    expect(silence.lasts(open)).toBe(true);
    now = 30_000;
    expect(silence.lasts(open)).toBe(false);
    expect(silence.lasts(open)).toBe(true);
    expect(silence.lasts({ isOpen: () => true })).toBe(false);
    silence.heard(open, false);
    silence.heard(open, false);
    expect(silence.lasts(open)).toBe(true);
    silence.heard(open, true);
    expect(silence.lasts(open)).toBe(false);
  });

  test('the end of a connection is no silence', () => {
    const silence = watchSilence();
    const closed = { isOpen: () => false };
    for (const _ of ['once', 'twice', 'again']) silence.heard(closed, false);
    expect(silence.lasts(closed)).toBe(false);
  });
});
