import { letters } from '../chat/marks.ts';
import type { Label, Language } from '../chat/message.ts';
import { spelledOut } from '../language/shorthand.ts';
import { slips } from '../language/spelling.ts';
import { readYesNo } from '../language/yesno.ts';
import { isLabel } from './template.ts';

interface Listed {
  key: string;
  label: string | Label;
}

/**
 * Which option a person means who typed instead of tapping: its number or letter, its words or part of
 * them, or a yes or no. `undefined` when none fits, `several` when more than one does.
 *
 * `2`, `yg kedua` → the second · `b` → the second, where letters stand · `rw 3 pulogadung` →
 * `RW 03 Pulo Gadung: kurang 145` · `iya` → `yes`. With `words` nothing stands before the options that could
 * be typed. A number alone is no words: it may be the answer to the question before, sent twice.
 */
export function readChoice<Option extends Listed>(
  typed: string,
  options: Option[],
  marks: 'numbers' | 'letters' | 'words',
  language: Language,
): Option | 'several' | undefined {
  const said = plain(typed);
  if (said === '') return undefined;
  const marked = byMark(said, options, marks);
  if (marked) return marked;
  const numbered = byNumber(typed, options, language);
  if (numbered) return numbered;
  if (/^[\d ]+$/.test(said)) return undefined;

  const exact = options.filter((option) => isCalled(option, said, language));
  const named = exact.length > 0 ? exact : options.filter((option) => option.key === said);
  if (named.length === 1) return named[0];
  const answer = readYesNo(typed);
  if ('value' in answer) {
    const yesOrNo = options.find((option) => option.key === answer.value);
    if (yesOrNo) return yesOrNo;
  }
  // A letter alone is a mark that stands before nothing here, not the *a* of *Through a distributor*.
  if (/^\p{L}$/u.test(said)) return undefined;
  for (const tongue of [language, language === 'id' ? 'en' : 'id'] as const) {
    const found = options.filter((option) => contains(words(option, tongue), said));
    if (found.length > 0) return found.length === 1 ? found[0] : 'several';
  }
  return undefined;
}

/** Whether these are the very words of an option, without the count that stands behind it: `serah terima` is [Serah terima (1)]. */
export function isCalled(option: Listed, said: string, language: Language): boolean {
  const label = labelIn(option.label, language);
  const names = [label, label.split(': ')[0] ?? '', label.replace(/\s*\(\d+\)\s*$/, '')];
  const spoken = spelledOut(said);
  return names.some((name) => plain(name) === said || spelledOut(plain(name)) === spoken);
}

/**
 * The one option that is meant by a slip of the thumb, `ptugas kelurahan` of [Petugas kelurahan]: every word is a word of
 * its label but for a slip or two in a long one. Nothing where another is as near.
 */
export function readSlip<Option extends Listed>(
  typed: string,
  options: Option[],
  language: Language,
): Option | undefined {
  const spoken = spelledOut(plain(typed)).split(' ');
  const meant = spoken.filter((word) => !fillers.has(word));
  if (meant.length === 0 || meant.length > 5) return undefined;
  const found = options.filter((option) => {
    const parts = spelledOut(words(option, language)).split(' ');
    return meant.every((word) => parts.some((part) => isNear(word, part)));
  });
  return found.length === 1 ? found[0] : undefined;
}

/** One slip in a word of five letters, two from nine on; no number has a slip. */
export function isNear(typed: string, word: string): boolean {
  if (typed === word) return true;
  if (/\d/.test(typed) || Math.min(typed.length, word.length) < 5) return false;
  const most = typed.length >= 9 ? 2 : 1;
  return typed[0] === word[0] && slips(typed, word, most) <= most;
}

/** What an option is called: of `RW 03 Pulo Gadung: kurang 145` the place, not what it lacks. */
const words = ({ label }: Listed, language: Language) =>
  plain(labelIn(label, language).split(': ')[0] ?? '');

/** `0048`, `K-2611-0048` → `0048 · RW 07 Jatinegara Kaum`: a number of ours, where one label only has it. */
function byNumber<Option extends Listed>(typed: string, options: Option[], language: Language) {
  const number = /^(?:yg |yang |no |nomor )?(?:\p{L}-\d{4}-)?(\d{4})$/iu.exec(typed.trim())?.[1];
  if (number === undefined) return undefined;
  const found = options.filter(({ label }) =>
    plain(labelIn(label, language)).split(' ').includes(number),
  );
  return found.length === 1 ? found[0] : undefined;
}

