import { letters } from '../chat/marks.ts';
import type { Label, Language } from '../chat/message.ts';
import { readYesNo } from '../language/yesno.ts';
import { isLabel } from './template.ts';

interface Listed {
  key: string;
  label: string | Label;
}

/**
 * Which option a person means who typed instead of tapping: its number or letter, its words or part of
 * them, or a yes or no. `undefined` when none, or more than one, fits.
 *
 * `2`, `yg kedua` → the second · `b` → the second, where letters stand · `gadung` → `RW 03 Pulo Gadung` ·
 * `iya` → `yes`. With `words` nothing stands before the options that could be typed.
 */
export function readChoice<Option extends Listed>(
  typed: string,
  options: Option[],
  marks: 'numbers' | 'letters' | 'words',
  language: Language,
): Option | undefined {
  const said = plain(typed);
  if (said === '') return undefined;
  const marked = byMark(said, options, marks);
  if (marked) return marked;

  const words = (option: Option) => plain(labelIn(option.label, language));
  const exact = options.filter((option) => words(option) === said || option.key === said);
  if (exact.length === 1) return exact[0];
  const answer = readYesNo(typed);
  if ('value' in answer) {
    const yesOrNo = options.find((option) => option.key === answer.value);
    if (yesOrNo) return yesOrNo;
  }
  return onlyOne(options, (option) => contains(words(option), said));
}

function byMark<Option>(typed: string, options: Option[], marks: 'numbers' | 'letters' | 'words') {
  if (marks === 'words') return undefined;
  const said = typed
    .split(' ')
    .filter((word) => !fillers.has(word))
    .join(' ');
  if (marks === 'letters') {
    const index = said.length === 1 ? letters.indexOf(said.toUpperCase()) : -1;
    return options[index];
  }
  const ordinal = ordinals.findIndex((words) => words.includes(said));
  if (ordinal >= 0) return options[ordinal];
  return /^\d{1,2}$/.test(said) ? options[Number(said) - 1] : undefined;
}

const ordinals = [
  ['pertama', 'kesatu', 'first'],
  ['kedua', 'second'],
  ['ketiga', 'third'],
  ['keempat', 'fourth'],
  ['kelima', 'fifth'],
  ['keenam', 'sixth'],
  ['ketujuh', 'seventh'],
  ['kedelapan', 'eighth'],
];

function onlyOne<Option>(options: Option[], fits: (option: Option) => boolean) {
  const found = options.filter(fits);
  return found.length === 1 ? found[0] : undefined;
}

/** Every word that was said begins or is a word of the label, fillers apart: `yg sembako aja`. */
function contains(label: string, said: string): boolean {
  const words = label.split(' ');
  const meant = said.split(' ').filter((word) => !fillers.has(word));
  return (
    meant.length > 0 &&
    meant.every(
      (word) => words.includes(word) || (word.length >= 4 && words.some((w) => w.startsWith(word))),
    )
  );
}

const fillers = new Set(
  'yg yang aja saja deh dong ya pak bu itu ini mau pilih nomor pilihan huruf saya ke untuk di the please one'.split(
    ' ',
  ),
);

/** Lower case, without marks and double spaces: `[RW 03, Pulo Gadung]` → `rw 03 pulo gadung`. */
export function plain(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Emoji_Presentation}]+/gu, ' ')
    .trim();
}

export const labelIn = (label: string | Label, language: Language) =>
  isLabel(label) ? label[language] : label;
