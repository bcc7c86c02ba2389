import { badRequest } from './refusal.ts';
import type { Entity } from './wire.ts';

/** What opens an entity, longest first, with its type and its name in Telegram's refusals. */
const marks = [
  ['```', 'pre', 'Pre'],
  ['||', 'spoiler', 'Spoiler'],
  ['__', 'underline', 'Underline'],
  ['![', 'custom_emoji', 'CustomEmoji'],
  ['*', 'bold', 'Bold'],
  ['_', 'italic', 'Italic'],
  ['~', 'strikethrough', 'Strikethrough'],
  ['`', 'code', 'Code'],
  ['[', 'text_link', 'TextUrl'],
] as const;

const quote = ['>', 'blockquote', 'BlockQuote'] as const;

interface Open {
  mark: (typeof marks)[number] | typeof quote;
  start: number;
  /** Byte offset of the mark. */
  at: number;
  language?: string;
}

const refuse = (reason: string) => badRequest(`Can't parse entities: ${reason}`);

/** MarkdownV2: `*50* paket\.` → `50 paket.`, bold from 0 to 2. A reserved character left bare is refused. */
export function parseMarkdownV2(source: string): { text: string; entities: Entity[] } {
  const open: Open[] = [];
  const entities: Entity[] = [];
  let text = '';
  let i = 0;

  const openAt = (mark: Open['mark']) => {
    const at = Buffer.byteLength(source.slice(0, i));
    open.push({ mark, start: text.length, at });
    i += mark[0].length;
  };
  const close = (opened: Open, more: Partial<Entity> = {}) => {
    open.pop();
    const length = text.length - opened.start;
    if (length > 0) entities.push({ type: opened.mark[1], offset: opened.start, length, ...more });
  };

  if (source.startsWith('>')) openAt(quote);
  while (i < source.length) {
    const top = open.at(-1);
    const character = source.charAt(i);
    const next = source.charAt(i + 1);
    const literal = top?.mark[1] === 'code' || top?.mark[1] === 'pre';
    if (character === '\\' && next !== '' && next.charCodeAt(0) <= 126) {
      text += next;
      i += 2;
    } else if (top && source.startsWith(closing(top), i) && !isUnderline(top, source, i)) {
      i += closing(top).length;
      if (closing(top) === ']') i = link(source, i, top, text, close);
      else close(top, top.language ? { language: top.language } : {});
    } else if (literal && character !== '`') {
      text += character;
      i++;
    } else if (character === '\n') {
      i = newLine(source, i, open, openAt, close, () => {
        text += '\n';
      });
    } else {
      const mark = marks.find(([sign]) => source.startsWith(sign, i));
      if (mark) {
        openAt(mark);
        if (mark[1] === 'pre') i += language(source, i, open.at(-1));
      } else if (/[\]()>#+\-=|{}.!]/.test(character)) {
        throw refuse(
          `Character '${character}' is reserved and must be escaped with the preceding '\\'`,
        );
      } else {
        text += character;
        i++;
      }
    }
  }
  const last = open.at(-1);
  if (last?.mark === quote) close(last);
  const left = open.at(-1);
  if (left) throw unclosed(left);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

const closing = ({ mark }: Open) =>
  mark[0] === '[' || mark[0] === '![' ? ']' : mark === quote ? '\0' : mark[0];

const isUnderline = ({ mark }: Open, source: string, at: number) =>
  mark[1] === 'italic' && source.startsWith('__', at);

const unclosed = ({ mark, at }: Open) =>
  refuse(`Can't find end of ${mark[2]} entity at byte offset ${at}`);

/** A line that begins with > opens a quotation or goes on with it; any other line ends it. */
function newLine(
  source: string,
  at: number,
  open: Open[],
  openAt: (mark: Open['mark']) => void,
  close: (opened: Open) => void,
  write: () => void,
): number {
  const quoted = open.some(({ mark }) => mark === quote);
  const goesOn = source.charAt(at + 1) === '>';
  const top = open.at(-1);
  if (quoted && !goesOn && top && top.mark !== quote) throw unclosed(top);
  write();
  if (quoted && !goesOn && top) close(top);
  if (!quoted && goesOn) openAt(quote);
  return at + (goesOn ? 2 : 1);
}

/** Reads `(https://…)` after a link's text; without it the text is the address. Gives where it ends. */
function link(
  source: string,
  at: number,
  opened: Open,
  text: string,
  close: (opened: Open, more: Partial<Entity>) => void,
): number {
  const emoji = opened.mark[1] === 'custom_emoji';
  if (source.charAt(at) !== '(') {
    if (emoji) throw refuse('Custom emoji entity must contain a tg://emoji URL');
    close(opened, { url: text.slice(opened.start) });
    return at;
  }
  const found = /^\(((?:\\.|[^)\\])*)\)/.exec(source.slice(at));
  const what = emoji ? 'a custom emoji URL' : 'a URL';
  if (!found) {
    const offset = Buffer.byteLength(source.slice(0, at + 1));
    throw refuse(`Can't find end of ${what} at byte offset ${offset}`);
  }
  const url = (found[1] ?? '').replace(/\\(.)/g, '$1');
  close(opened, emoji ? { custom_emoji_id: /id=(\d+)/.exec(url)?.[1] ?? '' } : { url });
  return at + found[0].length;
}

/** The language after ``` and one line break; gives how many characters they take. */
function language(source: string, at: number, opened: Open | undefined): number {
  const [all = '', name = ''] = /^([^\s`]*)(?=\s)(?:\r\n|\n)?|/.exec(source.slice(at)) ?? [];
  if (opened && name) opened.language = name;
  return all.length;
}
