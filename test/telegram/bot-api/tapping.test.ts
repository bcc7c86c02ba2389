import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from './person.ts';
import { rawCaller, refusal, token } from './raw-call.ts';
import { type BotApi, startBotApi } from './server.ts';

let server: BotApi;
let call: ReturnType<typeof rawCaller>;
let ani: Person;
let clock = 0;
let offset = 0;

beforeEach(async () => {
  offset = 0;
  clock = Date.UTC(2026, 10, 24, 5, 0, 0);
  server = await startBotApi({ token, now: () => clock });
  call = rawCaller(server);
  ani = server.person({ id: 1001, firstName: 'Ani', phone: '+6281200000012' });
  await ani.starts();
  await next();
});
afterEach(() => server.close());

/** What came since the last time. */
const next = async () => {
  const { result } = await call('getUpdates', { offset });
  const updates = result as { update_id: number; [kind: string]: unknown }[];
  offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
  return updates;
};
const ask = async (text: string, data = 'q1:ya') => {
  const reply_markup = { inline_keyboard: [[{ text: 'Ya, boleh', callback_data: data }]] };
  const { result } = await call('sendMessage', { chat_id: 1001, text, reply_markup });
  return (result as { message_id: number }).message_id;
};
const tooOld = refusal(
  400,
  'Bad Request: query is too old and response timeout expired or query ID is invalid',
);

describe('a tap', () => {
  it('is a callback_query with the message as it stands', async () => {
    const id = await ask('Boleh?');
    const { queryId } = await ani.taps('Ya, boleh');
    expect(await next()).toMatchObject([
      {
        callback_query: {
          id: queryId,
          from: { id: 1001, is_bot: false, first_name: 'Ani', language_code: 'id' },
          data: 'q1:ya',
          message: { message_id: id, text: 'Boleh?', chat: { id: 1001, type: 'private' } },
        },
      },
    ]);
  });

  it('hits the newest message that shows the label, or the one that is named', async () => {
    const first = await ask('Satu?', 'q1');
    await ask('Dua?', 'q2');
    await ani.taps('Ya, boleh');
    await ani.taps('Ya, boleh', { on: first });
    expect(await next()).toMatchObject([
      { callback_query: { data: 'q2' } },
      { callback_query: { data: 'q1' } },
    ]);
    await expect(ani.taps('Tidak')).rejects.toThrow(
      'There is no button "Tidak". On the screen: Ya, boleh · Ya, boleh',
    );
  });

  it('may come late, from a screen that still showed the button', async () => {
    const edited = await ask('Satu?', 'q1');
    const deleted = await ask('Dua?', 'q2');
    await call('editMessageText', { chat_id: 1001, message_id: edited, text: 'Sudah.' });
    await call('deleteMessage', { chat_id: 1001, message_id: deleted });
    await expect(ani.taps('Ya, boleh')).rejects.toThrow('There is no button');
    await ani.taps('Ya, boleh', { on: edited, late: true });
    await ani.taps('Ya, boleh', { on: deleted, late: true });
    expect(await next()).toMatchObject([
      { callback_query: { data: 'q1', message: { message_id: edited, text: 'Sudah.' } } },
      { callback_query: { data: 'q2', message: { message_id: deleted, date: 0 } } },
    ]);
  });

  it('is answered once, within its life', async () => {
    await ask('Boleh?');
    const first = await ani.taps('Ya, boleh');
    const second = await ani.taps('Ya, boleh');
    expect(server.unanswered.map(({ id }) => id)).toEqual([first.queryId, second.queryId]);
    const answer = (callback_query_id: unknown, more = {}) =>
      call('answerCallbackQuery', { callback_query_id, ...more });
    expect(await answer(first.queryId, { text: 'Tercatat.' })).toMatchObject({ result: true });
    expect(await answer(first.queryId)).toEqual(tooOld);
    expect(await answer('4711')).toEqual(tooOld);
    expect(ani.alerts).toEqual([{ text: 'Tercatat.', box: false }]);
    expect(server.unanswered.map(({ id }) => id)).toEqual([second.queryId]);
    clock += 15_001;
    expect(await answer(second.queryId)).toEqual(tooOld);
  });

  it('is answered in at most 200 characters', async () => {
    await ask('Boleh?');
    const { queryId: callback_query_id } = await ani.taps('Ya, boleh');
    const answer = (text: string) => call('answerCallbackQuery', { callback_query_id, text });
    expect(await answer('x'.repeat(201))).toEqual(refusal(400, 'Bad Request: MESSAGE_TOO_LONG'));
    expect(await answer('x'.repeat(200))).toMatchObject({ ok: true });
  });
});

