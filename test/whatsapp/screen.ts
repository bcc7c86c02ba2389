import { letters } from '../../src/chat/marks.ts';

/** A message of the bot as somebody reads it on a phone: words, and below them what can be chosen. */
export interface Screen {
  text: string;
  /** The same with `**bold**`, as flows write it. */
  marked: string;
  bold: string[];
  /** Choices in their order, the way back last. */
  choices: { label: string /** What is typed for it. */; type: string }[];
  /** Says that the own number may be given by a word. */
  offersNumber: boolean;
}

const hints = / (?:Balas angkanya|Balas hurufnya|Reply with its number|Reply with its letter)\.$/;
const ownNumber =
  /^(?:Nomor WhatsApp ini: balas \*\*nomor ini\*\*|This WhatsApp number: reply \*\*this number\*\*)\.$/;
const wayBack = /^(.+): (?:ketik \*\*kembali\*\*|type \*\*back\*\*)\.$/;
const bolds = /\*\*(?=\S)([^\n]*?\S)\*\*/g;

/** WhatsApp shows what stands between two of its signs in bold, unless something unseen stands beside them. */
export function readScreen(raw: string): Screen {
  const shown = raw
    .replace(
      /(?<![\p{L}\p{N}\u200b])\*(?=[^\s\u200b])([^\n*]*?[^\s\u200b])\*(?![\p{L}\p{N}\u200b])/gu,
      (_, words: string) => {
        return `**${words}**`;
      },
    )
    .replaceAll('\u200b', '');
  const lines = shown.split('\n');
  const offersNumber = ownNumber.test(lines.at(-1) ?? '');
  if (offersNumber) lines.pop();
  const back: Screen['choices'] = [];
  const last = lines.at(-1) ?? '';
  const typed = wayBack.exec(last)?.[1];
  if (typed !== undefined) {
    back.push({ label: typed, type: 'kembali' });
    lines.pop();
  } else if (last.startsWith('0. ')) {
    back.push({ label: last.slice(3), type: '0' });
    lines.pop();
  }
  // Numbered lines of a message that asks nothing are steps, not choices: *1. Hubungi Pak Budi …*
  const asks = shown.includes('?') || lines.some((line) => hints.test(line));
  const choices = asks ? choicesIn(lines) : [];
  if (choices.length > 0 && lines.length > 0) {
    lines.push((lines.pop() ?? '').replace(hints, ''));
  }
  const marked = lines.join('\n');
  const bold = [...marked.matchAll(bolds)].map((found) => found[1] ?? '');
  const text = marked.replace(bolds, '$1');
  return { text, marked, bold, choices: [...choices, ...back], offersNumber };
}

/** Takes the choices off the end: 1, 2, 3 … or A, B, C …, and those beyond the letters. */
function choicesIn(lines: string[]): Screen['choices'] {
  const taken: Screen['choices'] = [];
  const dotted: Screen['choices'] = [];
  while (lines.at(-1)?.startsWith('• ') && letters.length > 0) {
    const label = (lines.pop() ?? '').slice(2);
    dotted.unshift({ label, type: label });
  }
  let from = lines.length - 1;
  for (; from >= 0; from--) if (/^(?:1|A)\. /.test(lines[from] ?? '')) break;
  const rest = from < 0 ? [] : lines.slice(from);
  const marks = rest[0]?.startsWith('A. ')
    ? letters
    : ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const isList =
    rest.length > 0 && rest.every((line, index) => line.startsWith(`${marks[index]}. `));
  if (isList) {
    lines.length = from;
    for (const [index, line] of rest.entries()) {
      taken.push({ label: line.slice(3), type: marks[index] ?? '' });
    }
  } else if (dotted.length > 0) {
    lines.push(...dotted.map(({ label }) => `• ${label}`));
    return [];
  }
  return [...taken, ...dotted];
}
