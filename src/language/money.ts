import { packages } from './lexicon.ts';
import { findNumbers, partNumbers } from './numbers.ts';
import { objected } from './objections.ts';
import { plain } from './plain.ts';
import { halvesOf, spaced, writeQuantity } from './quantity.ts';
import { doubt, type Reading, settle, unknown } from './reading.ts';
import { type Sum, sumOf } from './sum.ts';
import { phoneNumerals } from './surroundings.ts';
import { type Token, tokenize } from './token.ts';
import { writtenOut } from './written-out.ts';

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

const foreign =
  /[$€£¥]|(?<!\p{L})(?:usd|sgd|aud|myr|dolar|dollars?|ringgit|euro)(?!\p{L})|\d(?: ?(?:rb|ribu|jt|juta|k))? ?(?:eur|gbp|hkd|cny|rmb|yen|yuan|won|baht|riyal|real|rupee|rupees|peso|pounds?)(?!\p{L})/u;
/** What the sum is for one of, or for each time: `200rb sepaket`, `500rb selama 5 bulan`. */
const forOne =
  /@|(?<!\p{L})(?:se(?:paket|bungkus|kotak|porsi|buah|biji)(?:nya)?|(?:satu|1) (?:paket|kotak|bungkus|porsi)(?:nya)?|satuannya|satunya|(?:selama|kali) \d+|\d+ ?(?:bulan|bln) (?:berturut|terus))(?!\p{L})/u;
/** Nobody gives packages for less; a smaller sum beside their number is the price of one. */
const leastPerPackage = 20_000;

/**
 * Reads whole rupiah where money was asked: `1,5jt` is 1500000, `2 jt 500` 2500000, `50000` 50000.
 * A bare number below 10.000 asks (`5` may be 5 juta), and so do ranges, bounds and prices per piece.
 */
export function readMoney(text: string): Reading<number> {
  const written = prepared(writtenOut(plain(text)));
  if (foreign.test(written)) return unknown;
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
  const packaged = numerals.filter(({ to }) => packages.has(tokens[to]?.text ?? ''));
  const isPrice = values.some((sum) =>
    packaged.some(({ tail, value }) => sum < (tail ?? value) * leastPerPackage),
  );
  const half = numerals.find(({ value, scale }) => value === 0.5 && scale === 1);
  if (half) {
    const isBefore = alive.every(({ numeral }) => numeral.from > half.from);
    return doubt([...(isBefore ? halvesOf(values) : []), ...values]);
  }
  const unsure =
    alive.some(({ kind }) => kind === 'doubtful') ||
    isPrice ||
    forOne.test(written) ||
    objected(tokens);
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
    .replace(/(?<![\d/.,])\d\/\d+ ?(?=(?:dari|of)(?!\p{L}))/gu, 'setengah ')
    .replace(/(?<![\d/.,])1\/2(?= ?(?:juta|jt|miliar|m)(?!\p{L}))/gu, 'setengah')
    .replace(/kurleb|kurang-lebih/g, 'kurang lebih');
  return market.reduce((words, [slang, number]) => words.replace(slang, number), plainly);
}

/** `Rp50.000 (lima puluh ribu rupiah)` says one sum twice, the second time in brackets. */
function saidTwice(tokens: readonly Token[], [first, second, third]: readonly Sum[]): boolean {
  if (!first || !second || third || tokens[second.numeral.from - 1]?.text !== '(') return false;
  return first.numeral.value === second.numeral.value;
}
