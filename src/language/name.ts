import { findInvitation } from './code.ts';
import { readable } from './plain.ts';

export type Sapaan =
  | 'Pak'
  | 'Bu'
  | 'Kak'
  | 'Mas'
  | 'Mbak'
  | 'Bang'
  | 'Ustaz'
  | 'Ustazah'
  | 'Pak Haji'
  | 'Bu Haji';

/** A name, and how the person asked to be addressed, where they said it: never guessed. */
export interface NamedPerson {
  sapaan?: Sapaan;
  name: string;
}

const longest = 60;

const sapaans: [RegExp, Sapaan][] = [
  [/^(?:pak|bapak|bpk|bp) (?:haji|h)$/, 'Pak Haji'],
  [/^(?:bu|ibu) (?:haji|hajah|hajjah|hj)$/, 'Bu Haji'],
  [/^(?:haji|h)$/, 'Pak Haji'],
  [/^(?:hajah|hajjah|hj)$/, 'Bu Haji'],
  [/^(?:pak|bapak|bpk|bp|mr)$/, 'Pak'],
  [/^(?:bu|ibu|mrs|ms)$/, 'Bu'],
  [/^(?:kak|kakak|ka)$/, 'Kak'],
  [/^mas$/, 'Mas'],
  [/^(?:mbak|mba)$/, 'Mbak'],
  [/^(?:bang|abang)$/, 'Bang'],
  [/^(?:ustaz|ustadz|ustad|ust)$/, 'Ustaz'],
  [/^(?:ustazah|ustadzah|ustadah)$/, 'Ustazah'],
];

const opening =
  /^(?:(?:nama(?:ku| saya| aku| panggilan(?: saya)?)|(?:biasa )?(?:di)?panggil(?: saya| aku| aja| saja)?|saya|aku|ini(?: dengan)?|dengan|biasanya|biasa|my name is|i am|i'm|call me|this is)(?: adalah|:)?[ :,]+)/i;
const greeting =
  /^(?:h?alo+|halo+|hai+|hi+|hello|hey|hei|p|ping|test|tes|assalam\S*|asalam\S*|ass?|salam|permisi|selamat|pagi|siang|sore|malam|met|good|misi|punten|start|menu|bantuan|batal|kembali|help|back|cancel|ya|iya|y|ok|oke|tidak|t|ga|gak|nggak|yes|no)$/i;
/** A sapaan or a pronoun without a name. */
const notName =
  /^(?:pak|bapak|bpk|bu|ibu|kak|kakak|mas|mbak|mba|bang|abang|ustaz|ustadz|haji|hj|saya|aku|kami|gue|gw|me)$/i;
/** Where somebody comes from is no part of the name: `lina dr pt maju terus`. `dr. Lina` and `Bu dr Lina` are doctors. */
const whence =
  /(?<=\p{L}{2})(?<!(?:^| )(?:pak|bapak|bpk|bu|ibu|kak|mas|mbak|mba|bang|ustaz|haji))[ ,]+(?:dr|dri|dari|from|perwakilan|utusan) +\p{L}.*$/iu;
/** What a name does not hold: a sentence does, and then the person is asked again. */
const sentence =
  /(?<!\p{L})(?:mau|ingin|pengen|bantu|bantuan|daftar|ketua|rw|rt|paket|kirim|tidak|nggak|gak|apa|siapa|kenapa|berapa|bagaimana|untuk|yang|donasi|the|want)(?!\p{L})/iu;

/**
 * Reads how a person is usually called: `pak budi` → `{ sapaan: 'Pak', name: 'Budi' }`, `nama saya Ani` →
 * `{ name: 'Ani' }`, `H. Ahmad` → `Pak Haji`. Greetings, numbers, sentences and more than 60 characters
 * are unknown.
 */
export function readName(text: string): NamedPerson | { unknown: true } {
  const whole = readable(text);
  if (whole.length > longest || findInvitation(whole) !== undefined) return { unknown: true };
  let rest = whole
    .replace(/[^\p{L}\p{M}'.,\- ]/gu, (mark) => (/\d/.test(mark) ? mark : ' '))
    .trim();
  for (let turn = 0; turn < 3 && opening.test(rest); turn += 1) rest = rest.replace(opening, '');
  rest = rest.replace(whence, '');
  const words = rest.split(/[ ,]+/).filter((word) => /[\p{L}\d]/u.test(word));
  const sapaan = takeSapaan(words);
  while (
    /^(?:aja|saja|ya|deh|pak|bu|kak|mas|mbak|min)$/i.test(words.at(-1) ?? '') &&
    words.length > 1
  ) {
    words.pop();
  }
  const name = words
    .map(capitalised)
    .join(' ')
    .replace(/[-'.]+$/, (end) => (end === '.' ? end : ''));
  const trimmed = /\p{L}{2,}\.$/u.test(name) ? name.slice(0, -1) : name;
  if (!/\p{L}{2}/u.test(trimmed) || /\d/.test(trimmed) || sentence.test(trimmed)) {
    return { unknown: true };
  }
  const alone = words.length === 1 && sapaan === undefined && notName.test(trimmed);
  if (alone || greeting.test(words[0] ?? '') || words.length > 6) return { unknown: true };
  return sapaan === undefined ? { name: trimmed } : { sapaan, name: trimmed };
}

/** Takes the sapaan off the front of the words, the longer first: `pak h. ahmad` is Pak Haji. */
function takeSapaan(words: string[]): Sapaan | undefined {
  for (const length of [2, 1]) {
    const head = words.slice(0, length).join(' ').toLowerCase().replaceAll('.', '');
    const sapaan = sapaans.find(([pattern]) => pattern.test(head))?.[1];
    if (sapaan !== undefined && words.length > length) {
      words.splice(0, length);
      return sapaan;
    }
  }
  return undefined;
}

/** `budi` → `Budi`, `BUDI` → `Budi`; a word of both cases is left as its owner wrote it: `McDonald`. */
function capitalised(word: string): string {
  const lower = word.toLowerCase();
  if (word !== lower && (word !== word.toUpperCase() || word.length < 3)) return word;
  return lower.replace(
    /(^|[-'.])(\p{L})/gu,
    (_, mark: string, letter: string) => mark + letter.toUpperCase(),
  );
}
