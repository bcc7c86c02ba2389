import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jpeg, pdf } from '../../pictures.ts';
import { type Stage, stage } from './scripted-bot.ts';
import { type Served, serve } from './serve.ts';

/** The files of phones: how they get in, and who gets them out. */

let on: Stage;
let server: Served;
beforeEach(async () => {
  on = await stage();
  server = await serve(on.simulator.routes);
});
afterEach(async () => {
  await on.simulator.stop();
  await server.close();
});

async function upload(bytes: Uint8Array, headers: Record<string, string> = {}, account = 'ani') {
  const response = await fetch(`${server.root}/simulator/${account}/files`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', ...headers },
    body: new Uint8Array(bytes),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}
const get = (account: string, file = '') =>
  fetch(`${server.root}/simulator/${account}/files/${file}`);

describe('a file', () => {
  test('is found by what nobody guesses, on its own phone alone, and stays in no browser', async () => {
    const photo = await jpeg();
    const { status, body } = await upload(photo);
    expect(status).toBe(200);
    expect(body.file).toMatch(/^[0-9a-f]{32}$/);
    const shown = await get('ani', body.file);
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(photo);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'inline',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await get('budi', body.file)).status).toBe(404);
    expect((await get('ani', '0'.repeat(32))).status).toBe(404);
    expect((await get('A!', body.file)).status).toBe(404);
  });

  test('that is no picture is only saved, never shown: it could run', async () => {
    for (const bytes of [pdf(), new Uint8Array(Buffer.from('<script>alert(1)</script>'))]) {
      const { body } = await upload(bytes);
      const shown = await get('ani', body.file);
      expect(shown.headers.get('content-type')).toBe('application/octet-stream');
      expect(shown.headers.get('content-disposition')).toBe('attachment');
    }
  });

  test('is no more than 20 MB, and not empty', async () => {
    expect((await upload(pdf(20 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await upload(new Uint8Array())).status).toBe(400);
    expect((await upload(pdf(), {}, 'A!')).status).toBe(400);
  });

  test('is taken from no other site, and not as what a form can post', async () => {
    expect((await upload(pdf(), { Origin: 'https://example.org' })).status).toBe(403);
    expect((await upload(pdf(), { 'X-Forwarded-For': '10.0.0.1' })).status).toBe(403);
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json'])
      expect((await upload(pdf(), { 'Content-Type': type })).status).toBe(415);
  });

  test('is named in a message as it was given, and in no other way', async () => {
    const say = async (file: string) =>
      (
        await fetch(`${server.root}/simulator/ani/messages`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ id: 'm1', content: { kind: 'photo', file } }),
        })
      ).status;
    for (const file of ['', '../../key', 'x'.repeat(32)]) expect(await say(file)).toBe(400);
    const { body } = await upload(await jpeg());
    expect(await say(body.file ?? '')).toBe(200);
    expect(await on.simulator.fetch(body.file ?? '')).toMatchObject({ ok: true });
  });
});
