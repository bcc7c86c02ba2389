import * as baileys from '@whiskeysockets/baileys';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Inbox, startInbox } from '../../../src/channels/whatsapp/inbox.ts';
import { awaitedName, padded } from '../../../src/channels/whatsapp/resent.ts';
import type { KeptMessage } from '../../../src/channels/whatsapp/safe-signal.ts';
import type { WhatsappStore } from '../../../src/channels/whatsapp/store.ts';
import type { Incoming } from '../../../src/chat/message.ts';
import { useDatabase } from '../../database.ts';
import { execute } from '../../execute.ts';
import { type Ground, layGround } from './ground.ts';

const { proto, BufferJSON } = baileys;
const database = useDatabase();
let ground: Ground;
let store: WhatsappStore;
let inbox: Inbox | undefined;
let events: Incoming[];
let faults: string[];
let readReceipts: (string | null | undefined)[];
let now: number;
let place: number;

beforeEach(async () => {
  ground = await layGround(database);
  store = ground.store;
  [events, faults, readReceipts] = [[], [], []];
  [now, place] = [Date.now(), 0];
});
afterEach(async () => {
  await inbox?.stop();
  await ground.close();
});

function start(receive = async (event: Incoming): Promise<void> => void events.push(event)) {
  inbox = startInbox({
    baileys,
    store,
    receive,
    now: () => now,
    took: (_, { id }) => readReceipts.push(id),
    fault: (error) => faults.push((error as Error).message),
  });
  inbox.wake();
}

const encoded = (message: baileys.proto.IMessage) => padded(proto.Message.encode(message).finish());
const jidOf = (number: string) => `${number}@s.whatsapp.net`;
const from = (number: string, text: string, more: Partial<KeptMessage> = {}): KeptMessage => ({
  key: { remoteJid: jidOf(number), id: `ID${++place}` },
  pushName: undefined,
  stamp: Math.floor(now / 1000),
  plain: encoded({ conversation: text }),
  ...more,
});
const keep = (message: object, name = `n${place}`) =>
  store.journal.add({ name, body: JSON.stringify(message, BufferJSON.replacer), place });
const texts = () =>
  events.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
const heard = (expected: string[]) => vi.waitFor(() => expect(texts()).toEqual(expected), 5000);

describe('a row that nobody can read', () => {
  test('is told, set aside after a few times, and holds up nobody', async () => {
    await keep(from('62811', 'sealed with something else'));
    await execute(database.url, `UPDATE whatsapp_message SET body = '\\x0102'`);
    await store.journal.add({ name: 'torn', body: 'no json', place: 1 });
    await keep(from('62812', 'halo'));
    start();
    await heard(['halo']);
    await vi.waitFor(async () => expect(await store.journal.undone(10)).toEqual([]), 5000);
    expect(new Set(faults)).toEqual(
      new Set(['A message in the journal of WhatsApp cannot be read.']),
    );
    expect(faults).toHaveLength(10);
  });

  test('a hundred and more of one person who is held hide nobody else, and a bug is told', async () => {
    for (let n = 0; n < 130; n++) await keep(from('62811', `tertahan ${n}`));
    await keep(from('62812', 'halo'));
    start(async (event) => {
      const { content } = event;
      if (content.kind === 'text' && content.text.startsWith('tertahan')) throw new Error('a bug');
      events.push(event);
    });
    await heard(['halo']);
    expect(faults).toContain('a bug');
  });
});