function byMark<Option>(typed: string, options: Option[], marks: 'numbers' | 'letters' | 'words') {
  if (marks === 'words') return undefined;
  const said = typed
    .split(' ')
    .filter((word) => !fillers.has(word))
    .join(' ');
  const ordinal = ordinals.findIndex((words) => words.includes(said));
  if (ordinal >= 0) return options[ordinal];
  if (marks === 'letters') {
    const index = said.length === 1 ? letters.indexOf(said.toUpperCase()) : -1;
    return options[index];
  }
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

/** Every word that was said begins or is a word of the label, fillers apart: `yg sembako aja`, `pulogadung`. */
function contains(label: string, said: string): boolean {
  const parts = [label, joined(label), spelledOut(label)].flatMap((text) => text.split(' '));
  const whole = label.split(' ').join('');
  const spoken = joined(spelledOut(said))
    .split(' ')
    .map((word) => (parts.includes(word) ? word : bare(word)));
  const meaning = spoken.filter((word) => !fillers.has(word));
  const meant = meaning.length > 0 ? meaning : spoken;
  return meant.every(
    (word) =>
      parts.some((part) => unpadded(part) === unpadded(word)) ||
      (word.length >= 4 && !isRw.test(word) && parts.some((part) => part.startsWith(word))) ||
      (word.length >= 6 && whole.includes(word)),
  );
}

/** `rw 08` and `rw08` are one word, `rw8`: the 8 of it is no 8 elsewhere, as in `0008 · RW 02`. */
const joined = (text: string) => text.replace(/(?<!\p{L})rw ?0*(\d+)/gu, 'rw$1');
const isRw = /^rw\d+$/;

/** `fotonya` → `foto` */
const bare = (word: string) => (word.length > 6 ? word.replace(/nya$/, '') : word);

/** `05` → `5` */
const unpadded = (word: string) => word.replace(/^0+(?=\d)/, '');

const fillers = new Set(
  'yg yang aja saja deh dong ya pak bu itu ini mau pilih nomor pilihan huruf saya ke untuk di the please one nya sih kak min banget'.split(
    ' ',
  ),
);

/** What may stand right before a choice that a sentence names: `25 sembako`, `mau kirim paket sembako`. */
const introduces = new Set(
  (
    'paket pkt package packages lusin kodi gros dozen of some bantuan bantu kirim mengirim ngirim beri memberi kasih ngasih ' +
    'minta butuh perlu donasi sumbang nyumbang menyumbang bidang send give donate need want in from kami dari dr dri nama an perusahaan behalf'
  ).split(' '),
);
const denies =
  /^(?:bukan|bukannya|jangan|tidak|tdk|gak|ga|nggak|enggak|selain|kecuali|tanpa|atau|not|no|or|except)$/;
const packaging = /^(?:paket|package|packages)$/;

/**
 * The one option that a whole sentence names, with nothing that speaks against it: `kirim 25 sembako ke RW 3` names
 * *Paket sembako*. `sesudah lebaran` names no *Paket Lebaran*, and a sentence that names two names none.
 */
export function namedIn<Option extends Listed & { also?: (string | Label)[] }>(
  sentence: string,
  options: Option[],
  language: Language,
): Option | undefined {
  const said = spelledOut(plain(sentence)).split(' ');
  if (said.some((word) => denies.test(word))) return undefined;
  const named = options.filter(({ label, also = [] }) =>
    [label, ...also].some((name) =>
      [language, language === 'id' ? ('en' as const) : ('id' as const)].some((tongue) =>
        isNamed(said, spelledOut(plain(labelIn(name, tongue).split(': ')[0] ?? '')).split(' ')),
      ),
    ),
  );
  const [only] = named;
  const isRivalled = options.some(
    ({ label }) =>
      named.every((option) => option.label !== label) && isMentioned(said, label, language),
  );
  return named.length === 1 && !isRivalled ? only : undefined;
}

/** Whether the words of another choice stand anywhere: `beras minyak` names neither. */
function isMentioned(said: string[], label: string | Label, language: Language): boolean {
  const core = plain(labelIn(label, language).split(': ')[0] ?? '')
    .split(' ')
    .filter((word) => !packaging.test(word));
  return ` ${said.join(' ')} `.includes(` ${core.join(' ')} `);
}

function isNamed(said: string[], label: string[]): boolean {
  const core = label.filter((word) => !packaging.test(word));
  if (core.length === 0 || core[0] === '') return false;
  const stands = (words: string[], at: number) =>
    words.every((word, index) => unpadded(said[at + index] ?? '') === unpadded(word));
  return said.some((_, at) => {
    if (label.length > 1 && stands(label, at)) return true;
    const before = said[at - 1];
    return (
      stands(core, at) && (before === undefined || /^\d/.test(before) || introduces.has(before))
    );
  });
}

/** Lower case, without marks and double spaces, of so many characters at most: `[RW 03, Pulo Gadung]` → `rw 03 pulo gadung`. */
export function plain(text: string, most = 200): string {
  return text
    .slice(0, most)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Emoji_Presentation}]+/gu, ' ')
    .trim();
}

export const labelIn = (label: string | Label, language: Language) =>
  isLabel(label) ? label[language] : label;
