import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from './bot-api/index.ts';
import { type BotApi, startBotApi } from './bot-api/index.ts';
import { rawCaller, refusal, token } from './bot-api/raw-call.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChAGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

let server: BotApi;
let ani: Person;

beforeEach(async () => {
  server = await startBotApi({ token });
  ani = server.person({ id: 1001, firstName: 'Ani', phone: '+6281200000012' });
});
afterEach(() => server.close());

describe('a real client, grammY', () => {
  let api: Api;
  beforeEach(() => {
    api = new Api(token, { apiRoot: server.root });
  });

  it('holds a talk: it polls, asks with buttons, answers the tap, edits and deletes', async () => {
    expect(await api.getMe()).toMatchObject({ is_bot: true, username: 'percobaan_bot' });
    await ani.starts();
    const [start] = await api.getUpdates({ timeout: 5, allowed_updates: ['message'] });
    expect(start?.message?.text).toBe('/start');
    const reply_markup = { inline_keyboard: [[{ text: 'Ya, boleh', callback_data: 'q1:ya' }]] };
    const asked = await api.sendMessage(1001, '<b>Boleh</b> kami simpan?', {
      ...{ parse_mode: 'HTML' as const, reply_markup },
    });
    expect(await ani.hears()).toEqual({
      messageId: asked.message_id,
      from: 'bot',
      text: 'Boleh kami simpan?',
      html: '<b>Boleh</b> kami simpan?',
      buttons: [['Ya, boleh']],
      edited: false,
    });
    await api.getUpdates({ allowed_updates: ['message', 'callback_query'] });
    const { updateId } = await ani.taps('Ya, boleh');
    const [, tap] = await api.getUpdates({ timeout: 5 });
    expect(tap?.update_id).toBe(updateId);
    await api.answerCallbackQuery(tap?.callback_query?.id ?? '');
    await api.editMessageText(1001, asked.message_id, 'Tercatat.');
    expect(await ani.hears()).toMatchObject({ text: 'Tercatat.', buttons: [], edited: true });
    await api.deleteMessage(1001, asked.message_id);
    expect(ani.messages.map(({ text }) => text)).toEqual(['/start']);
    expect(server.unanswered).toEqual([]);
    expect(server.warnings).toEqual([]);
  });

  it('asks for the number with a key, and takes the keyboard away', async () => {
    await ani.starts();
    const keyboard = [[{ text: 'Bagikan nomor', request_contact: true }]];
    await api.sendMessage(1001, 'Nomor HP?', { reply_markup: { keyboard, resize_keyboard: true } });
    await ani.taps('Bagikan nomor');
    const updates = await api.getUpdates();
    expect(updates.at(-1)?.message?.contact).toMatchObject({ user_id: 1001 });
    await api.sendMessage(1001, 'Sudah.', { reply_markup: { remove_keyboard: true } });
    expect(ani.keyboard).toEqual([]);
  });

  it('sends a photo and a document, and fetches what people send', async () => {
    await ani.sendsPhoto(png, 'barangnya');
    const caption = 'x'.repeat(1025);
    await expect(api.sendPhoto(1001, new InputFile(png, 'a.png'), { caption })).rejects.toThrow(
      'Bad Request: message caption is too long',
    );
    const sent = await api.sendPhoto(1001, new InputFile(png, 'a.png'), { caption: 'ini' });
    await api.sendDocument(1001, new InputFile(Buffer.from('%PDF'), 'tanda-terima.pdf'));
    expect(ani.messages.map(({ media, text }) => [media, text])).toEqual([
      ['photo', 'barangnya'],
      ['photo', 'ini'],
      ['document', ''],
    ]);
    expect((await api.sendPhoto(1001, sent.photo[0]?.file_id ?? '')).photo).toHaveLength(1);

    const [update] = await api.getUpdates();
    const { file_path, file_size } = await api.getFile(
      update?.message?.photo?.at(-1)?.file_id ?? '',
    );
    expect(file_size).toBe(png.length);
    const download = await fetch(`${server.root}/file/bot${token}/${file_path}`);
    expect(Buffer.from(await download.arrayBuffer())).toEqual(png);
  });

  it('is refused a photo that is no picture, is missing, or is an address', async () => {
    await ani.starts();
    const photo = (file: InputFile | string) => api.sendPhoto(1001, file);
    const text = new InputFile(Buffer.from('bukan gambar'), 'a.jpg');
    await expect(photo(text)).rejects.toThrow('Bad Request: IMAGE_PROCESS_FAILED');
    await expect(photo('')).rejects.toThrow('Bad Request: there is no photo in the request');
    await expect(photo('https://contoh.id/a.jpg')).rejects.toThrow(
      'Bad Request: failed to get HTTP URL content',
    );
    await expect(photo('abc')).rejects.toThrow(
      'Bad Request: wrong file identifier/HTTP URL specified',
    );
    await ani.sendsDocument(new Uint8Array(20 * 1024 * 1024 + 1));
    const [update] = await api.getUpdates({ offset: -1 });
    const file = update?.message?.document?.file_id ?? '';
    await expect(api.getFile(file)).rejects.toThrow('Bad Request: file is too big');
  });

  it('tells refusals, waits and lost connections apart', async () => {
    await ani.starts();
    const failure = (sent: Promise<unknown>) => sent.catch((error: unknown) => error);
    const refused = await failure(api.sendMessage(99, 'halo'));
    expect(refused).toBeInstanceOf(GrammyError);
    expect(refused).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' });
    server.fail({ method: 'sendMessage', with: { kind: '429', retryAfter: 2 } });
    expect(await failure(api.sendMessage(1001, 'halo'))).toMatchObject({
      ...{ error_code: 429, parameters: { retry_after: 2 } },
    });
    server.fail({ method: 'sendMessage', with: '502-html' });
    expect(await failure(api.sendMessage(1001, 'halo'))).toBeInstanceOf(HttpError);
    server.fail({ method: 'sendMessage', with: 'drop-after-accept' });
    expect(await failure(api.sendMessage(1001, 'tercatat'))).toBeInstanceOf(HttpError);
    expect(await ani.hears()).toMatchObject({ text: 'tercatat' });
  });

  it('sets commands, a chat action and a webhook', async () => {
    await ani.starts();
    await api.setMyCommands([{ command: 'menu', description: 'Menu' }], { language_code: 'id' });
    expect(await api.getMyCommands({ language_code: 'id' })).toEqual([
      { command: 'menu', description: 'Menu' },
    ]);
    await expect(
      api.setMyCommands([{ command: 'Komitmen saya', description: 'x' }]),
    ).rejects.toThrow('BOT_COMMAND_INVALID');
    expect(await api.sendChatAction(1001, 'typing')).toBe(true);
    await api.setWebhook(`${server.root}/nowhere`, { secret_token: 'rahasia' });
    expect(await api.getWebhookInfo()).toMatchObject({ url: `${server.root}/nowhere` });
    await api.deleteWebhook({ drop_pending_updates: true });
    expect(server.warnings).toEqual([]);
  });
});

