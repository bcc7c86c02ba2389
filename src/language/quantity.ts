import { type Count, countOf, isShare } from './count.ts';
import { findNumbers, type Numeral, partNumbers } from './numbers.ts';
import { isOfLost, objected } from './objections.ts';
import { plain } from './plain.ts';
import { doubt, type Reading, settle, unknown } from './reading.ts';
import { phoneNumerals } from './surroundings.ts';
import { type Token, tokenize } from './token.ts';
import { writtenOut } from './written-out.ts';

/**
 * Reads a count of packages, people or families: `2 lusin` is 24, `50 paket besok` is 50.
 * Ranges, bounds and a second number ask; weights, money, dates and phone numbers are not counts. `3 rusak` is
 * no count of what came, and asks; with `ofLost` it is what was asked for.
 */
export function readQuantity(text: string, ofLost = false): Reading<number> {
  const tokens = partNumbers(tokenize(prepared(plain(text))));
  const numerals = findNumbers(tokens);
  const phones = phoneNumerals(tokens, numerals);
  const counts = numerals.flatMap((_, index) => countOf(tokens, numerals, index, phones) ?? []);
  if (counts.some(({ kind }) => kind === 'broken')) return unknown;

  const beaten = counts.some(({ kind }) => kind === 'package')
    ? ['none', 'share', 'counted', 'date', 'money']
    : ['none', 'share'];
  const alive = counts.filter(({ kind }) => !beaten.includes(kind));
  const values = alive.flatMap((count) => count.values);
  if (alive.length > 1 && !saidTwice(tokens, alive))
    return doubt([
      ...values,
      ...spaced(
        tokens,
        alive.map(({ numeral }) => numeral),
      ),
    ]);
  // `setengah dari 100` is 50 at most, never 100.
  const half = counts.find(({ kind }) => kind === 'share');
  if (half) {
    const isBefore = alive.every(({ numeral }) => numeral.from > half.numeral.from);
    return doubt([...(isBefore ? halvesOf(values) : []), ...values]);
  }
  const unsure =
    isPrice(text, alive) ||
    alive.some(({ kind }) => kind === 'doubtful' || kind === 'money') ||
    isShare(tokens, counts) ||
    (!ofLost && isOfLost(tokens)) ||
    objected(tokens);
  return unsure ? doubt(values) : settle(values);
}

/** `seratus ribu` of no package may as well be rupiah; so many packages are seldom given, and a small donor's sum is. */
function isPrice(text: string, [only, ...others]: readonly Count[]): boolean {
  const [value = 0] = only?.values ?? [];
  const isRound = value >= 10_000 && value % 1000 === 0;
  return (
    others.length === 0 &&
    only?.kind !== 'package' &&
    isRound &&
    /(?<!\p{L})(?:rb|ribu|jt|juta)(?!\p{L})/u.test(plain(text))
  );
}

/** The whole halves of some numbers. */
export const halvesOf = (values: readonly number[]): number[] =>
  values.map((value) => value / 2).filter((value) => Number.isInteger(value));

/** `1250` → `1.250` */
export function writeQuantity(quantity: number): string {
  return String(quantity).replace(/\B(?=(?:\d{3})+$)/g, '.');
}

/** Whether a weight, a load or money was said where a count was asked for: `50 kg`, `2 truk`, `5 juta`. */
export const isMeasure = (text: string): boolean =>
  /(?<!\p{L})(?:kg|kilo|kilogram|gram|ton|kuintal|liter|ltr|truk|truck|mobil|pickup|karung|sak|rp|rupiah|jt|juta|rb)(?!\p{L})/u.test(
    plain(text),
  );

/** Whether half a thing was said: `1,5 paket`, `setengah paket`. */
export const isFraction = (text: string): boolean =>
  /(?<![\d.,])\d+,\d{1,2}(?!\d)|(?<!\p{L})(?:setengah|half)(?!\p{L})/u.test(plain(text));

/** Names with numbers go (`K-2611-0048`, `ke-2`); `selusin` is one lusin, `1/2 lusin` half of one. */
export function prepared(text: string): string {
  return writtenOut(text)
    .replace(/(?<![\p{L}\d-])\p{L}+-[\p{L}\d-]*\d[\p{L}\d-]*/gu, ' , ')
    .replace(/(?<!\p{L})se(lusin|kodi|gros|paket)(?!\p{L})/gu, 'satu $1')
    .replace(/(?<!\p{L})(?:hari|minggu|pekan|bulan) ke[ -]?\d+/gu, ' , ')
    .replace(/(?<![\d/.,])\d\/\d+ ?(?=(?:dari|of)(?!\p{L}))/gu, 'setengah ')
    .replace(/(?<=\d) ?:(?:3|p|d|o)(?![\p{L}\d])/gu, '')
    .replace(/half a dozen/g, 'setengah lusin')
    .replace(/(?<!\p{L})a dozen/gu, 'satu lusin')
    .replace(/(?<![\d/.,])1\/2(?= ?(?:lusin|kodi|gros|dozen))/g, 'setengah')
    .replace(/kurleb|kurang-lebih/g, 'kurang lebih');
}

/** `50 (lima puluh) paket` says one number twice, the second time in brackets. */
function saidTwice(tokens: readonly Token[], [first, second, third]: readonly Count[]): boolean {
  if (!first || !second || third || tokens[second.numeral.from - 1]?.text !== '(') return false;
  return first.numeral.value === second.numeral.value;
}

/** `1 250` may be one number with spaces for its dots. */
export function spaced(tokens: readonly Token[], numerals: readonly Numeral[]): number[] {
  const digits = numerals.map(({ from }) => tokens[from]?.text ?? '');
  const adjacent = numerals.every(({ from }, at) => at === 0 || numerals[at - 1]?.to === from);
  if (!adjacent || !/^\d{1,3}(?: \d{3}){1,3}$/.test(digits.join(' '))) return [];
  return [Number(digits.join(''))];
}

/** Small words around a number, and what changes one. */
const beside =
  /^(?:aja|ajah|sj|doang|saja|deh|dong|ya|yah|pak|bu|kak|min|kok|sih|lah|cukup|cuma|cuman|sekitar|kira|jadi|jd|menjadi|paket|pkt|pcs|buah|biji|orang|kk|only|just|lagi|lg|lebih|kurang|tambah|ditambah|tambahin|kurangi|kurangin|dikurangi|jumlah|jumlahnya|semua|packages?|more|less|to)$/;

/** Whether words are a number and no more than what stands beside one: `25 aja` is, `berlakunya smp 2028` speaks of something else. */
export function saysOnlyNumber(text: string): boolean {
  const tokens = partNumbers(tokenize(prepared(plain(text))));
  const numerals = findNumbers(tokens);
  return tokens.every(
    ({ kind, text: word }, at) =>
      kind !== 'word' ||
      beside.test(word) ||
      numerals.some(({ from, to }) => at >= from && at < to),
  );
}
