import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWhatsapp } from '../../../src/channels/whatsapp/channel.ts';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Address, Incoming } from '../../../src/chat/message.ts';
import { useDatabase } from '../../database.ts';
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
const newest = () => events.at(-1)?.content;

const which = said({
  text: 'RW mana?',
  question: 'q1',
  marks: 'letters',
  options: [
    { key: 'rw3', label: 'RW 03 Pulo Gadung' },
    { key: 'rw5', label: 'RW 05 Pulo Gadung' },
    { key: 'back', label: 'Kembali' },
  ],
});

describe('what people send', () => {
  test('a reply to a question names it; with the mark or the words of a choice it is a tap on that choice', async () => {
    await start();
    await channel.send(address, which, 'r1');
    const question = await ani.hears(/RW mana/);
    ani.says('yang dekat musala', { quote: question });
    await arrived(1);
    expect(events[0]).toMatchObject({
      quotes: 'q1',
      content: { kind: 'text', text: 'yang dekat musala' },
    });
    for (const [typed, key] of [
      ['b', 'rw5'],
      ['A.', 'rw3'],
      ['rw 05 pulo gadung', 'rw5'],
      ['Kembali', 'back'],
    ]) {
      events.length = 0;
      ani.says(typed ?? '', { quote: question });
      await arrived(1);
      expect(newest()).toEqual({ kind: 'choice', question: 'q1', key });
    }
    events.length = 0;
    ani.says('b');
    await arrived(1);
    expect(events[0]).toMatchObject({ content: { kind: 'text', text: 'b' } });
    expect(events[0]?.quotes).toBeUndefined();
  });

  test('a thumb on a question is its yes; other reactions say nothing', async () => {
    await start();
    await channel.send(address, which, 'r1');
    const { id } = await ani.hears(/RW mana/);
    const key = { remoteJid: ground.world.jid, fromMe: false, id };
    ani.send({ reactionMessage: { key, text: '🙏' } });
    ani.send({ reactionMessage: { key, text: '👍🏽' } });
    ani.send({ reactionMessage: { key, text: '' } });
    ani.says('sesudahnya');
    await arrived(2);
    expect(events.map(({ content, quotes }) => ({ content, quotes }))).toEqual([
      { content: { kind: 'text', text: '👍' }, quotes: 'q1' },
      { content: { kind: 'text', text: 'sesudahnya' }, quotes: undefined },
    ]);
  });

  test('"nomor ini" is the number that they write from, where one was asked for, and nowhere else', async () => {
    await start();
    ani.says('nomor ini');
    await arrived(1);
    expect(newest()).toEqual({ kind: 'text', text: 'nomor ini' });
    await channel.send(
      address,
      said({ text: 'Nomor HP?', question: 'q2', requests: 'contact' }),
      'r1',
    );
    await ani.hears(/balas \*nomor ini\*/);
    ani.says('hp ini aja');
    await arrived(2);
    expect(newest()).toEqual({ kind: 'contact', phone: '+6281200000012', own: true });
    ani.sharesContact('+6281299990000', 'Budi');
    await arrived(3);
    expect(newest()).toEqual({ kind: 'contact', phone: '+6281299990000', own: false });
  });

  test('an edit, a deletion, what can be seen once, a poll, a call: each by its kind', async () => {
    await start();
    const id = ani.says('25');
    await arrived(1);
    const key = { remoteJid: ground.world.jid, fromMe: true, id };
    ani.send({ protocolMessage: { type: 14, key, editedMessage: { conversation: '35' } } });
    ani.send({ protocolMessage: { type: 0, key } });
    ani.send({
      viewOnceMessageV2: { message: { imageMessage: { mimetype: 'image/jpeg', viewOnce: true } } },
    });
    ani.send({ pollCreationMessageV3: { name: 'Pilih', options: [{ optionName: 'a' }] } });
    ani.sendsVoice();
    ani.sendsSticker();
    await arrived(7);
    ground.world.push(
      node('call', { from: ani.jid, id: 'c1', t: seconds() }, [
        node('offer', { 'call-id': 'c1', 'call-creator': ani.jid }),
      ]),
    );
    await arrived(8);
    expect(events.slice(1).map(({ content }) => content)).toEqual([
      { kind: 'edited', text: '35' },
      { kind: 'edited', text: '' },
      { kind: 'other' },
      { kind: 'other' },
      { kind: 'voice' },
      { kind: 'sticker' },
      { kind: 'voice' },
    ]);
  });

  test('a message of which we get no more than that there is one is kept before it is acknowledged', async () => {
    await start();
    const acks = () =>
      ground.world.nodes.filter(({ tag, attrs }) => tag === 'ack' && attrs.id === 'UNAV1');
    ground.world.push(
      node(
        'message',
        { from: ani.lid, sender_pn: ani.jid, id: 'UNAV1', t: seconds(), type: 'text' },
        [node('unavailable', {})],
      ),
    );
    await vi.waitFor(() => expect(acks()).toHaveLength(1), 5000);
    const rows = await ground.store.journal.undone(9);
    expect(rows.map(({ body }) => JSON.parse(body ?? '{}'))).toMatchObject([
      { key: { id: 'UNAV1', remoteJid: ani.lid }, awaitedUntil: expect.any(Number) },
    ]);
    expect(events).toEqual([]);
  });

  test('groups, broadcast lists, status posts and channels are left alone', async () => {
    await start();
    for (const from of ['628111-1@g.us', 'status@broadcast', '123@broadcast', '99@newsletter']) {
      const attrs = { from, participant: ani.jid, id: `X${from}`, t: seconds(), type: 'text' };
      ground.world.push(
        node('message', attrs, [node('enc', { v: '2', type: 'msg' }, Buffer.from([1, 2, 3]))]),
      );
    }
    ani.says('halo');
    await arrived(1);
    await new Promise((done) => setTimeout(done, 200));
    expect(events).toHaveLength(1);
    expect(ani.inbox).toEqual([]);
  });

  test('what was written before the question was acknowledged, or is stamped earlier, stands before it', async () => {
    await start();
    ani.says('sebelum');
    await arrived(1);
    const sent = await channel.send(address, which, 'r1');
    ani.says('sesudah');
    await arrived(2);
    if (!sent.ok) throw new Error('Not said.');
    expect(events[0]?.order).toBeLessThan(sent.order);
    expect(events[1]?.order).toBeGreaterThanOrEqual(sent.order);
  });
});

