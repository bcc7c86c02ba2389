import type { Label, Language } from '../chat/message.ts';
import { writeDate } from '../language/date.ts';
import { writeMoment } from '../language/moment.ts';
import { writeMoney } from '../language/money.ts';
import { writePhone } from '../language/phone.ts';
import { writeQuantity } from '../language/quantity.ts';
import type { Writing } from './action.ts';

/**
 * The texts of flows: `{amount}`, `{package.label}`, and a line that begins with `{each confirm.items}`
 * is said once for each of them, its names being those of the item.
 */

export interface Filling {
  values: unknown;
  /** By path from the values: `{ 'confirm.items.amount': 'quantity' }`. */
  writings: Record<string, Writing>;
  words: Record<string, Label>;
  language: Language;
}

const placeholder = /\{([a-z][\w.-]*)\}/gi;
const eachLine = /^\{each ([a-z][\w.-]*)\}\s?(.*)$/i;

/** Every name that a text uses; of an `each` line, its list and `list.name` for the names of its items. */
export function placeholders(text: string): { path: string; list?: string }[] {
  return text.split('\n').flatMap((line): { path: string; list?: string }[] => {
    const each = eachLine.exec(line);
    const [list, rest] = each ? [each[1] ?? '', each[2] ?? ''] : [undefined, line];
    const names = [...rest.matchAll(placeholder)].map((match) => match[1] ?? '');
    if (list === undefined) return names.map((path) => ({ path }));
    return [{ path: list }, ...names.map((name) => ({ path: `${list}.${name}`, list }))];
  });
}

export function fill(text: string, filling: Filling): string {
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const each = eachLine.exec(line);
      if (!each) return [fillLine(line, filling.values, '', filling)];
      const [, list = '', rest = ''] = each;
      const items = at(filling.values, list);
      if (!Array.isArray(items)) return [];
      return items.map((item) => fillLine(rest, item, `${list}.`, filling));
    })
    .join('\n');
}

function fillLine(line: string, values: unknown, prefix: string, filling: Filling): string {
  const filled = line.replace(placeholder, (_, path: string) =>
    write(at(values, path), filling.writings[prefix + path] ?? 'plain', filling),
  );
  // What may be absent stands last in its line.
  return filled.trimEnd();
}

/** The value at a dotted path, e.g. `package.label`. */
export function at(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      values,
    );
}

function write(value: unknown, writing: Writing, { language, words }: Filling): string {
  if (value === undefined || value === null) return '';
  if (isLabel(value)) return value[language];
  if (typeof value === 'number') {
    if (writing === 'money') return writeMoney(value);
    return writing === 'quantity' ? writeQuantity(value) : String(value);
  }
  if (typeof value !== 'string') {
    const label = at(value, 'label');
    return label === undefined
      ? ''
      : write(label, writing, { values: {}, writings: {}, words, language });
  }
  if (writing === 'date') return writeDate(value, language);
  if (writing === 'moment') return writeMoment(value, language);
  if (writing === 'phone') return writePhone(value);
  if (writing === 'marked') return value;
  const word = Object.hasOwn(words, value) ? words[value] : undefined;
  return word ? word[language] : unmarked(value);
}

/** What people typed cannot pretend to be our emphasis. */
const unmarked = (typed: string) => typed.replaceAll('**', '');

export function isLabel(value: unknown): value is Label {
  return typeof at(value, 'id') === 'string' && typeof at(value, 'en') === 'string';
}