describe('a message of which we got no more than that there was one', () => {
  const awaited = (id: string): KeptMessage => ({
    ...from('62811', ''),
    key: { remoteJid: '9811@lid', remoteJidAlt: jidOf('62811'), id },
    plain: Buffer.alloc(0),
    awaitedUntil: now + 12_000,
  });
  /** As our own phone answers, where it knows the chat by the number. */
  const answer = (id: string, text: string, fromMe = true): KeptMessage => ({
    ...from('62800', ''),
    key: { remoteJid: jidOf('62800'), id: `OWN${id}`, fromMe },
    plain: encoded({
      protocolMessage: {
        type: proto.Message.ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
        peerDataOperationRequestResponseMessage: {
          peerDataOperationResult: [
            {
              placeholderMessageResendResponse: {
                webMessageInfoBytes: proto.WebMessageInfo.encode({
                  key: { remoteJid: jidOf('62811'), id, fromMe: false },
                  message: { conversation: text },
                  messageTimestamp: Math.floor(now / 1000),
                }).finish(),
              },
            },
          ],
        },
      },
    }),
  });

  test('is what our own phone tells of it, before what they wrote next; others wait for nothing', async () => {
    await keep(awaited('A1'), awaitedName('A1'));
    await keep(from('62811', 'sesudahnya'));
    await keep(from('62812', 'orang lain'));
    start();
    await heard(['orang lain']);
    await keep(answer('A1', 'dari iklan'));
    inbox?.wake();
    await heard(['orang lain', 'dari iklan', 'sesudahnya']);
    expect(events[1]?.id).toBe('A1');
    expect(events[1]?.from).toEqual(events[2]?.from);
    expect(await store.journal.undone(9)).toEqual([]);
  });

  test('is answered kindly when the phone is off, and read when it tells later', async () => {
    await keep(awaited('A1'), awaitedName('A1'));
    start();
    await vi.waitFor(async () => expect(await store.journal.undone(9)).toHaveLength(1));
    expect(events).toEqual([]);
    now += 12_001;
    inbox?.wake();
    await heard(['other']);
    place++;
    await keep(answer('A1', 'dari iklan'));
    inbox?.wake();
    await heard(['other', 'dari iklan']);
    expect(events.map(({ id }) => id)).toEqual(['A1', 'A1-resent']);
    expect(readReceipts).toEqual(['A1', 'A1']);
  });

  test('that could not be decrypted either is taken under its own id; from a stranger it is nothing', async () => {
    await keep(answer('B1', 'palsu', false));
    place++;
    await keep(answer('C1', 'tak terbaca'));
    start();
    await heard(['tak terbaca']);
    expect(events[0]?.id).toBe('C1');
    expect(faults).toEqual([]);
  });
});

describe('what WhatsApp says of addresses', () => {
  const mapping = (n: number) => ({ lid: `9${n}@lid`, pn: jidOf(`6281${n}`) });

  test('makes nobody a contact who never wrote', async () => {
    for (let n = 0; n < 5; n++) {
      place++;
      await keep({ mapping: mapping(n) });
    }
    await keep(from('62899', 'halo'));
    start();
    await heard(['halo']);
    await vi.waitFor(async () => expect(await store.journal.undone(9)).toEqual([]));
    expect(await database.prisma.whatsappContact.count()).toBe(1);
  });

  test.each([
    ['number', jidOf('6281')],
    ['LID', '91@lid'],
  ])('is asked when somebody writes by their %s alone', async (_, remoteJid) => {
    const { epoch } = await store.account.take();
    await store.keys.write(epoch, {
      put: new Map([
        ['lid-mapping:6281', '"91"'],
        ['lid-mapping:91_reverse', '"6281"'],
      ]),
      gone: [],
      kept: [],
      preKeyTop: 0,
    });
    await keep(from('', 'halo', { key: { remoteJid, id: 'X' } }));
    start();
    await heard(['halo']);
    expect(await store.contacts.reach(events[0]?.from.account ?? '')).toMatchObject({
      lid: '91@lid',
      pn: jidOf('6281'),
    });
  });
});

test('a call is taken, and no receipt is sent for the id that we made of it', async () => {
  const key = { remoteJid: jidOf('62811'), id: 'call-1', isCall: true };
  await keep(from('62811', '', { key, plain: encoded({ callLogMesssage: {} }) }));
  start();
  await heard(['voice']);
  expect(readReceipts).toEqual([]);
});
