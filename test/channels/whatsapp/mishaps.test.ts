import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { encodeBigEndian } from '@whiskeysockets/baileys';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetchFile } from '../../../src/channels/whatsapp/fetch.ts';
import { loadLibrary } from '../../../src/channels/whatsapp/library.ts';
import { servePairPage } from '../../../src/channels/whatsapp/pair-page.ts';
import { padded } from '../../../src/channels/whatsapp/resent.ts';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Incoming } from '../../../src/chat/message.ts';
import { sweep } from '../../../src/store/sweep.ts';
import { useDatabase } from '../../database.ts';
import { execute } from '../../execute.ts';
import { jpeg } from '../../pictures.ts';
import { node, seconds } from '../../whatsapp/server/nodes.ts';
import { said } from '../wire.ts';
import { type Ground, layGround } from './ground.ts';

/** Mishaps that somebody thought of who had not written the code. */

const database = useDatabase();
let laid: Ground[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  await Promise.all(laid.map((ground) => ground.close()));
  laid = [];
});

async function lay(): Promise<Ground> {
  const ground = await layGround(database);
  laid.push(ground);
  return ground;
}

async function heard(channel: Channel, ...people: { says(text: string): unknown }[]) {
  const events: Incoming[] = [];
  await channel.start(async (event) => void events.push(event));
  await vi.waitFor(() => expect(channel.health().detail).toBe('WhatsApp receives.'), 10_000);
  for (const [at, person] of people.entries()) {
    person.says('halo');
    await vi.waitFor(() => expect(events).toHaveLength(at + 1), 8000);
  }
  return events.map(({ from }) => from);
}

describe('a file whose upload fails', () => {
  test.each<[string, () => Promise<Response>]>([
    ['refused', () => Promise.reject(new TypeError('fetch failed'))],
    ['in vain', () => Promise.reject(new DOMException('timeout', 'TimeoutError'))],
    ['with 500', async () => new Response('no', { status: 500 })],
  ])('%s: goes as a link, and others hear the bot as ever', async (_, fails) => {
    const { world, make } = await lay();
    const channel = make({ publicUrl: 'https://bot.test' });
    const [ani, sri] = [world.person('6281200000012'), world.person('6281200000013', 'Sri')];
    const [toAni, toSri] = await heard(channel, ani, sri);
    if (!toAni || !toSri) throw new Error('They did not write.');
    const real = globalThis.fetch;
    vi.stubGlobal('fetch', (...[to, how]: Parameters<typeof fetch>) =>
      String(to).includes('/mms/') ? fails() : real(to, how),
    );
    const media = {
      kind: 'photo',
      bytes: await jpeg(),
      mime: 'image/jpeg',
      name: 'f.jpg',
    } as const;
    for (const id of ['p1', 'p2', 'p3']) {
      const sent = await channel.send(toAni, said({ text: 'bukti', media }), id);
      expect(sent).toMatchObject({ ok: true });
    }
    await vi.waitFor(() => expect(ani.inbox).toHaveLength(3), 8000);
    for (const { text } of ani.inbox) expect(text).toMatch(/https:\/\/bot\.test\/berkas\//);
    expect(await channel.send(toSri, said({ text: 'hai' }), 's1')).toMatchObject({ ok: true });
  });
});

test('a message is given again to nobody but whom it was said to', async () => {
  const { world, make } = await lay();
  const channel = make();
  const [ani, sri] = [world.person('6281200000012'), world.person('6281200000013', 'Sri')];
  const [toAni] = await heard(channel, ani, sri);
  if (!toAni) throw new Error('She did not write.');
  await channel.send(toAni, said({ text: 'rahasia untuk Ani' }), 'r1');
  await ani.hears(/rahasia/);
  const id = ani.inbox.at(-1)?.id ?? '';
  const asks = (from: string) =>
    world.push(
      node('receipt', { from, id, type: 'retry', t: seconds() }, [
        node('retry', { count: '1', id, t: seconds(), v: '1' }),
        node('registration', {}, encodeBigEndian(1, 4)),
      ]),
    );
  asks(sri.lid);
  await new Promise((done) => setTimeout(done, 1500));
  expect(sri.inbox).toEqual([]);
});

describe('a file that is fetched', () => {
  const load = () => loadLibrary();

  test('while the records are away is asked for again, not given up', async () => {
    const { store } = await lay();
    const body = () => Promise.reject(new Error('ECONNREFUSED'));
    const away = { ...store, journal: { ...store.journal, body } };
    const answer = await fetchFile({ store: away, load }, '1');
    expect(answer).toEqual({ ok: false, failure: 'unreachable' });
  });

  test('with the right tag and a wrong padding is none', async () => {
    const { store } = await lay();
    const library = await load();
    if (!library) throw new Error('There is no Baileys here.');
    const { baileys } = library;
    const mediaKey = randomBytes(32);
    const { cipherKey, iv, macKey } = await baileys.getMediaKeys(mediaKey, 'image');
    if (!macKey) throw new Error('There is no key for the tag.');
    const cipher = createCipheriv('aes-256-cbc', cipherKey, iv).setAutoPadding(false);
    const sealed = Buffer.concat([cipher.update(Buffer.alloc(32, 0)), cipher.final()]);
    const tag = createHmac('sha256', macKey).update(iv).update(sealed).digest().subarray(0, 10);
    const image = { imageMessage: { mediaKey, directPath: '/x', fileLength: 3 } };
    const plain = padded(baileys.proto.Message.encode(image).finish());
    const kept = JSON.stringify({ key: {}, stamp: 1, plain }, baileys.BufferJSON.replacer);
    await store.journal.add({ name: 'f', body: kept, place: 1 });
    const [row] = await store.journal.undone(1);
    vi.stubGlobal('fetch', async () => new Response(Buffer.concat([sealed, tag])));
    const answer = await fetchFile({ store, load, host: '127.0.0.1:1' }, row?.id ?? '');
    expect(answer).toEqual({ ok: false, failure: 'gone' });
  });
});

describe('what is kept', () => {
  test('of two addresses that are one person nothing, once it is heeded', async () => {
    const { world, store, make } = await lay();
    const ani = world.person('6281200000012');
    await heard(make(), ani);
    const mapping = { lid: ani.lid, pn: ani.jid };
    const [name, body] = ['mapping x', JSON.stringify({ mapping })];
    await store.journal.add({ name, body, place: 0 });
    ani.says('lagi');
    await vi.waitFor(async () => expect(await store.journal.find(name)).toBe('{}'), 8000);
  });

  test('of what was set aside nothing, when its time is over', async () => {
    const { store } = await lay();
    await store.journal.add({ name: 'x', body: '{"secret":1}', place: 1 });
    await execute(
      database.url,
      `UPDATE whatsapp_message SET faults = 5, at = now() - interval '36 days'`,
    );
    await database.prisma.$transaction((db) => sweep(db, new Date(), 100));
    expect(await store.journal.find('x')).toBeUndefined();
  });
});

test('the page for linking answers whatever is asked of it', async () => {
  const page = await servePairPage(async () => '<svg/>');
  const { port } = new URL(page.link);
  const answer = await new Promise<string>((done) => {
    let all = '';
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write('GET // HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'),
    );
    socket.on('data', (some) => {
      all += String(some);
    });
    socket.on('close', () => done(all));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 404/);
  await page.close('x');
});
