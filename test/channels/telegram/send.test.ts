import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpError } from 'grammy';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTelegram } from '../../../src/channels/telegram/channel.ts';
import { failureOf } from '../../../src/channels/telegram/failures.ts';
import type { Channel, Sent } from '../../../src/chat/channel.ts';
import type { Outgoing } from '../../../src/chat/message.ts';
import { type BotApi, type Person, startBotApi } from '../../telegram/bot-api/index.ts';

const token = '710001:test-token';
let server: BotApi;
let ani: Person;
let telegram: Channel;

const connect = (apiRoot: string, sendSeconds = 15) =>
  createTelegram({ token, apiRoot, sendSeconds, hold: async () => {}, report: () => {} });

beforeEach(async () => {
  server = await startBotApi({ token });
  ani = server.person({ id: 1001, firstName: 'Ani', phone: '+6281200000012' });
  await ani.starts();
  telegram = connect(server.root);
});
afterEach(() => server.close());

const to = { channel: 'telegram', account: '1001' } as const;
const say = (message: Partial<Outgoing>, channel = telegram): Promise<Sent> =>
  channel.send(to, { text: 'Halo.', options: [], marks: 'numbers', ...message }, 'r1');
const shown = () => ani.messages.filter((message) => message.from === 'bot');

describe('a message on Telegram', () => {
  test('is HTML in which only our bold is markup', async () => {
    await say({ text: '**5 < 6 & 7** <i>Bu Ani</i> &amp;' });
    expect(server.calls.at(-1)?.sent).toMatchObject({
      parse_mode: 'HTML',
      text: '<b>5 &lt; 6 &amp; 7</b> &lt;i&gt;Bu Ani&lt;/i&gt; &amp;amp;',
    });
    expect(shown()[0]?.text).toBe('5 < 6 & 7 <i>Bu Ani</i> &amp;');
  });

  test('gives its place in the chat', async () => {
    expect(await say({})).toEqual({ ok: true, order: shown()[0]?.messageId });
  });

  test('shows choices two a row, with the way back last', async () => {
    const options = ['back', 'a', 'b', 'c'].map((key) => ({ key, label: key }));
    await say({ question: 'q1', options });
    expect(shown()[0]?.buttons).toEqual([
      ['a', 'b'],
      ['c', 'back'],
    ]);
  });

  test('uses nothing that Telegram does not know, and shows no preview of links', async () => {
    await say({ question: 'q1', options: [{ key: 'a', label: 'A' }] });
    await say({ requests: 'contact' });
    await say({});
    expect(server.warnings).toEqual([]);
    expect(server.calls[0]?.sent.link_preview_options).toEqual({ is_disabled: true });
  });
});

describe('the number on Telegram', () => {
  test('is asked for with a keyboard, which what is said next takes away', async () => {
    await say({
      text: 'Boleh kirim nomor HP?',
      question: 'q1',
      options: [{ key: 'back', label: 'Kembali' }],
      requests: 'contact',
    });
    expect(ani.keyboard).toEqual([['Kirim nomor saya'], ['Kembali']]);
    await ani.says('0812 0000 0012');
    await say({ text: 'Tolong dicek lagi.' });
    expect(ani.keyboard).toEqual([]);
  });
});

describe('how a message can fail on Telegram', () => {
  test.each([
    ['throttled', 'a 429', { kind: '429', retryAfter: 7 }, { after: 7000 }],
    ['gone', 'a person who blocked the bot', '403', {}],
    [
      'gone',
      'a chat that never was',
      { status: 400, description: 'Bad Request: chat not found' },
      {},
    ],
    [
      'gone',
      'a closed account',
      { status: 403, description: 'Forbidden: user is deactivated' },
      {},
    ],
    [
      'refused',
      'a button too long',
      { status: 400, description: 'Bad Request: BUTTON_DATA_INVALID' },
      {},
    ],
    ['unreachable', 'a refused token', { status: 401, description: 'Unauthorized' }, {}],
    ['unknown', "Telegram's own fault", { status: 500, description: 'Internal Server Error' }, {}],
    ['unknown', "a proxy's page", '502-html', {}],
    ['unknown', "a proxy's page though it was said", '502-html-accepted', {}],
    ['unknown', 'a connection cut before the answer', 'drop-after-accept', {}],
    ['unknown', 'a connection cut after the request', 'drop-before', {}],
  ] as const)('%s: %s', async (failure, _, trouble, more) => {
    server.fail({ method: 'sendMessage', with: trouble });
    expect(await say({})).toEqual({ ok: false, failure, ...more });
    expect(await say({})).toMatchObject({ ok: true });
  });

  test('unknown: no answer in time, though it was said', async () => {
    server.fail({ method: 'sendMessage', with: { kind: 'slow', ms: 1000 } });
    expect(await say({}, connect(server.root, 0.1))).toEqual({ ok: false, failure: 'unknown' });
    expect(shown()).toHaveLength(1);
  });

  test('unreachable: nobody listens', async () => {
    const sent = await say({}, connect('http://127.0.0.1:9'));
    expect(sent).toEqual({ ok: false, failure: 'unreachable' });
  });

  test.each([
    ['unreachable', 'ENOTFOUND'],
    ['unreachable', 'EAI_AGAIN'],
    ['unreachable', 'CERT_HAS_EXPIRED'],
    ['unknown', 'ECONNRESET'],
    ['unknown', 'ETIMEDOUT'],
    ['unknown', 'EPIPE'],
  ])('%s: %s', (failure, code) => {
    const cause = Object.assign(new Error('request failed'), { code });
    expect(failureOf(new HttpError('Network request failed!', cause))).toEqual({ failure });
  });

  test('gone: somebody who never wrote', async () => {
    server.person({ id: 1002, firstName: 'Rina' });
    const sent = await telegram.send(
      { channel: 'telegram', account: '1002' },
      { text: 'Halo.', options: [], marks: 'numbers' },
      'r1',
    );
    expect(sent).toEqual({ ok: false, failure: 'gone' });
  });
});

describe('a server that answers nonsense', () => {
  let odd: Server;
  beforeEach(async () => {
    odd = createServer((_, response) => response.end('{"ok":fal'));
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    odd.close();
    odd.closeAllConnections();
  });

  test('leaves the outcome unknown', async () => {
    const { port } = odd.address() as AddressInfo;
    const sent = await say({}, connect(`http://127.0.0.1:${port}`));
    expect(sent).toEqual({ ok: false, failure: 'unknown' });
  });
});
