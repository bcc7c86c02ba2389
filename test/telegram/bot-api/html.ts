import { badRequest } from './refusal.ts';
import type { Entity } from './wire.ts';

const types: Record<string, string> = {
  ...{ b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline' },
  ...{ s: 'strikethrough', strike: 'strikethrough', del: 'strikethrough' },
  ...{ span: 'spoiler', 'tg-spoiler': 'spoiler', 'tg-emoji': 'custom_emoji' },
  ...{ a: 'text_link', code: 'code', pre: 'pre', blockquote: 'blockquote' },
};
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const reference = /^&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|amp|quot)(?![a-z0-9]));?/i;

interface Open {
  tag: string;
  start: number;
  attributes: Map<string, string>;
}

const refuse = (reason: string) => badRequest(`Can't parse entities: ${reason}`);

/**
 * `<b>50</b> paket` → `50 paket`, bold from 0 to 2. Refuses as Telegram does: unknown, unclosed, unmatched
 * and malformed tags, with the byte offset of the tag.
 */
export function parseHtml(html: string): { text: string; entities: Entity[] } {
  const open: Open[] = [];
  const entities: Entity[] = [];
  let text = '';
  let i = 0;
  while (i < html.length) {
    const rest = html.slice(i);
    const character = reference.exec(rest);
    if (character) {
      text += decoded(character);
      i += character[0].length;
    } else if (rest.startsWith('</')) {
      const tag = endTag(html, i, open);
      if (text.length > tag.opened.start) entities.push(entityOf(tag.opened, text, open));
      i = tag.end;
    } else if (rest.startsWith('<')) {
      const tag = startTag(html, i);
      open.push({ tag: tag.name, start: text.length, attributes: tag.attributes });
      i = tag.end;
    } else {
      text += html.charAt(i++);
    }
  }
  const left = open.at(-1);
  if (left) throw refuse(`Can't find end tag corresponding to start tag "${left.tag}"`);
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities: withLanguages(entities) };
}

/** `<pre><code class="language-sql">` is one pre with a language. */
function withLanguages(entities: Entity[]): Entity[] {
  const codes = entities.filter(({ type, language }) => type === 'code' && language);
  const codeIn = (pre: Entity) =>
    codes.find(({ offset, length }) => offset === pre.offset && length === pre.length);
  return entities
    .map((entity) => {
      const language = entity.type === 'pre' ? codeIn(entity)?.language : undefined;
      return language ? { ...entity, language } : entity;
    })
    .filter((entity) => !codes.includes(entity));
}

function decoded([all, hex, decimal, name]: RegExpExecArray): string {
  if (name) return named[name.toLowerCase()] ?? all;
  const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
  if (point >= 0xd800 && point <= 0xdfff) {
    throw refuse(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    );
  }
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
}

const decodedAll = (value: string) =>
  value.replace(/&[^&]*/g, (part) => {
    const found = reference.exec(part);
    return found ? decoded(found) + part.slice(found[0].length) : part;
  });

function startTag(html: string, at: number) {
  const offset = byteOffset(html, at);
  const name = matchAt(/[^\s>]*/y, html, at + 1).toLowerCase();
  let i = at + 1 + name.length;
  if (i >= html.length) throw refuse(`Unclosed start tag at byte offset ${offset}`);
  if (!(name in types)) throw refuse(`Unsupported start tag "${name}" at byte offset ${offset}`);
  const attributes = new Map<string, string>();
  const skipSpace = () => {
    i += matchAt(/\s*/y, html, i).length;
  };
  for (skipSpace(); html.charAt(i) !== '>'; skipSpace()) {
    const attribute = matchAt(/[^\s=>]*/y, html, i);
    if (attribute === '') {
      throw refuse(`Empty attribute name in the tag "${name}" at byte offset ${offset}`);
    }
    i += attribute.length;
    skipSpace();
    let value = '';
    if (html.charAt(i) === '=') {
      i++;
      skipSpace();
      if (i < html.length) [value, i] = attributeValue(html, i, offset);
    }
    if (i >= html.length) throw refuse(`Unclosed start tag "${name}" at byte offset ${offset}`);
    attributes.set(attribute.toLowerCase(), value);
  }
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw refuse(`Tag "span" must have class "tg-spoiler" at byte offset ${offset}`);
  }
  return { name, attributes, end: i + 1 };
}

function attributeValue(html: string, at: number, tagOffset: number): [string, number] {
  const quote = html.charAt(at);
  if (quote === '"' || quote === "'") {
    const end = html.indexOf(quote, at + 1);
    if (end < 0) throw refuse(`Unclosed start tag at byte offset ${tagOffset}`);
    return [decodedAll(html.slice(at + 1, end)), end + 1];
  }
  const token = matchAt(/[A-Za-z0-9.-]*/y, html, at);
  const end = at + token.length;
  if (!/[\s>]/.test(html.charAt(end))) {
    throw refuse(`Unexpected end of name token at byte offset ${byteOffset(html, at)}`);
  }
  return [token.toLowerCase(), end];
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function endTag(html: string, at: number, open: Open[]) {
  const offset = byteOffset(html, at);
  const opened = open.pop();
  if (!opened) throw refuse(`Unexpected end tag at byte offset ${offset}`);
  const [all = '', name = ''] = /^<\/([^\s>]*)\s*/.exec(html.slice(at)) ?? [];
  if (html.charAt(at + all.length) !== '>') {
    throw refuse(`Unclosed end tag at byte offset ${offset}`);
  }
  if (name !== '' && name.toLowerCase() !== opened.tag) {
    const both = `expected "</${opened.tag}>", found "</${name}>"`;
    throw refuse(`Unmatched end tag at byte offset ${offset}, ${both}`);
  }
  return { opened, end: at + all.length + 1 };
}

function entityOf({ tag, start, attributes }: Open, text: string, outer: Open[]): Entity {
  const entity: Entity = { type: types[tag] ?? tag, offset: start, length: text.length - start };
  if (tag === 'a') entity.url = attributes.get('href') || text.slice(start);
  if (tag === 'tg-emoji') entity.custom_emoji_id = attributes.get('emoji-id') ?? '';
  if (tag === 'blockquote' && attributes.has('expandable')) entity.type = 'expandable_blockquote';
  const language = /^language-(.+)$/.exec(attributes.get('class') ?? '')?.[1];
  if (tag === 'code' && language && outer.at(-1)?.tag === 'pre') entity.language = language;
  return entity;
}

const byteOffset = (text: string, at: number) => Buffer.byteLength(text.slice(0, at));
