import { parseHtml } from './html.ts';
import { parseMarkdownV2 } from './markdown.ts';
import { isFields, jsonOf, type Parameters, textOf } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { Entity } from './wire.ts';

export interface Formatted {
  text: string;
  entities: Entity[];
}

/**
 * The text or caption of a call, its parse_mode or entities applied, and white space at its ends gone.
 * Throws Telegram's refusal when they do not parse. Lengths are for the caller to judge: `lengthOf`.
 */
export function formattedOf(parameters: Parameters, name: 'text' | 'caption'): Formatted {
  const raw = textOf(parameters, name);
  if (Buffer.byteLength(raw) > 32_768) throw badRequest('Text is too long');
  const mode = textOf(parameters, 'parse_mode').toLowerCase();
  const entitiesName = name === 'text' ? 'entities' : 'caption_entities';
  if (raw === '') return { text: '', entities: [] };
  if (mode === 'html') return trimmed(parseHtml(raw));
  if (mode === 'markdownv2') return trimmed(parseMarkdownV2(raw));
  if (mode !== '' && mode !== 'none') throw badRequest('Unsupported parse_mode');
  return trimmed({ text: raw, entities: entitiesOf(parameters, entitiesName, raw) });
}

/** Characters as the limits of 4,096 and 1,024 count them: code points, after entities parsing. */
export const lengthOf = (text: string) => [...text].length;

const known = new Set([
  ...['mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number', 'bold'],
  ...['italic', 'underline', 'strikethrough', 'spoiler', 'blockquote', 'expandable_blockquote'],
  ...['code', 'pre', 'text_link', 'text_mention', 'custom_emoji', 'date_time'],
]);

function entitiesOf(parameters: Parameters, name: string, text: string): Entity[] {
  const list = jsonOf(parameters, name, 'entities');
  if (!Array.isArray(list)) return [];
  return list.map((value: unknown): Entity => {
    const refuse = (reason: string) => badRequest(`Can't parse MessageEntity: ${reason}`);
    if (!isFields(value)) throw refuse('Expected an Object');
    const { type, offset, length } = value;
    if (typeof type !== 'string') throw refuse('Field "type" must be of type String');
    if (!known.has(type)) throw refuse('Unsupported type specified');
    if (!isWhole(offset)) throw refuse('Field "offset" must be of type Number');
    if (!isWhole(length)) throw refuse('Field "length" must be of type Number');
    if (offset < 0 || offset > text.length) {
      throw badRequest(`Entity begins after the end of the text at UTF-16 offset ${offset}`);
    }
    if (offset + length > text.length) {
      const ends = `ends after the end of the text at UTF-16 offset ${offset + length}`;
      throw badRequest(`Entity beginning at UTF-16 offset ${offset} ${ends}`);
    }
    const more = ['url', 'language', 'custom_emoji_id'].flatMap((key) =>
      typeof value[key] === 'string' ? [[key, value[key]]] : [],
    );
    return { type, offset, length, ...Object.fromEntries(more) };
  });
}

const isWhole = (value: unknown): value is number => Number.isInteger(value);

/** White space at both ends goes, as in Telegram, and entities shrink with it. */
function trimmed({ text, entities }: Formatted): Formatted {
  const lead = text.length - text.trimStart().length;
  const kept = text.trim();
  const within = (at: number) => Math.min(Math.max(at - lead, 0), kept.length);
  const moved = entities.map((entity) => {
    const offset = within(entity.offset);
    return { ...entity, offset, length: within(entity.offset + entity.length) - offset };
  });
  return { text: kept, entities: moved.filter(({ length }) => length > 0) };
}

/** `/mulai` at a word's start becomes a bot_command, as it does in what people type. */
export function commandsIn(text: string): Entity[] {
  return [...text.matchAll(/(?<=^|\s)\/[A-Za-z0-9_]{1,64}(?:@\w+)?(?!\w)/g)].map((found) => ({
    type: 'bot_command',
    offset: found.index,
    length: found[0].length,
  }));
}

const tags: Record<string, string> = {
  ...{ bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', spoiler: 'tg-spoiler' },
  ...{ code: 'code', pre: 'pre', blockquote: 'blockquote', text_link: 'a' },
};

/** Text with its entities as HTML, for reading in a test: `<b>50</b> paket`. */
export function asHtml({ text, entities }: Formatted): string {
  const shown = entities.filter(({ type }) => type in tags);
  let html = '';
  for (let at = 0; at <= text.length; at++) {
    const ending = shown.filter(({ offset, length }) => offset + length === at).reverse();
    html += ending.map(({ type }) => `</${tags[type]}>`).join('');
    const starting = shown.filter(({ offset }) => offset === at);
    html += starting.map(({ type, url }) => startOf(tags[type] ?? '', url)).join('');
    const character = text.charAt(at);
    html += { '&': '&amp;', '<': '&lt;', '>': '&gt;' }[character] ?? character;
  }
  return html;
}

const startOf = (tag: string, url?: string) =>
  url === undefined ? `<${tag}>` : `<${tag} href="${url.replace(/"/g, '&quot;')}">`;