describe('who people are', () => {
  let budi: Person;
  beforeEach(() => {
    budi = ground.world.person('6281200000013', 'Budi');
  });
  const from = async (addressing: Ground['world']['addressing']) => {
    ground.world.addressing = addressing;
    const before = events.length;
    budi.says(addressing);
    await arrived(before + 1);
    return events.at(-1)?.from.account;
  };

  test.each([
    ['lid-alone', 'pn-alone'],
    ['pn-alone', 'lid-alone'],
  ] as const)(
    '%s first, then %s: two, until a message shows that they are one',
    async (first, second) => {
      await start();
      const one = await from(first);
      const two = await from(second);
      expect(two).not.toBe(one);
      const both = await from('lid');
      expect([one, two]).toContain(both);
      expect(await from(first)).toBe(both);
      expect(await from(second)).toBe(both);
      // What is said to the other one is said to the same phone.
      for (const account of [one, two]) {
        const to = { channel: 'whatsapp', account: account ?? '' } as const;
        expect(
          await channel.send(to, said({ text: `ke ${account}` }), `r-${account}`),
        ).toMatchObject({ ok: true });
      }
      expect(budi.inbox.map(({ text }) => text)).toEqual([`ke ${one}`, `ke ${two}`]);
    },
  );

  test('they speak on where they were asked something last, not where they know more', async () => {
    const { contacts, sent } = ground.store;
    const early = await contacts.of({ lid: budi.lid });
    const late = await contacts.of({ pn: budi.jid });
    for (const [id, contact, place, question] of [
      ['1', early, 10, 'q1'],
      ['2', late, 20, 'q2'],
      ['3', early, 30, undefined],
    ] as const) {
      const body = JSON.stringify({ text: '?', question });
      await sent.begin({ id, contact, body, push: false, state: 'sending' });
      await sent.acked(id, place);
    }
    expect(await contacts.of({ lid: budi.lid, pn: budi.jid })).toBe(late);
    expect(await contacts.reach(early)).toMatchObject({ id: late, lid: budi.lid, pn: budi.jid });
  });

  test('what WhatsApp says of their addresses waits for a quiet moment, and is then heeded', async () => {
    let busy = true;
    const joining = { busy: async () => busy, join: async () => {}, fault() {} };
    await ground.close();
    ground = await layGround(database, { addressing: 'lid-alone', joining });
    const { contacts, journal } = ground.store;
    const one = await contacts.of({ lid: budi.lid });
    const two = await contacts.of({ pn: budi.jid });
    channel = ground.make();
    await start();
    const mapping = { lid: budi.lid, pn: budi.jid };
    await journal.add({ name: 'mapping', body: JSON.stringify({ mapping }), place: 0 });
    ground.world.person(budi.number).says('halo');
    await arrived(1);
    expect(events[0]?.from.account).toBe(one);
    expect(await journal.undone(10)).toHaveLength(1);
    busy = false;
    await vi.waitFor(async () => expect(await journal.undone(10)).toEqual([]), 8000);
    const reached = await Promise.all([one, two].map((id) => contacts.reach(id)));
    expect(new Set(reached.map((contact) => contact?.id)).size).toBe(1);
  });
});

test.each([
  ['without Baileys', async () => undefined],
  [
    'with a Baileys that does not load',
    () => Promise.reject(new Error('Cannot find module libsignal')),
  ],
])('%s it says so in a sentence, and stays still', async (_, load) => {
  const reported: string[] = [];
  const alone = createWhatsapp({
    store: ground.store,
    hold: async () => {},
    report: (detail) => reported.push(detail),
    load,
  });
  await alone.start(async () => {});
  await vi.waitFor(
    () => expect(alone.health().detail).toMatch(/npm install --include=optional/),
    15_000,
  );
  await alone.stop();
  expect(reported).toHaveLength(1);
});
