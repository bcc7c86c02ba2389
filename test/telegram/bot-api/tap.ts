import type { Chat, Kept } from './chat.ts';
import type { InlineButton, ReplyButton } from './wire.ts';

export interface TapOptions {
  /** The message to tap on; else the newest that shows the label. */
  on?: number;
  /** The screen was behind: buttons that are gone by now, and deleted messages, can be tapped too. */
  late?: boolean;
}

export type Tapped =
  | { kind: 'inline'; kept: Kept; button: InlineButton; deleted: boolean }
  | { kind: 'key'; button: ReplyButton; keyboard: number };

/** What a finger on this label hits. Throws with what is on the screen when there is no such button. */
export function tapped(chat: Chat, label: string, { on, late = false }: TapOptions): Tapped {
  const key = chat.keyboard?.rows.flat().find(({ text }) => text === label);
  const keyboard = chat.keyboard?.messageId ?? 0;
  const inline = inlineHit(chat, label, on, late);
  const onKeyboard = on === undefined || on === keyboard;
  if (key && onKeyboard && (!inline || keyboard > inline.kept.message.message_id)) {
    return { kind: 'key', button: key, keyboard };
  }
  if (inline) return { kind: 'inline', ...inline };
  const where = on === undefined ? '' : ` on message ${on}`;
  const shown = [...chat.messages.values()].flatMap((kept) => chat.shown(kept).buttons.flat());
  throw new Error(`There is no button "${label}"${where}. On the screen: ${shown.join(' · ')}`);
}

function inlineHit(chat: Chat, label: string, on: number | undefined, late: boolean) {
  const screen = [...chat.messages.values(), ...(late ? chat.deleted.values() : [])];
  const newestFirst = screen
    .filter(({ message }) => on === undefined || message.message_id === on)
    .sort((a, b) => b.message.message_id - a.message.message_id);
  for (const kept of newestFirst) {
    const now = kept.message.reply_markup?.inline_keyboard;
    const keyboards = late ? [...kept.everyKeyboard].reverse() : now ? [now] : [];
    const button = keyboards.flat(2).find(({ text }) => text === label);
    if (button) return { kept, button, deleted: chat.deleted.has(kept.message.message_id) };
  }
  return undefined;
}
