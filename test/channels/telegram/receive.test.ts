import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTelegram, type TelegramOptions } from '../../../src/channels/telegram/channel.ts';
import type { Channel } from '../../../src/chat/channel.ts';
import type { Incoming } from '../../../src/chat/message.ts';
import { type BotApi, type Person, startBotApi } from '../../telegram/bot-api/index.ts';

const token = '710001:test-token';
let server: BotApi;
let ani: Person;
let budi: Person;
let telegram: Channel;
let waited: number[];
let reported: string[];
let heard: string[];

function connect(changes: Partial<TelegramOptions> = {}): Channel {
  return createTelegram({
    token,
    apiRoot: server.root,
    hold: async (_, run, until) => run(until),
    report: (detail) => reported.push(detail),
    pollSeconds: 5,
    pause: async (milliseconds, signal) => {
      waited.push(milliseconds);
      await new Promise((resolve) => setTimeout(resolve, signal.aborted ? 0 : 5));
    },
    ...changes,
  });
}

beforeEach(async () => {
  server = await startBotApi({ token });
  ani = server.person({ id: 1001, firstName: 'Ani' });
  budi = server.person({ id: 1002, firstName: 'Budi' });
  waited = [];
  reported = [];
  heard = [];
  telegram = connect();
});
afterEach(async () => {
  await telegram.stop();
  await server.close();
});

const words = ({ from, content }: Incoming) =>
  `${from.account}: ${content.kind === 'text' ? content.text : content.kind}`;
const keep = async (event: Incoming) => void heard.push(words(event));
const until = (check: () => void) => vi.waitFor(check, 5000);
const polls = () => server.calls.filter((call) => call.method === 'getUpdates');

describe('receiving from Telegram', () => {
  test('asks for what it reads, after ending a webhook', async () => {
    await telegram.start(keep);
    await until(() => expect(polls().length).toBeGreaterThan(1));
    expect(server.calls.map((call) => call.method).slice(0, 3)).toEqual([
      'getMe',
      'deleteWebhook',
      'getUpdates',
    ]);
    expect(polls().map((call) => call.sent.timeout)).toEqual([0, 5]);
    expect(polls()[0]?.sent).toMatchObject({
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    expect(server.warnings).toEqual([]);
  });

  test('does not let one slow person hold up another', async () => {
    await ani.says('satu');
    await budi.says('dua');
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await telegram.start(async (event) => {
      if (event.from.account === '1001') await held;
      await keep(event);
    });
    await until(() => expect(heard).toEqual(['1002: dua']));
    release();
    await until(() => expect(heard).toEqual(['1002: dua', '1001: satu']));
  });

  test("takes one person's messages in order, each after the one before is kept", async () => {
    for (const text of ['satu', 'dua', 'tiga']) await ani.says(text);
    let atOnce = 0;
    let most = 0;
    await telegram.start(async (event) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 10));
      await keep(event);
      atOnce -= 1;
    });
    await until(() => expect(heard).toEqual(['1001: satu', '1001: dua', '1001: tiga']));
    expect(most).toBe(1);
  });

  test('confirms nothing past what was not kept, and tries it again after 1, 2, 4 … 30 seconds', async () => {
    const { updateId } = await ani.says('satu');
    await budi.says('dua');
    let failures = 7;
    await telegram.start(async (event) => {
      if (event.from.account === '1001' && failures > 0) {
        failures -= 1;
        throw new Error('not kept');
      }
      await keep(event);
    });
    await until(() => expect(heard).toContain('1001: satu'));
    expect(waited).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    const offsets = polls().map((call) => call.sent.offset);
    expect(offsets.slice(1, 8)).toEqual(Array(7).fill(updateId));
  });

  test('stops every tap from spinning once it is kept, and does not mind when that fails', async () => {
    await ani.starts();
    const options = [{ key: 'yes', label: 'Ya' }];
    const question = { text: 'Boleh?', question: 'q1', options, marks: 'numbers' } as const;
    await telegram.send({ channel: 'telegram', account: '1001' }, question, 'r1');
    server.fail({ method: 'answerCallbackQuery', with: '502-html' });
    await ani.taps('Ya');
    await ani.taps('Ya');
    await telegram.start(keep);
    await until(() => expect(heard).toEqual(['1001: /start', '1001: choice', '1001: choice']));
    await until(() => expect(server.unanswered).toHaveLength(1));
    expect(telegram.health().ready).toBe(true);
  });

  test('leaves blocking and unblocking alone', async () => {
    await ani.says('halo');
    await ani.blocks();
    await ani.unblocks();
    await telegram.start(keep);
    await until(() => expect(server.pending).toBe(0));
    expect(heard).toEqual(['1001: halo']);
  });

  test('tells Telegram on stopping what was kept last, so that it does not come again', async () => {
    let stopped: Promise<void> | undefined;
    await telegram.start(async (event) => {
      await keep(event);
      stopped ??= telegram.stop();
    });
    await ani.says('halo');
    await until(() => expect(stopped).toBeDefined());
    await stopped;
    expect(server.pending).toBe(0);
  });
});

