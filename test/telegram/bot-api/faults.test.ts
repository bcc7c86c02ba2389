import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mostWithin, sends } from './calls.ts';
import type { Person } from './person.ts';
import { rawCaller, refusal, token } from './raw-call.ts';
import { type BotApi, startBotApi } from './server.ts';

let server: BotApi;
let call: ReturnType<typeof rawCaller>;
let ani: Person;
let budi: Person;

beforeEach(async () => {
  server = await startBotApi({ token });
  call = rawCaller(server);
  ani = server.person({ id: 1001, firstName: 'Ani' });
  budi = server.person({ id: 1002, firstName: 'Budi' });
  await ani.says('halo');
  await budi.says('halo');
});
afterEach(() => server.close());

const say = (text: string, chat_id = 1001) => call('sendMessage', { chat_id, text });
const heardBy = (person: Person) =>
  person.messages.filter(({ from }) => from === 'bot').map(({ text }) => text);

describe('a fault', () => {
  it('429 says how long to wait, as often as it was set, and takes no effect', async () => {
    const fault = server.fail({
      method: 'sendMessage',
      times: 2,
      with: { kind: '429', retryAfter: 2 },
    });
    const wait = {
      ...refusal(429, 'Too Many Requests: retry after 2'),
      parameters: { retry_after: 2 },
    };
    expect(await say('satu')).toEqual(wait);
    expect(await say('dua')).toEqual(wait);
    expect(await say('tiga')).toMatchObject({ ok: true });
    expect(heardBy(ani)).toEqual(['tiga']);
    expect(fault.met).toBe(2);
  });

  it('meets only its method and its chat, after as many calls as it lets pass', async () => {
    server.fail({ method: 'sendMessage', chat: 1002, after: 1, with: '403' });
    expect(await call('getMe')).toMatchObject({ ok: true });
    expect(await say('satu', 1001)).toMatchObject({ ok: true });
    expect(await say('satu', 1002)).toMatchObject({ ok: true });
    expect(await say('dua', 1002)).toEqual(refusal(403, 'Forbidden: bot was blocked by the user'));
  });

  it('502 is a page of HTML, not JSON, whether or not the message was taken', async () => {
    server.fail({ with: '502-html' });
    server.fail({ with: '502-html-accepted' });
    const raw = (text: string) =>
      fetch(`${server.root}/bot${token}/sendMessage?chat_id=1001&text=${text}`);
    for (const text of ['satu', 'dua']) {
      const response = await raw(text);
      expect(response.status).toBe(502);
      expect(response.headers.get('content-type')).toBe('text/html');
      expect(await response.text()).toContain('<h1>502 Bad Gateway</h1>');
    }
    expect(heardBy(ani)).toEqual(['dua']);
  });

  it('drops the connection before or after the message was taken, and the sender sees no difference', async () => {
    server.fail({ method: 'sendMessage', with: 'drop-before' });
    server.fail({ method: 'sendMessage', with: 'drop-after-accept' });
    const errorOf = (sent: Promise<unknown>) => sent.catch((error: Error) => error.message);
    const before = await errorOf(say('satu'));
    const after = await errorOf(say('dua'));
    expect(before).toBe('fetch failed');
    expect(after).toBe(before);
    expect(heardBy(ani)).toEqual(['dua']);
    expect(sends(server.calls)).toMatchObject([
      { method: 'sendMessage', chat: 1001, accepted: false, ok: false, answer: 'dropped' },
      { method: 'sendMessage', chat: 1001, accepted: true, ok: false, answer: 'dropped' },
    ]);
  });

  it('may be slow: the message is there long before its answer', async () => {
    server.fail({ with: { kind: 'slow', ms: 200 } });
    const sent = say('halo');
    await ani.hears('halo');
    await expect.poll(() => server.calls[0]?.accepted).toBe(true);
    expect(server.calls[0]?.answer).toBe('open');
    expect(await sent).toMatchObject({ ok: true });
    expect(server.calls[0]?.ms).toBeGreaterThan(190);
  });

  it('may be any status and description, and ends when it is cleared', async () => {
    const fault = server.fail({
      times: Number.POSITIVE_INFINITY,
      with: { status: 500, description: 'Internal Server Error: restart' },
    });
    expect(await call('getMe')).toEqual(refusal(500, 'Internal Server Error: restart'));
    expect(await call('getMe')).toMatchObject({ ok: false });
    fault.clear();
    expect(await call('getMe')).toMatchObject({ ok: true });
  });

  it('finds the chat of a tap by its query', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Ya', callback_data: 'ya' }]] };
    await call('sendMessage', { chat_id: 1002, text: 'Boleh?', reply_markup });
    const { queryId } = await budi.taps('Ya');
    server.fail({ method: 'answerCallbackQuery', chat: 1002, with: '403' });
    const answer = await call('answerCallbackQuery', { callback_query_id: queryId });
    expect(answer).toMatchObject({ status: 403 });
    expect(server.calls.at(-1)?.chat).toBe(1002);
  });
});

describe('the log', () => {
  it('holds every call, with its time, what it carried and how it ended', async () => {
    const begun = Date.now();
    await say('halo');
    await say('halo', 99);
    await call('sendVideoNote', { chat_id: 1001 });
    expect(server.calls).toMatchObject([
      { method: 'sendMessage', chat: 1001, sent: { text: 'halo' }, ok: true, answer: '200' },
      { method: 'sendMessage', chat: 99, ok: false, answer: '400 Bad Request: chat not found' },
      { method: 'sendVideoNote', chat: 1001, answer: '404 Not Found: method not found' },
    ]);
    for (const { at } of server.calls) {
      expect(at).toBeGreaterThanOrEqual(begun);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
  });

  it('knows the pace: the most calls within any stretch of time', () => {
    const at = (...times: number[]) =>
      times.map((at) => ({
        ...{ at, method: 'sendMessage', sent: {}, accepted: true },
        ...{ ok: true, answer: '200' },
      }));
    expect(mostWithin(1000, at(0, 400, 999, 1000, 1399))).toBe(4);
    expect(mostWithin(1000, at(0, 1000, 2000))).toBe(1);
    expect(mostWithin(1000, [])).toBe(0);
  });
});

describe('the strict rate', () => {
  it('lets a message a second to a chat through, and 30 a second overall', async () => {
    let clock = 5_000_000;
    const strict = await startBotApi({ token, strictRate: true, now: () => clock });
    const callStrict = rawCaller(strict);
    const people = Array.from({ length: 32 }, (_, index) => 2000 + index);
    for (const id of people) await strict.person({ id, firstName: `Warga ${id}` }).says('halo');
    const send = async (chat_id: number) =>
      (await callStrict('sendMessage', { chat_id, text: 'halo' })).status;
    expect(await send(2000)).toBe(200);
    expect(await send(2000)).toBe(429);
    for (const id of people.slice(1, 30)) expect(await send(id)).toBe(200);
    expect(await send(2030)).toBe(429);
    clock += 999;
    expect(await send(2031)).toBe(429);
    clock += 1;
    expect(await send(2031)).toBe(200);
    expect(await send(2000)).toBe(200);
    await strict.close();
  });
});
