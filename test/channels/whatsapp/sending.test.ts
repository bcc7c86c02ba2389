import { encodeBigEndian } from '@whiskeysockets/baileys';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Whatsapp } from '../../../src/channels/whatsapp/channel.ts';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Address, Incoming } from '../../../src/chat/message.ts';
import { useDatabase } from '../../database.ts';
import { jpeg, pdf } from '../../pictures.ts';
import { node, seconds } from '../../whatsapp/server/nodes.ts';
import type { Person } from '../../whatsapp/server/person.ts';
import { said } from '../wire.ts';
import { type Ground, layGround } from './ground.ts';

const database = useDatabase();
let ground: Ground;
let channel: Channel;
let ani: Person;
let address: Address;
const events: Incoming[] = [];

beforeEach(async () => {
  ground = await layGround(database);
  events.length = 0;
  channel = ground.make();
  ani = ground.world.person('6281200000012', 'Ani');
  address = {
    channel: 'whatsapp',
    account: await ground.store.contacts.of({ lid: ani.lid, pn: ani.jid }),
  };
});
afterEach(() => ground.close());

async function start(): Promise<void> {
  await channel.start(async (event) => void events.push(event));
  await vi.waitFor(() => expect(channel.health().detail).toBe('WhatsApp receives.'), 8000);
}
const arrived = (count: number) =>
  vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(count), 8000);