describe('when receiving from Telegram fails', () => {
  test('another poller is named, and left to win until it stops', async () => {
    const conflict = {
      status: 409,
      description: 'Conflict: terminated by other getUpdates request',
    };
    server.fail({ method: 'getUpdates', times: 3, with: conflict });
    await telegram.start(keep);
    await ani.says('halo');
    await until(() => expect(heard).toEqual(['1001: halo']));
    expect(waited).toEqual([1000, 2000, 4000]);
    expect(reported).toContain(
      'Another process receives from Telegram with this token: stop it, or give this one a token of its own.',
    );
    expect(telegram.health()).toMatchObject({ ready: true });
  });

  test('a token that is revoked ends it, with what to do', async () => {
    server.fail({ method: 'getUpdates', with: { status: 401, description: 'Unauthorized' } });
    await telegram.start(keep);
    await until(() =>
      expect(telegram.health()).toEqual({
        ready: false,
        detail:
          'Telegram refuses the token: set TELEGRAM_BOT_TOKEN to the one that BotFather gives, and start again.',
      }),
    );
    const asked = server.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.calls).toHaveLength(asked);
    expect(waited).toEqual([]);
  });

  test('a 429 is waited for as long as it says', async () => {
    server.fail({ method: 'getUpdates', with: { kind: '429', retryAfter: 9 } });
    await ani.says('halo');
    await telegram.start(keep);
    await until(() => expect(heard).toEqual(['1001: halo']));
    expect(waited).toEqual([9000]);
  });

  test('a network that is away is tried again, and a wait begins anew once it was back', async () => {
    server.fail({ method: 'getMe', times: 2, with: 'drop-before' });
    server.fail({ method: 'getUpdates', times: 1, with: '502-html' });
    await telegram.start(keep);
    await ani.says('halo');
    await until(() => expect(heard).toEqual(['1001: halo']));
    expect(waited).toEqual([1000, 2000, 4000]);
    server.fail({ method: 'getUpdates', times: 1, with: '502-html' });
    await ani.says('lagi');
    await until(() => expect(waited).toEqual([1000, 2000, 4000, 1000]));
  });
});

describe('of several processes', () => {
  test('one receives, and the next goes on when it stops', async () => {
    let free = Promise.resolve();
    const hold: TelegramOptions['hold'] = async (name, run, end) => {
      expect(name).toBe('telegram:710001');
      const before = free;
      let done = () => {};
      free = new Promise((resolve) => {
        done = resolve;
      });
      await Promise.race([
        before,
        new Promise((resolve) => end.addEventListener('abort', resolve)),
      ]);
      if (!end.aborted) await run(end);
      done();
    };
    const first = connect({ hold });
    telegram = connect({ hold });
    await first.start(async (event) => void heard.push(`first ${words(event)}`));
    await telegram.start(async (event) => void heard.push(`second ${words(event)}`));
    await ani.says('satu');
    await until(() => expect(heard).toEqual(['first 1001: satu']));
    expect(telegram.health()).toEqual({
      ready: true,
      detail: 'Telegram is received by one process at a time: waiting for the turn.',
    });
    await first.stop();
    await ani.says('dua');
    await until(() => expect(heard).toEqual(['first 1001: satu', 'second 1001: dua']));
    expect(server.calls.filter((call) => call.answer.startsWith('409'))).toEqual([]);
  });

  test('one that lost its lease takes it again', async () => {
    let lose = () => {};
    let times = 0;
    telegram = connect({
      hold: async (_, run, end) => {
        times += 1;
        const lost = new AbortController();
        lose = () => lost.abort();
        await run(AbortSignal.any([lost.signal, end]));
      },
    });
    await telegram.start(keep);
    await until(() => expect(telegram.health().detail).toContain('receives as @'));
    lose();
    await ani.says('halo');
    await until(() => expect(heard).toEqual(['1001: halo']));
    expect(times).toBe(2);
  });

  test('one that cannot ask for the lease says so and goes on trying', async () => {
    let times = 0;
    telegram = connect({
      hold: async (_, run, end) => {
        times += 1;
        if (times < 3) throw new Error('no database');
        await run(end);
      },
    });
    await telegram.start(keep);
    await ani.says('halo');
    await until(() => expect(heard).toEqual(['1001: halo']));
    expect(reported).toContain('The lease to receive from Telegram cannot be taken: trying again.');
  });
});
