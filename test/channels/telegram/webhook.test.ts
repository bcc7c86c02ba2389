import { serve } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTelegram, type Telegram } from '../../../src/channels/telegram/channel.ts';
import { webhookPath } from '../../../src/channels/telegram/webhook.ts';
import type { Incoming } from '../../../src/chat/message.ts';
import { type BotApi, type Person, startBotApi } from '../../telegram/bot-api/index.ts';

const token = '710002:test-token';
const secret = 'contoh-rahasia';
let server: BotApi;
let ani: Person;
let telegram: Telegram;
let http: ReturnType<typeof serve>;
let url: string;
let heard: string[];

beforeEach(async () => {
  server = await startBotApi({ token, webhookRetry: 20 });
  ani = server.person({ id: 1001, firstName: 'Ani' });
  heard = [];
  let fetch: (request: Request) => Response | Promise<Response> = () => new Response(null);
  url = await new Promise((resolve) => {
    http = serve({ fetch: (request) => fetch(request), hostname: '127.0.0.1', port: 0 }, (bound) =>
      resolve(`http://127.0.0.1:${bound.port}`),
    );
  });
  telegram = createTelegram({
    token,
    apiRoot: server.root,
    hold: async (_, run, until) => run(until),
    report: () => {},
    webhook: { publicUrl: url, secret },
  });
  const { routes } = telegram;
  if (routes) fetch = (request) => routes.fetch(request);
});
afterEach(async () => {
  await telegram.stop();
  await server.close();
  await new Promise((resolve) => http.close(resolve));
});

const keep = async ({ content }: Incoming) =>
  void heard.push(content.kind === 'text' ? content.text : content.kind);
const until = (check: () => void) => vi.waitFor(check, 5000);
const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(url + webhookPath, { method: 'POST', body, headers });

describe('the webhook of Telegram', () => {
  test('brings what people say, without asking for updates', async () => {
    await telegram.start(keep);
    await until(() => expect(telegram.health().ready).toBe(true));
    await ani.says('halo');
    await until(() => expect(heard).toEqual(['halo']));
    expect(server.calls.some(({ method }) => method === 'getUpdates')).toBe(false);
    const answers = () => server.webhook.deliveries.map(({ status }) => status);
    await until(() => expect(answers()).toEqual([200]));
  });

  test('has an update come again that was not kept', async () => {
    let failures = 2;
    await telegram.start(async (event) => {
      if (failures-- > 0) throw new Error('The records are away.');
      await keep(event);
    });
    await ani.says('halo');
    await until(() => expect(heard).toEqual(['halo']));
    const answers = () => server.webhook.deliveries.map(({ status }) => status);
    await until(() => expect(answers()).toEqual([503, 503, 200]));
  });

  test('answers nobody who does not send the secret, and does not read what they sent', async () => {
    await telegram.start(keep);
    const update = JSON.stringify({ update_id: 1, message: { text: 'palsu' } });
    expect((await post(update)).status).toBe(403);
    const wrong = { 'x-telegram-bot-api-secret-token': `${secret}x` };
    expect((await post(update, wrong)).status).toBe(403);
    expect((await post('{'.repeat(400_000), wrong)).status).toBe(403);
    expect(heard).toEqual([]);
  });

  test('refuses what is no update, and what is too large', async () => {
    await telegram.start(keep);
    const right = { 'x-telegram-bot-api-secret-token': secret };
    expect((await post('halo', right)).status).toBe(400);
    expect((await post(`"${'a'.repeat(300_000)}"`, right)).status).toBe(413);
  });

  test('asks Telegram to come again while nothing is received', async () => {
    const right = { 'x-telegram-bot-api-secret-token': secret };
    expect((await post(JSON.stringify({ update_id: 1 }), right)).status).toBe(503);
  });
});
