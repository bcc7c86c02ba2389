import type { Message, Update } from 'grammy/types';
import { describe, expect, test } from 'vitest';
import { readUpdate } from '../../../src/channels/telegram/read.ts';
import type { Content } from '../../../src/chat/message.ts';

const ani = { id: 1001, is_bot: false, first_name: 'Ani' };
const chat = { id: 1001, type: 'private', first_name: 'Ani' } as const;
const bot = { id: 7, is_bot: true, first_name: 'KSBB' };

/** An update as Telegram sends it: only what a case is about is spelt out. */
function message(fields: object): Update {
  const base = { message_id: 42, date: 1_795_000_000, chat, from: ani };
  return { update_id: 900, message: { ...base, ...fields } as Update['message'] & Message };
}

const contentOf = (fields: object): Content | undefined => readUpdate(message(fields))?.content;

describe('a message', () => {
  test('comes with its id, its person and its place in the chat', () => {
    expect(readUpdate(message({ text: '25 sembako' }))).toEqual({
      id: 'update:900',
      from: { channel: 'telegram', account: '1001' },
      order: 42,
      content: { kind: 'text', text: '25 sembako' },
    });
  });

  test('names the question that it quotes, read from the buttons of the quoted message', () => {
    const buttons = [[{ text: 'Ya', callback_data: 'q7f3|yes' }]];
    const quoted = { message_id: 40, date: 1, chat, from: bot, text: 'Boleh?' };
    const asked = { ...quoted, reply_markup: { inline_keyboard: buttons } };
    expect(readUpdate(message({ text: 'ya', reply_to_message: asked }))?.quotes).toBe('q7f3');
    expect(readUpdate(message({ text: 'ya', reply_to_message: quoted }))).not.toHaveProperty(
      'quotes',
    );
  });

  test('forwarded is still what it says', () => {
    const forward_origin = { type: 'hidden_user', sender_user_name: 'Seseorang', date: 1 };
    expect(contentOf({ text: 'Bantuan cair!', forward_origin })).toEqual({
      kind: 'text',
      text: 'Bantuan cair!',
    });
  });

  test.each([
    ['6281200000012', '+6281200000012'],
    ['+6281200000012', '+6281200000012'],
    ['081200000012', '081200000012'],
  ])('shares a number: %s', (phone_number, phone) => {
    const own = { contact: { phone_number, first_name: 'Ani', user_id: 1001 } };
    expect(contentOf(own)).toEqual({ kind: 'contact', phone, own: true });
  });

  test.each([{}, { user_id: 1002 }])("does not vouch for somebody else's number", (whose) => {
    const contact = { phone_number: '6281200000012', first_name: 'Ani', ...whose };
    expect(contentOf({ contact })).toMatchObject({ kind: 'contact', own: false });
  });

  test('may be a place', () => {
    expect(contentOf({ location: { latitude: -6.19, longitude: 106.89 } })).toEqual({
      kind: 'location',
      latitude: -6.19,
      longitude: 106.89,
    });
  });

  test('may be a photo, in its largest size', () => {
    const photo = [
      { file_id: 'small', file_unique_id: 's', width: 90, height: 68, file_size: 900 },
      { file_id: 'large', file_unique_id: 'l', width: 1280, height: 960, file_size: 90_000 },
    ];
    expect(contentOf({ photo, caption: 'SK Lurah' })).toEqual({
      kind: 'photo',
      file: 'large',
      bytes: 90_000,
      caption: 'SK Lurah',
    });
  });

  test('may be a document', () => {
    const document = {
      file_id: 'd',
      file_unique_id: 'd',
      mime_type: 'application/pdf',
      file_size: 9,
    };
    expect(contentOf({ document })).toEqual({
      kind: 'document',
      file: 'd',
      mime: 'application/pdf',
      bytes: 9,
    });
  });

  const media = { file_id: 'f', file_unique_id: 'f', duration: 3, width: 1, height: 1 };
  test.each([
    ['voice', { voice: media }],
    ['sticker', { sticker: { ...media, type: 'regular' } }],
    ['other', { video: media }],
    ['other', { video_note: { ...media, length: 1 } }],
    ['other', { animation: media, document: media }],
    ['other', { poll: { id: '1', question: 'Apa?' } }],
    ['other', { something_of_next_year: {} }],
  ])('that cannot be read arrives as its kind alone: %s', (kind, fields) => {
    expect(contentOf(fields)).toEqual({ kind });
  });
});

describe('an edit', () => {
  const edited = (fields: object): Update => ({
    update_id: 901,
    edited_message: message(fields).message as NonNullable<Update['edited_message']>,
  });

  test('arrives as the new words', () => {
    expect(readUpdate(edited({ text: '50' }))).toMatchObject({
      id: 'update:901',
      order: 42,
      content: { kind: 'edited', text: '50' },
    });
    expect(readUpdate(edited({ caption: 'SK baru' }))?.content).toEqual({
      kind: 'edited',
      text: 'SK baru',
    });
  });

  test('that only moves a live location is left alone', () => {
    expect(readUpdate(edited({ location: { latitude: -6, longitude: 106 } }))).toBeUndefined();
  });
});

describe('a tap', () => {
  const tap = (fields: object): Update => ({
    update_id: 902,
    callback_query: {
      id: '1',
      from: ani,
      chat_instance: '1',
      ...fields,
    } as NonNullable<Update['callback_query']>,
  });
  const asked = { message_id: 40, date: 1, chat, from: bot, text: 'Boleh?' };

  test('carries the question and the key of its button', () => {
    expect(readUpdate(tap({ data: 'q7f3|yes', message: asked }))).toEqual({
      id: 'update:902',
      from: { channel: 'telegram', account: '1001' },
      order: 40,
      content: { kind: 'choice', question: 'q7f3', key: 'yes' },
    });
  });

  test('on a message so old that Telegram no longer has it still arrives', () => {
    const old = { message_id: 40, date: 0, chat };
    expect(readUpdate(tap({ data: 'q7f3|yes', message: old }))?.order).toBe(40);
  });

  test('with data that is none of ours names no question', () => {
    expect(readUpdate(tap({ data: 'legacy', message: asked }))?.content).toEqual({
      kind: 'choice',
      question: '',
      key: 'legacy',
    });
  });

  test('under an inline result is left alone', () => {
    expect(readUpdate(tap({ data: 'q7f3|yes', inline_message_id: 'i' }))).toBeUndefined();
  });
});

describe('what is not said to the bot is left alone', () => {
  const group = { id: -5, type: 'supergroup', title: 'RW 03' } as const;
  test.each([
    ['a group', message({ text: 'halo', chat: group })],
    ['a channel', { update_id: 1, channel_post: {} } as Update],
    ['another bot', message({ text: 'halo', from: { ...ani, is_bot: true } })],
    ['a pinned message', message({ pinned_message: { message_id: 40, date: 0, chat } })],
    [
      'a timer',
      message({ message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } }),
    ],
    ['blocking', { update_id: 1, my_chat_member: {} } as Update],
    [
      'a tap in a group',
      {
        update_id: 1,
        callback_query: { data: 'q|a', message: { message_id: 1, date: 0, chat: group } },
      } as Update,
    ],
    ['a kind of next year', { update_id: 1 } as Update],
  ])('%s', (_, update) => {
    expect(readUpdate(update)).toBeUndefined();
  });
});
