import { readName } from '../../language/name.ts';

/** Stands before the name of what is filled in: `§nama`. */
const slot = '§';

/** What no name of a person or a place holds, and what those who forge ask for. */
const asks =
  /^(transfer|tf|trf|kirim\w*|bayar\w*|setor\w*|otp|pin|nik|ktp|klik|link|rek|rekening|uang|biaya|bank|bca|bri|bni|gopay|ovo|wa|whatsapp|hubungi|telepon|nomor|http\w*|www|com|teruskan|sebarkan|assalam\w*|send|pay|click|money|call|code|forward)$/;

const isName = (words: readonly string[]): boolean =>
  words.join(' ') === 'bapak ibu' || 'name' in readName(words.join(' '));

interface Filling {
  /** Words, at the least and at the most. */
  least: number;
  most: number;
  fits(words: readonly string[]): boolean;
}

/** What may stand where a text names somebody; `-`, for what is not known, has no words. */
const fillings: Record<string, Filling> = {
  nama: { least: 1, most: 8, fits: (words) => words.every(isLetters) && isName(words) },
  rw: { least: 0, most: 1, fits: (words) => words.every((word) => /^\d{1,2}$/.test(word)) },
  kelurahan: { least: 0, most: 4, fits: (words) => words.every(isLetters) },
  tempat: {
    least: 0,
    most: 10,
    fits: (words) => words.every((word) => isLetters(word) || /^\d{1,3}$/.test(word)),
  },
};

const isLetters = (word: string): boolean => /^\p{L}+$/u.test(word);

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\{\s*([a-z]+)\s*\}/g, ` ${slot}$1 `)
    .replace(/[^\p{L}\p{N}§]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');

/**
 * Whether a text that somebody passed on is what was sent: every word of it and none more, whatever its markup and
 * breaks. Where the text names somebody a name may stand, and nothing that asks for anything: *transfer ke BCA* is no name.
 */
export function isGenuine(sent: string, passedOn: string): boolean {
  const words = wordsOf(passedOn);
  let ends = new Set([0]);
  for (const wanted of wordsOf(sent)) {
    const next = new Set<number>();
    for (const at of ends) for (const end of endsOf(wanted, words, at)) next.add(end);
    ends = next;
  }
  return ends.has(words.length);
}

/** Where one word of the text, or what is filled in, can end that begins there. */
function endsOf(wanted: string, words: readonly string[], at: number): number[] {
  if (!wanted.startsWith(slot)) return words[at] === wanted ? [at + 1] : [];
  const filling = fillings[wanted.slice(slot.length)];
  if (!filling) return [];
  const most = Math.min(filling.most, words.length - at);
  const counts = Array.from(
    { length: Math.max(0, most - filling.least + 1) },
    (_, n) => filling.least + n,
  );
  return counts
    .map((count) => words.slice(at, at + count))
    .filter(
      (some) => !some.some((word) => asks.test(word)) && (some.length === 0 || filling.fits(some)),
    )
    .map((some) => at + some.length);
}

/** The sentence that an admin is given to pass on by hand. */
export const passOnText = (number: string, language: 'id' | 'en'): string =>
  language === 'id'
    ? `Pengumuman ${number} dari program KSBB. Asli atau bukan: ketik cek ${number} ke bot ini.`
    : `Announcement ${number} of the KSBB programme. Genuine or not: type check ${number} to this bot.`;

export const isPassOn = (number: string, text: string): boolean =>
  (['id', 'en'] as const).some((language) => isGenuine(passOnText(number, language), text));