describe('the doors', () => {
  const at = (path: string, init?: RequestInit) => fetch(`${server.root}${path}`, init);

  it('know the token, the methods and the files', async () => {
    expect(await (await at('/bot1:wrong/getMe')).json()).toEqual({
      ...{ ok: false, error_code: 401, description: 'Unauthorized' },
    });
    expect((await at('/file/bot1:wrong/photos/file_0.jpg')).status).toBe(401);
    expect((await at(`/file/bot${token}/photos/file_9.jpg`)).status).toBe(404);
    expect((await at('/')).status).toBe(404);
    const call = rawCaller(server);
    expect(await call('makeCoffee')).toEqual(refusal(404, 'Not Found: method not found'));
    expect(await call('GETME')).toMatchObject({ ok: true });
    expect(await call('getFile', { file_id: 'x' })).toEqual(
      refusal(400, 'Bad Request: invalid file_id'),
    );
    expect(server.warnings).toEqual(['makeCoffee: this server does not speak it']);
  });

  it('take a query string, a form, a multipart form and JSON alike', async () => {
    await ani.starts();
    const path = `/bot${token}/sendMessage`;
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'Ya', callback_data: 'y' }]] });
    const fields = { chat_id: '1001', text: 'dua', reply_markup: markup };
    const parts = new FormData();
    for (const [name, value] of Object.entries({ ...fields, text: 'tiga' })) {
      parts.append(name, value);
    }
    const json = JSON.stringify({ ...fields, text: 'empat' });
    const headers = { 'content-type': 'application/json' };
    await at(`${path}?${new URLSearchParams({ ...fields, text: 'satu' })}`);
    await at(path, { method: 'POST', body: new URLSearchParams(fields) });
    await at(path, { method: 'POST', body: parts });
    await at(path, { method: 'POST', body: json, headers });
    const heard = await ani.hears(4);
    expect(heard.map(({ text, buttons }) => [text, buttons])).toEqual([
      ['satu', [['Ya']]],
      ['dua', [['Ya']]],
      ['tiga', [['Ya']]],
      ['empat', [['Ya']]],
    ]);
    const broken = await at(path, { method: 'POST', body: '{', headers });
    expect(broken.status).toBe(400);
  });

  it('note parameters that the method does not know', async () => {
    await ani.starts();
    await rawCaller(server)('sendMessage', { chat_id: 1001, text: 'halo', reply_to_id: 1 });
    expect(server.warnings).toEqual(['sendMessage: unknown parameter reply_to_id']);
  });

  it('open on the loopback alone, on the port that was asked for', async () => {
    const { port } = new URL(server.root);
    expect(server.root).toBe(`http://127.0.0.1:${port}`);
    await expect(startBotApi({ token, port: Number(port) })).rejects.toThrow('EADDRINUSE');
  });
});
