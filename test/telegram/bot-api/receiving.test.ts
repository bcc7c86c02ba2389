import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from './person.ts';
import { type Raw, rawCaller, refusal, token } from './raw-call.ts';
import { type BotApi, startBotApi } from './server.ts';

let server: BotApi;
let call: ReturnType<typeof rawCaller>;
let ani: Person;

beforeEach(async () => {
  server = await startBotApi({ token, webhookRetry: 10 });
  call = rawCaller(server);
  ani = server.person({ id: 1001, firstName: 'Ani' });
});
afterEach(() => server.close());

const texts = ({ result }: Raw) =>
  (result as { message?: { text: string } }[]).map(({ message }) => message?.text);

describe('getUpdates', () => {
  it('gives again what no offset confirmed, and forgets what one did', async () => {
    const { updateId } = await ani.says('satu');
    await ani.says('dua');
    expect(texts(await call('getUpdates'))).toEqual(['satu', 'dua']);
    expect(texts(await call('getUpdates'))).toEqual(['satu', 'dua']);
    expect(texts(await call('getUpdates', { offset: updateId + 1 }))).toEqual(['dua']);
    expect(texts(await call('getUpdates'))).toEqual(['dua']);
    expect(server.pending).toBe(1);
  });

  it('counts update ids up by one, and keeps to the limit', async () => {
    const first = await ani.says('satu');
    const second = await ani.says('dua');
    expect(second.updateId).toBe(first.updateId + 1);
    expect(texts(await call('getUpdates', { limit: 1 }))).toEqual(['satu']);
  });

  it('forgets all but the last ones with a negative offset', async () => {
    for (const word of ['satu', 'dua', 'tiga']) await ani.says(word);
    expect(texts(await call('getUpdates', { offset: -1 }))).toEqual(['tiga']);
    expect(texts(await call('getUpdates'))).toEqual(['tiga']);
  });

  it('waits until something is said, and gives what is said in one breath at once', async () => {
    const waiting = call('getUpdates', { timeout: 10 });
    await expect.poll(() => server.calls.length).toBe(1);
    await Promise.all([ani.says('satu'), ani.says('dua')]);
    expect(texts(await waiting)).toEqual(['satu', 'dua']);
  });

  it('gives nothing when its time is over', async () => {
    const begun = Date.now();
    expect(texts(await call('getUpdates', { timeout: 1 }))).toEqual([]);
    expect(Date.now() - begun).toBeGreaterThan(950);
  });

  it('ends the first of two pollers with 409, and the second goes on', async () => {
    const first = call('getUpdates', { timeout: 10 });
    await expect.poll(() => server.calls.length).toBe(1);
    const second = call('getUpdates', { timeout: 10 });
    expect(await first).toEqual(
      refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    await ani.says('halo');
    expect(texts(await second)).toEqual(['halo']);
  });

  it('loses nothing when the poller hangs up', async () => {
    const hangUp = new AbortController();
    const url = `${server.root}/bot${token}/getUpdates?timeout=10`;
    const poll = fetch(url, { signal: hangUp.signal }).catch(() => 'hung up');
    await expect.poll(() => server.calls.length).toBe(1);
    hangUp.abort();
    expect(await poll).toBe('hung up');
    await expect.poll(() => server.calls[0]?.answer).toBe('dropped');
    await ani.says('halo');
    expect(texts(await call('getUpdates'))).toEqual(['halo']);
  });

  it('keeps to the kinds that were asked for, until others are', async () => {
    await call('getUpdates', { allowed_updates: ['edited_message'] });
    const { messageId } = await ani.says('halo');
    await ani.edits(messageId, 'halo!');
    expect((await call('getUpdates')).result).toMatchObject([
      { edited_message: { text: 'halo!' } },
    ]);
    await call('getUpdates', { allowed_updates: [] });
    await ani.says('lagi');
    expect((await call('getUpdates')).result).toHaveLength(2);
  });

  it('delivers again what was confirmed, once, when the test says so', async () => {
    const { updateId } = await ani.says('halo');
    await call('getUpdates', { offset: updateId + 1 });
    server.redeliver(updateId);
    expect(texts(await call('getUpdates', { offset: updateId + 1 }))).toEqual(['halo']);
    expect(texts(await call('getUpdates', { offset: updateId + 1 }))).toEqual([]);
  });
});

describe('the webhook', () => {
  interface Post {
    update: { update_id: number; message?: { text: string } };
    headers: IncomingHttpHeaders;
  }
  let posts: Post[];
  let answers: { status: number; body?: unknown }[];
  let url: string;
  let listener: ReturnType<typeof createServer>;

  beforeEach(async () => {
    posts = [];
    answers = [];
    listener = createServer(async (request, response) => {
      posts.push({ update: JSON.parse(await text(request)), headers: request.headers });
      const { status, body } = answers.shift() ?? { status: 200 };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/telegram`;
  });
  afterEach(async () => {
    await server.close();
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  });
  const said = () => posts.map(({ update }) => update.message?.text);

  it('carries the secret, in order, and repeats what was not answered with 200', async () => {
    answers = [{ status: 500 }, { status: 403 }];
    await ani.says('satu');
    await call('setWebhook', { url, secret_token: 'rahasia_1' });
    await ani.says('dua');
    await expect.poll(said).toEqual(['satu', 'satu', 'satu', 'dua']);
    expect(posts[0]?.headers['x-telegram-bot-api-secret-token']).toBe('rahasia_1');
    expect(server.webhook.deliveries.map(({ status }) => status)).toEqual([500, 403, 200, 200]);
    expect((await call('getWebhookInfo')).result).toMatchObject({
      url,
      pending_update_count: 0,
      last_error_message: 'Wrong response from the webhook: 403 Forbidden',
    });
  });

  it('takes a call of the bot from the answer', async () => {
    await call('setWebhook', { url });
    answers = [{ status: 200, body: { method: 'sendMessage', chat_id: 1001, text: 'Halo, Ani.' } }];
    await ani.says('halo');
    expect(await ani.hears()).toMatchObject({ text: 'Halo, Ani.' });
    expect(posts[0]?.headers['x-telegram-bot-api-secret-token']).toBeUndefined();
  });

  it('and polling shut each other out', async () => {
    const poll = call('getUpdates', { timeout: 10 });
    await expect.poll(() => server.calls.length).toBe(1);
    await call('setWebhook', { url });
    expect(await poll).toEqual(refusal(409, 'Conflict: terminated by setWebhook request'));
    expect(await call('getUpdates')).toEqual(
      refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      ),
    );
    await call('deleteWebhook');
    await ani.says('halo');
    expect(texts(await call('getUpdates'))).toEqual(['halo']);
    expect(posts).toEqual([]);
  });

  it('delivers again when the test says so, and drops what waits when the bot says so', async () => {
    await call('setWebhook', { url });
    const { updateId } = await ani.says('satu');
    await expect.poll(said).toEqual(['satu']);
    server.redeliver(updateId);
    await expect.poll(said).toEqual(['satu', 'satu']);
    await call('deleteWebhook');
    await ani.says('dua');
    await call('deleteWebhook', { drop_pending_updates: true });
    expect(texts(await call('getUpdates'))).toEqual([]);
  });

  it.each([
    [{ secret_token: 'dengan spasi' }, 'secret token contains unallowed characters'],
    [{ secret_token: 'x'.repeat(257) }, 'secret token is too long'],
    [{ url: 'contoh' }, 'invalid webhook URL specified'],
  ])('is not set with %j', async (more, why) => {
    expect(await call('setWebhook', { url, ...more })).toEqual(refusal(400, `Bad Request: ${why}`));
  });
});
