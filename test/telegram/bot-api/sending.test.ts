import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from './person.ts';
import { rawCaller, refusal, token } from './raw-call.ts';
import { type BotApi, startBotApi } from './server.ts';

let server: BotApi;
let call: ReturnType<typeof rawCaller>;
let ani: Person;
let clock = 0;

beforeEach(async () => {
  clock = Date.UTC(2026, 10, 24, 5, 0, 0);
  server = await startBotApi({ token, now: () => clock });
  call = rawCaller(server);
  ani = server.person({ id: 1001, firstName: 'Ani' });
  await ani.says('halo');
});
afterEach(() => server.close());

const inline = (...labels: string[]) => ({
  inline_keyboard: labels.map((text) => [{ text, callback_data: text.toLowerCase() }]),
});
const say = (text: string, more: Record<string, unknown> = {}) =>
  call('sendMessage', { chat_id: 1001, text, ...more });
const idOf = ({ result }: { result?: unknown }) => (result as { message_id: number }).message_id;

describe('who may be written to', () => {
  it('is nobody who never wrote', async () => {
    server.person({ id: 1002, firstName: 'Budi' });
    const gone = refusal(400, 'Bad Request: chat not found');
    expect(await call('sendMessage', { chat_id: 1002, text: 'halo' })).toEqual(gone);
    expect(await call('sendMessage', { chat_id: 99, text: 'halo' })).toEqual(gone);
    expect(await call('sendMessage', { text: 'halo' })).toEqual(
      refusal(400, 'Bad Request: chat_id is empty'),
    );
  });

  it('is nobody who blocked the bot, until they unblock it', async () => {
    await ani.blocks();
    expect(await say('halo')).toEqual(refusal(403, 'Forbidden: bot was blocked by the user'));
    await expect(ani.says('halo')).rejects.toThrow('Ani blocked the bot');
    await ani.unblocks();
    expect(await say('halo')).toMatchObject({ ok: true });
    const { result } = await call('getUpdates');
    expect(result).toMatchObject([
      { message: { text: 'halo' } },
      { my_chat_member: { new_chat_member: { status: 'kicked' } } },
      { my_chat_member: { new_chat_member: { status: 'member' } } },
    ]);
  });
});

describe('message ids', () => {
  it('rise in a chat, shared by both directions', async () => {
    const second = idOf(await say('dua'));
    const { messageId: third } = await ani.says('tiga');
    expect(second).toBeGreaterThan(1);
    expect(third).toBeGreaterThan(second);
    expect(ani.messages.map(({ from, text }) => [from, text])).toEqual([
      ['person', 'halo'],
      ['bot', 'dua'],
      ['person', 'tiga'],
    ]);
  });
});

