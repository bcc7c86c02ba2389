/** The objects of the Bot API, as far as this server speaks of them. Names are Telegram's own. */

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface PrivateChat {
  id: number;
  type: 'private';
  first_name: string;
  last_name?: string;
}

/** Offsets and lengths count UTF-16 units. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
  [more: string]: unknown;
}

export interface ReplyButton {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
  [more: string]: unknown;
}

export interface Message {
  message_id: number;
  from: User;
  chat: PrivateChat;
  /** Seconds since 1970. */
  date: number;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  reply_markup?: { inline_keyboard: InlineButton[][] };
  reply_to_message?: Message;
  photo?: { file_id: string }[];
  document?: { file_id: string };
  [more: string]: unknown;
}

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}
