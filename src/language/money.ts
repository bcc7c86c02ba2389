import { findNumbers, partNumbers } from './numbers.ts';
import { plain } from './plain.ts';
import { objected, spaced, writeQuantity } from './quantity.ts';
import { doubt, type Reading, settle, unknown } from './reading.ts';
import { type Sum, sumOf } from './sum.ts';
import { phoneNumerals } from './surroundings.ts';
import { type Token, tokenize } from './token.ts';

/** Market words with one value, written out, so that they are read as numbers are. */
const market: [RegExp, string][] = [
  [/(?<!\p{L})(?:seceng|saceng)(?!\p{L})/gu, 'seribu'],
  [/(?<!\p{L})noceng(?!\p{L})/gu, 'dua ribu'],
  [/(?<!\p{L})goceng(?!\p{L})/gu, 'lima ribu'],
  [/(?<!\p{L})ceban(?!\p{L})/gu, 'sepuluh ribu'],
  [/(?<!\p{L})noban(?!\p{L})/gu, 'dua puluh ribu'],
  [/(?<!\p{L})goban(?!\p{L})/gu, 'lima puluh ribu'],
];

/** Market words that leave out the thousand as often as not: `gocap` is 50, or 50.000. */
const shortened = new Map([
  ['jigo', 25],
  ['gocap', 50],
  ['cepek', 100],
  ['gopek', 500],
]);

/**
 * Reads whole rupiah where money was asked: `1,5jt` is 1500000, `2 jt 500` 2500000, `50000` 50000.
 * A bare number below 10.000 asks (`5` may be 5 juta), and so do ranges, bounds and prices per piece.
 */
export function readMoney(text: string): Reading<number> {
  const written = prepared(plain(text));
  if (/[$€£¥]|(?<!\p{L})(?:usd|sgd|dolar|dollars?|ringgit|euro)(?!\p{L})/u.test(written))
    return unknown;
  const tokens = partNumbers(tokenize(written));
  const numerals = findNumbers(tokens);
  const phones = phoneNumerals(tokens, numerals);
  const sums = numerals.flatMap((_, index) => sumOf(tokens, numerals, index, phones) ?? []);
  if (sums.some(({ kind }) => kind === 'broken')) return unknown;

  const one = spaced(tokens, numerals);
  if (one.length > 0) return doubt(one);
  const alive = sums.filter(({ kind }) => kind !== 'none');
  const slang = tokens.flatMap(({ text: word }) => shortened.get(word) ?? []);
  const values = [...alive.flatMap((sum) => sum.values), ...slang.flatMap((n) => [n, n * 1000])];
  if (slang.length > 0) return doubt(values);
  if (alive.length > 1 && !saidTwice(tokens, alive)) {
    return doubt(values);
  }
  const unsure = alive.some(({ kind }) => kind === 'doubtful') || objected(tokens);
  return unsure ? doubt(values) : settle(values);
}

/** `1500000` → `Rp1.500.000` */
export function writeMoney(rupiah: number): string {
  return `Rp${writeQuantity(rupiah)}`;
}

function prepared(text: string): string {
  const plainly = text
    .replace(/(?<![\p{L}\d-])\p{L}+-[\p{L}\d-]*\d[\p{L}\d-]*/gu, ' , ')
    .replace(/(?<!\p{L})se(juta|ribu|miliar)an(?!\p{L})/gu, 'se$1')
    .replace(/(?<![\d/.,])1\/2(?= ?(?:juta|jt|miliar|m)(?!\p{L}))/gu, 'setengah')
    .replace(/kurleb|kurang-lebih/g, 'kurang lebih');
  return market.reduce((words, [slang, number]) => words.replace(slang, number), plainly);
}

/** `Rp50.000 (lima puluh ribu rupiah)` says one sum twice, the second time in brackets. */
function saidTwice(tokens: readonly Token[], [first, second, third]: readonly Sum[]): boolean {
  if (!first || !second || third || tokens[second.numeral.from - 1]?.text !== '(') return false;
  return first.numeral.value === second.numeral.value;
}