describe('buttons', () => {
  it('may carry 64 bytes and no more', async () => {
    const carrying = (callback_data: string) => ({
      reply_markup: { inline_keyboard: [[{ text: 'Ya', callback_data }]] },
    });
    expect(await say('a', carrying('x'.repeat(64)))).toMatchObject({ ok: true });
    const tooMuch = refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
    expect(await say('a', carrying('x'.repeat(65)))).toEqual(tooMuch);
    expect(await say('a', carrying('é'.repeat(33)))).toEqual(tooMuch);
  });

  it.each([
    [
      { inline_keyboard: [[{ text: 'Ya' }]] },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      { inline_keyboard: [[{ callback_data: 'a' }]] },
      'can\'t parse inline keyboard button: Can\'t find field "text"',
    ],
    [
      { inline_keyboard: [{ text: 'Ya', callback_data: 'a' }] },
      'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ],
    [
      { keyboard: [[7]] },
      "can't parse keyboard button: KeyboardButton must be a String or an Object",
    ],
    ['[', "can't parse reply keyboard markup JSON object"],
    ['7', 'object expected as reply markup'],
  ])('%j is refused', async (reply_markup, why) => {
    expect(await say('a', { reply_markup })).toEqual(refusal(400, `Bad Request: ${why}`));
  });

  it('at the bottom of the screen come and go with messages', async () => {
    await say('a', { reply_markup: { keyboard: [['Satu', { text: 'Dua' }]] } });
    expect(ani.keyboard).toEqual([['Satu', 'Dua']]);
    expect(ani.messages.at(-1)?.buttons).toEqual([['Satu', 'Dua']]);
    await say('b', { reply_markup: { remove_keyboard: true } });
    expect(ani.keyboard).toEqual([]);
  });
});

describe('replies', () => {
  it('quote a message of the chat, or are refused', async () => {
    const { messageId } = await ani.says('yang ini');
    await say('ya', { reply_parameters: { message_id: messageId } });
    expect(ani.messages.at(-1)).toMatchObject({ text: 'ya', replyTo: messageId });
    expect(await say('ya', { reply_parameters: { message_id: 4711 } })).toEqual(
      refusal(400, 'Bad Request: message to be replied not found'),
    );
    const anyway = { message_id: 4711, allow_sending_without_reply: true };
    expect(await say('ya', { reply_parameters: anyway })).toMatchObject({ ok: true });
  });
});

describe('edits', () => {
  const edit = (message_id: number, text: string, more: Record<string, unknown> = {}) =>
    call('editMessageText', { chat_id: 1001, message_id, text, ...more });
  const same =
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

  it('without buttons take the buttons away', async () => {
    const id = idOf(await say('Boleh?', { reply_markup: inline('Ya', 'Tidak') }));
    expect(await edit(id, 'Sudah.')).toMatchObject({ ok: true });
    expect(ani.messages.at(-1)).toMatchObject({ text: 'Sudah.', buttons: [], edited: true });
  });

  it('that change nothing are refused', async () => {
    const id = idOf(await say('<b>Boleh?</b>', { parse_mode: 'HTML', reply_markup: inline('Ya') }));
    const keep = { parse_mode: 'HTML', reply_markup: inline('Ya') };
    expect(await edit(id, '<b>Boleh?</b>', keep)).toEqual(refusal(400, same));
    expect(await edit(id, 'Boleh?', { reply_markup: inline('Ya') })).toMatchObject({ ok: true });
    const markup = { chat_id: 1001, message_id: id, reply_markup: inline('Ya') };
    expect(await call('editMessageReplyMarkup', markup)).toEqual(refusal(400, same));
    const bare = { chat_id: 1001, message_id: id };
    expect(await call('editMessageReplyMarkup', bare)).toMatchObject({ ok: true });
    expect(await call('editMessageReplyMarkup', bare)).toEqual(refusal(400, same));
  });

  it('reach neither what is not there, nor what others said, nor what opened a keyboard', async () => {
    const { messageId } = await ani.says('punyaku');
    const opened = idOf(await say('a', { reply_markup: { keyboard: [['Satu']] } }));
    const cannot = refusal(400, "Bad Request: message can't be edited");
    expect(await edit(4711, 'b')).toEqual(refusal(400, 'Bad Request: message to edit not found'));
    expect(await edit(messageId, 'b')).toEqual(cannot);
    expect(await edit(opened, 'b')).toEqual(cannot);
  });

  it('keep to the length of a message', async () => {
    const id = idOf(await say('a'));
    expect(await edit(id, 'x'.repeat(4097))).toEqual(refusal(400, 'Bad Request: MESSAGE_TOO_LONG'));
    expect(await edit(id, '')).toEqual(refusal(400, 'Bad Request: message text is empty'));
  });
});

describe('deleting', () => {
  it('takes a message off the screen, once, within 48 hours', async () => {
    const id = idOf(await say('a'));
    const old = idOf(await say('b'));
    const remove = (message_id: number) => call('deleteMessage', { chat_id: 1001, message_id });
    expect(await remove(id)).toMatchObject({ ok: true, result: true });
    expect(ani.messages.map(({ text }) => text)).toEqual(['halo', 'b']);
    expect(await remove(id)).toEqual(refusal(400, 'Bad Request: message to delete not found'));
    clock += 48 * 3600_000 + 1000;
    expect(await remove(old)).toEqual(refusal(400, "Bad Request: message can't be deleted"));
  });
});
