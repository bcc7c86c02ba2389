import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTelegram } from '../../../src/channels/telegram/channel.ts';
import { jpeg, pdf } from '../../pictures.ts';
import {
  type BotApi,
  type Person,
  startBotApi,
  type Trouble,
} from '../../telegram/bot-api/index.ts';

const token = '710001:test-token-that-is-secret';
let server: BotApi;
let person: Person;
beforeEach(async () => {
  server = await startBotApi({ token });
  person = server.person({ id: 99_001_001, firstName: 'Ani' });
  await person.starts();
});
afterEach(() => server.close());

const channel = (apiRoot = server.root) =>
  createTelegram({
    token,
    apiRoot,
    hold: async (_, run, until) => run(until),
    report: () => {},
    fetchSeconds: 2,
  });

/** What Telegram calls the newest file that somebody sent. */
async function fileId(): Promise<string> {
  const response = await fetch(`${server.root}/bot${token}/getUpdates?offset=-1`);
  const { result } = (await response.json()) as {
    result: { message: { photo?: { file_id: string }[]; document?: { file_id: string } } }[];
  };
  const { photo, document } = result.at(-1)?.message ?? {};
  return photo?.at(-1)?.file_id ?? document?.file_id ?? '';
}

describe('a file that is got from Telegram', () => {
  test('is asked for by its id, and comes in its largest size', async () => {
    const photo = await jpeg();
    await person.sendsPhoto(photo);
    expect(await channel().fetch(await fileId())).toEqual({ ok: true, bytes: photo });
    expect(server.warnings).toEqual([]);
  });

  test('is found behind another root, with a slash at its end or without', async () => {
    await person.sendsPhoto(await jpeg());
    expect(await channel(`${server.root}/`).fetch(await fileId())).toMatchObject({ ok: true });
  });

  test('of more than 20 MB is not asked for', async () => {
    await person.sendsDocument(pdf(20 * 1024 * 1024 + 1));
    expect(await channel().fetch(await fileId())).toEqual({ ok: false, failure: 'too-large' });
  });

  const troubles: [string, Trouble, object][] = [
    ['was cut off in the middle', 'drop-after-accept', { failure: 'unreachable' }],
    ['did not begin', 'drop-before', { failure: 'unreachable' }],
    ['met a gateway', '502-html', { failure: 'unreachable' }],
    ['was asked for too often', { kind: '429', retryAfter: 3 }, { failure: 'throttled' }],
    [
      'has a link that is over',
      { status: 404, description: 'Not Found' },
      { failure: 'unreachable' },
    ],
  ];
  test.each(troubles)('that %s is a value, and comes the next time', async (_, trouble, ended) => {
    const photo = await jpeg({ width: 300, height: 300, noise: true });
    await person.sendsPhoto(photo);
    const id = await fileId();
    server.fail({ method: 'download', with: trouble });
    const fetched = await channel().fetch(id);
    expect(fetched).toMatchObject({ ok: false, ...ended });
    expect(JSON.stringify(fetched)).not.toContain('secret');
    expect(await channel().fetch(id)).toEqual({ ok: true, bytes: photo });
  });

  test('that Telegram cannot give for a while comes later', async () => {
    await person.sendsPhoto(await jpeg());
    const description = 'Bad Request: wrong file_id or the file is temporarily unavailable';
    server.fail({ method: 'getFile', with: { status: 400, description } });
    expect(await channel().fetch(await fileId())).toEqual({ ok: false, failure: 'unreachable' });
  });

  test('with a token that was taken back waits until there is another', async () => {
    await person.sendsPhoto(await jpeg());
    server.fail({ method: 'getFile', with: { status: 401, description: 'Unauthorized' } });
    expect(await channel().fetch(await fileId())).toEqual({ ok: false, failure: 'unreachable' });
  });
});