describe('what is said', () => {
  test('counts once WhatsApp has it: dropped before and after it was taken, it is the same message again', async () => {
    await start();
    ground.world.faults.dropBefore = 1;
    expect(await channel.send(address, said({ text: 'satu' }), 'r1')).toEqual({
      ok: false,
      failure: 'unreachable',
    });
    const again = (id: string, text: string) =>
      vi.waitFor(async () => {
        expect(await channel.send(address, said({ text }), id)).toMatchObject({ ok: true });
      }, 8000);
    await again('r1', 'satu');
    ground.world.faults.acceptThenDrop = 1;
    expect(await channel.send(address, said({ text: 'dua' }), 'r2')).toEqual({
      ok: false,
      failure: 'unreachable',
    });
    await again('r2', 'dua');
    expect(ani.inbox.map(({ text }) => text)).toEqual(['satu', 'dua']);
    // The phone knew the second one by its id.
    expect(ani.again).toHaveLength(1);
    expect(ground.world.unread).toEqual([]);
  });

  test('is known to be there when the ack came too late for whoever waited', async () => {
    channel = ground.make({ ackSeconds: 1 });
    await start();
    ani.says('halo');
    await arrived(1);
    await vi.waitFor(async () => {
      expect(await channel.send(address, said({ text: 'sesi ada' }), 'r0')).toMatchObject({
        ok: true,
      });
    }, 8000);
    ani.inbox.length = 0;
    ground.world.faults.delay = 1500;
    expect(await channel.send(address, said({ text: 'lambat' }), 'r1')).toEqual({
      ok: false,
      failure: 'unknown',
    });
    await new Promise((done) => setTimeout(done, 1000));
    ground.world.faults.delay = 0;
    expect(await channel.send(address, said({ text: 'lambat' }), 'r1')).toMatchObject({ ok: true });
    expect(ani.inbox).toHaveLength(1);
    expect(ani.again).toEqual([]);
    const { id } = ani.inbox[0] ?? { id: '' };
    await vi.waitFor(async () =>
      expect((await ground.store.sent.find(id))?.state).toBe('delivered'),
    );
  });

  test('479: the devices of the phone are asked for anew before the next try, which waits; at the end nobody knows', async () => {
    await start();
    ani.says('halo');
    await arrived(1);
    expect(await channel.send(address, said({ text: 'nol' }), 'r0')).toMatchObject({ ok: true });
    ground.world.faults.refuse.push('479', '479', '479');
    const send = () => channel.send(address, said({ text: 'x' }), 'r1');
    const asked = () => ground.world.heard('iq', { xmlns: 'usync' }).length;
    const bundles = () => ground.world.heard('iq', { xmlns: 'encrypt', type: 'get' }).length;
    const [devices, keys] = [asked(), bundles()];
    expect(await send()).toEqual({ ok: false, failure: 'unreachable', after: 5000 });
    expect([asked(), bundles()]).toEqual([devices, keys]);
    expect(await send()).toEqual({ ok: false, failure: 'unreachable', after: 30_000 });
    expect(asked()).toBeGreaterThan(devices);
    expect(bundles()).toBeGreaterThan(keys);
    expect(await send()).toEqual({ ok: false, failure: 'unknown' });
    expect(await send()).toMatchObject({ ok: true });
  });

  test('463 stops what is sent unasked and tells the operator; answers go on; an operator lifts it', async () => {
    await start();
    ani.says('halo');
    await arrived(1);
    const push = said({ text: 'kabar', unasked: true });
    expect(await channel.send(address, push, 'n1')).toMatchObject({ ok: true });
    ground.world.faults.refuse.push('463');
    expect(await channel.send(address, said({ text: 'x' }), 'r1')).toEqual({
      ok: false,
      failure: 'refused',
    });
    await vi.waitFor(() =>
      expect(channel.health().detail).toMatch(/^degraded: .*463.*docs\/operating/),
    );
    expect(channel.health().ready).toBe(true);
    expect(await channel.send(address, push, 'n2')).toMatchObject({
      ok: false,
      failure: 'throttled',
    });
    expect(await channel.send(address, said({ text: 'jawaban' }), 'r2')).toMatchObject({
      ok: true,
    });
    await ground.store.account.lift();
    ground.world.faults.refuse.push('463');
    expect(await channel.send(address, said({ text: 'lagi', unasked: true }), 'n3')).toMatchObject({
      failure: 'throttled',
    });
    await vi.waitFor(async () => {
      expect((await ground.store.account.look()).restricted?.code).toBe('463');
    });
    await ground.store.account.lift();
    await vi.waitFor(() => expect(channel.health().detail).toBe('WhatsApp receives.'), 15_000);
    expect(await channel.send(address, push, 'n2')).toMatchObject({ ok: true });
  });

  test('unasked, never reaches somebody who has not written', async () => {
    await start();
    const push = said({ text: 'kabar', unasked: true });
    expect(await channel.send(address, push, 'n1')).toEqual({ ok: false, failure: 'refused' });
    expect(ani.inbox).toEqual([]);
  });

  test('is read and typed first: the receipt of what it answers goes out with the answer, not before', async () => {
    await start();
    ani.says('halo');
    await arrived(1);
    await new Promise((done) => setTimeout(done, 200));
    expect(ground.world.heard('receipt', { type: 'read' })).toEqual([]);
    await channel.send(address, said({}), 'r1');
    expect(ground.world.heard('receipt', { type: 'read' })).toHaveLength(1);
    const tags = ground.world.nodes.map(({ tag }) => tag);
    expect(tags.lastIndexOf('chatstate')).toBeLessThan(tags.lastIndexOf('message'));
  });

  test('begins with an apology, once, where what it answers waited for more than an hour', async () => {
    ani.says('saat bot mati');
    await ground.world.settled();
    const [stanza] = ground.world.pending;
    if (stanza) stanza.attrs.t = String(Math.floor(Date.now() / 1000) - 2 * 3600);
    await start();
    await arrived(1);
    for (const id of ['r1', 'r2']) await channel.send(address, said({ text: 'Halo.' }), id);
    expect(ani.inbox.map(({ text }) => text)).toEqual([
      'Maaf, pesan tadi baru bisa kami baca sekarang.\nHalo.',
      'Halo.',
    ]);
  });

  test('apologises once for all that waited, also where the bot was started anew in between', async () => {
    const late = String(Math.floor(Date.now() / 1000) - 2 * 3600);
    for (const text of ['satu', 'dua']) ani.says(text);
    await ground.world.settled();
    for (const stanza of ground.world.pending) stanza.attrs.t = late;
    await start();
    await arrived(2);
    await channel.send(address, said({ text: 'Halo.' }), 'r1');
    await channel.stop();
    ani.says('tiga');
    await ground.world.settled();
    for (const stanza of ground.world.pending) stanza.attrs.t = late;
    channel = ground.make();
    await start();
    await arrived(3);
    await channel.send(address, said({ text: 'Halo lagi.' }), 'r2');
    expect(ani.inbox.map(({ text }) => text)).toEqual([
      'Maaf, pesan tadi baru bisa kami baca sekarang.\nHalo.',
      'Halo lagi.',
    ]);
  });

  test('where a file is not taken, it waits behind a link that gives it once', async () => {
    channel = ground.make({ publicUrl: 'https://bot.example' });
    await start();
    ground.world.media.full = true;
    const bytes = pdf();
    const media = {
      kind: 'document',
      mime: 'application/pdf',
      name: 'sk lurah.pdf',
      bytes,
    } as const;
    const sent = await channel.send(address, said({ text: 'Bukti **RW 03**', media }), 'r1');
    expect(sent).toMatchObject({ ok: true });
    const { text } = await ani.hears(/^Bukti \*RW 03\*/);
    const link = /https:\/\/bot\.example(\/berkas\/\S+)$/.exec(text)?.[1] ?? '';
    const { routes } = channel as Whatsapp;
    const open = (method: string) =>
      routes?.request(link, { method }) ?? Promise.reject(new Error('No routes.'));
    // Whatever looks at links by itself uses nothing up.
    for (const _ of ['once', 'again']) expect((await open('GET')).status).toBe(200);
    const given = await open('POST');
    expect(new Uint8Array(await given.arrayBuffer())).toEqual(bytes);
    expect(given.headers.get('content-disposition')).toContain('sk%20lurah.pdf');
    expect((await open('POST')).status).toBe(410);
    expect((await open('GET')).status).toBe(410);
  });

  test('where a file is not taken and nobody outside can reach the bot, it is tried again later', async () => {
    await start();
    ground.world.media.full = true;
    const media = {
      kind: 'photo',
      mime: 'image/jpeg',
      name: 'a.jpg',
      bytes: await jpeg(),
    } as const;
    expect(await channel.send(address, said({ media }), 'r1')).toEqual({
      ok: false,
      failure: 'unreachable',
    });
    ground.world.media.full = false;
    expect(await channel.send(address, said({ media }), 'r1')).toMatchObject({ ok: true });
    expect(ani.inbox).toHaveLength(1);
  });

  test('is sent again to a phone that could not read it', async () => {
    await start();
    ani.says('halo');
    await arrived(1);
    await channel.send(address, said({ text: 'satu' }), 'r1');
    await ani.hears(/satu/);
    ani.says('lagi');
    await arrived(2);
    // The phone lost its sessions and asks for a retry of what it cannot read.
    ani.phone.forgetSessions();
    await channel.send(address, said({ text: 'dua **tebal**' }), 'r2');
    await ani.hears(/dua \*tebal\*/);
    expect(ground.world.unread.length).toBeGreaterThan(0);
  });

  test.each([
    ['its photo', false],
    ['the link to it', true],
  ])('is sent again with %s, also by a bot that was started anew', async (_, isLink) => {
    channel = ground.make({ publicUrl: 'https://bot.example' });
    await start();
    ani.says('halo');
    await arrived(1);
    ground.world.media.full = isLink;
    const bytes = await jpeg();
    const media = { kind: 'photo', mime: 'image/jpeg', name: 'a.jpg', bytes } as const;
    await channel.send(address, said({ text: 'Bukti', media }), 'r1');
    const first = await ani.hears(/Bukti/);
    await channel.stop();
    channel = ground.make({ publicUrl: 'https://bot.example' });
    await start();
    // The phone was set up anew.
    ani.inbox.length = 0;
    ani.phone.forgetSessions();
    ground.world.push(
      node('receipt', { from: ani.lid, id: first.id, t: seconds(), type: 'retry' }, [
        node('retry', { count: '1', id: first.id, t: seconds(), v: '1' }),
        node('registration', {}, encodeBigEndian(1, 4)),
      ]),
    );
    await vi.waitFor(() => expect(ani.inbox).toHaveLength(1), 5000);
    const [again = first] = ani.inbox;
    expect(again.text).toBe(first.text);
    expect(await ani.fileIn(again)).toEqual(isLink ? undefined : bytes);
    expect(again.text.includes('/berkas/')).toBe(isLink);
  });
});