describe('a key of the keyboard', () => {
  const open = (keyboard: unknown[][], more: Record<string, unknown> = {}) =>
    call('sendMessage', { chat_id: 1001, text: 'Pilih.', reply_markup: { keyboard, ...more } });

  it('says its label, and the keyboard hides when it serves once', async () => {
    await open([['Satu', 'Dua']], { one_time_keyboard: true });
    await ani.taps('Dua');
    expect(await next()).toMatchObject([{ message: { text: 'Dua' } }]);
    expect(ani.keyboard).toEqual([]);
  });

  it('shares the own number, with its owner as user_id, when it asks for it', async () => {
    await open([[{ text: 'Bagikan nomor', request_contact: true }]]);
    await ani.taps('Bagikan nomor');
    await ani.sharesContact('+6281200000099', { own: false });
    const updates = await next();
    expect(updates).toMatchObject([
      { message: { contact: { phone_number: '+6281200000012', user_id: 1001 } } },
      { message: { contact: { phone_number: '+6281200000099' } } },
    ]);
    expect(updates[1]).not.toHaveProperty('message.contact.user_id');
  });

  it('shares a place when it asks for one', async () => {
    await open([[{ text: 'Dekat saya', request_location: true }]]);
    await ani.taps('Dekat saya');
    expect(await next()).toMatchObject([
      { message: { location: { latitude: -6.1754, longitude: 106.8272 } } },
    ]);
  });
});

describe('a person', () => {
  it('starts with a command that is marked as one', async () => {
    await ani.starts('rw03');
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }];
    expect(await next()).toMatchObject([{ message: { text: '/start rw03', entities } }]);
  });

  it('edits, forwards, replies, and sends voice and stickers', async () => {
    const { messageId } = await ani.says('25 paket');
    await ani.edits(messageId, '26 paket');
    await ani.forwards('Bagi-bagi sembako', 'Grup RT');
    await ani.says('yang ini', { replyTo: messageId });
    await ani.sendsVoice();
    await ani.sendsSticker('🙏');
    expect(await next()).toMatchObject([
      { message: { text: '25 paket' } },
      { edited_message: { text: '26 paket', message_id: messageId } },
      { message: { forward_origin: { type: 'hidden_user', sender_user_name: 'Grup RT' } } },
      { message: { reply_to_message: { message_id: messageId, text: '26 paket' } } },
      { message: { voice: { mime_type: 'audio/ogg' } } },
      { message: { sticker: { emoji: '🙏' } } },
    ]);
  });

  it('hears each thing once, edits too, and says what it heard when it waited in vain', async () => {
    const id = await ask('Boleh?');
    await call('editMessageText', { chat_id: 1001, message_id: id, text: 'Tercatat.' });
    expect(await ani.hears(/Boleh/)).toMatchObject({ buttons: [['Ya, boleh']], edited: false });
    expect(await ani.hears()).toMatchObject({ text: 'Tercatat.', edited: true });
    await ani.hearsNothing(20);
    await expect(ani.hears(1, 20)).rejects.toThrow(
      /Ani \(1001\) waited for 1 messages for 20 ms[\s\S]*editMessageText 1001 200 "Tercatat."/,
    );
    await ask('Lagi?');
    await expect(ani.hearsNothing(1)).rejects.toThrow('Lagi?');
  });
});
