import { findNumbers, partNumbers } from './numbers.ts';
import { objected } from './objections.ts';
import { plain } from './plain.ts';
import { doubt, type Reading, settle, unknown } from './reading.ts';
import { tokenize } from './token.ts';
import { writtenOut } from './written-out.ts';

/** Days in each unit that people count time by. */
const units: ReadonlyMap<string, number> = new Map([
  ...['hari', 'hr', 'day', 'days'].map((word) => [word, 1] as const),
  ...['minggu', 'mgg', 'mggu', 'pekan', 'week', 'weeks'].map((word) => [word, 7] as const),
  ...['bulan', 'bln', 'month', 'months'].map((word) => [word, 28] as const),
]);
const month = 28;
/** Longer than a year is a slip. */
const most = 366;

/** Words that stand beside a duration and change nothing of it. */
const around =
  /(?<!\p{L})(?:untuk|utk|buat|bwt|selama|slama|sekitar|kira-kira|kira2|kurang lebih|kurleb|kurang-lebih|aja|saja|ya|pak|bu|deh|dong|for|about|lamanya|penuh|lah)(?!\p{L})/gu;

/**
 * Reads how long, in days: `seminggu` is 7, `4 minggu` and `sebulan` are 28 (a month is four weeks, as KSBB's own
 * sheets have it), `10 hari` is 10. A number alone asks: days or weeks? Several months ask as well, and a range does.
 */
export function readDuration(text: string): Reading<number> {
  const said = writtenOut(plain(text))
    .replace(/(?<!\p{L})se(hari|minggu|pekan|bulan)(?!\p{L})/gu, 'satu $1')
    .replace(/(?<!\p{L})an? (day|week|month)(?!\p{L})/gu, 'one $1')
    .replace(around, ' ');
  const tokens = partNumbers(tokenize(said));
  const numbers = findNumbers(tokens);
  if (numbers.length === 0) return unknown;
  const candidates: number[] = [];
  const isNegative = tokens[0]?.text === '-';
  let isSure = numbers.length === 1 && !objected(tokens) && !isNegative;
  const named = new Set<number>();
  for (const { value, other, to } of numbers) {
    const own = units.get(tokens[to]?.text ?? '');
    if (own !== undefined) named.add(own);
    const unit = own ?? sharedUnit(tokens, to);
    if (other !== undefined) isSure = false;
    if (unit === undefined) {
      // `4` alone is not known to be days or weeks.
      isSure = false;
      if (tokens.length === numbers.length) candidates.push(value * 7, value);
    } else if (unit === month && value !== 1) {
      isSure = false;
      candidates.push(value * month, Math.round((value * 30) / 7) * 7);
    } else candidates.push(value * unit);
  }
  // `3 minggu 2 hari` may be both together.
  if (named.size > 1 && new Set(candidates).size === numbers.length)
    candidates.push(candidates.reduce((sum, each) => sum + each, 0));
  // What stands there beside numbers and units may mean anything: `4 minggu lagi` is a date.
  const known = tokens.filter(
    ({ kind, text }, at) =>
      units.has(text) || kind === 'mark' || numbers.some(({ from, to }) => at >= from && at < to),
  );
  if (known.length < tokens.length) isSure = false;
  const days = candidates.filter((value) => Number.isInteger(value) && value >= 1 && value <= most);
  return isSure && days.length === candidates.length ? settle(days) : doubt(days);
}

const inSentence =
  /(?<!\p{L})(?:untuk|utk|selama|slama|buat|bwt|for) (?:se(?:hari|minggu|pekan|bulan)|(?:\d{1,3}|satu|dua|tiga|empat|lima|enam|an?|one|two|three|four|five|six) ?(?:hari|hr|days?|minggu|mgg|mggu|pekan|weeks?|bulan|bln|months?))(?![\p{L}\d])(?! ?-? ?hari(?!\p{L}))(?! ?\d+ ?x)(?! ?(?:\d|ini|terakhir|belakangan|sekali|lagi|lg|depan|dpn|ke ?depan|mendatang|yang lalu|lalu|raya|later|ago|-|sampai|atau|or)(?!\p{L}))/u;

/**
 * How long, where a whole sentence says it with the word that makes it a length: `minta 50 paket utk 2 minggu`. What may be
 * a day (`2 minggu ke depan`) is none.
 */
export function durationIn(text: string): { words: string; reading: Reading<number> } | undefined {
  const found = inSentence.exec(text);
  if (!found) return undefined;
  const [words] = found;
  const before = text.slice(0, found.index);
  // `sudah selama 3 hari banjir` is how long it has lasted; behind what is asked for it is for how long.
  const isPast = /(?:sudah|udah|sdh|udh)\s*$/u.test(before);
  const isBehind = !/^(?:selama|slama|for)/u.test(words) || /\d/.test(before);
  return isPast || !isBehind ? undefined : { words, reading: readDuration(words) };
}

/** A range shares its unit: the 2 of `2-3 minggu` is two weeks. */
function sharedUnit(tokens: readonly { text: string }[], from: number): number | undefined {
  if (!/^(?:[-/]|atau|sampai|sd|or|to)$/.test(tokens[from]?.text ?? '')) return undefined;
  for (const { text } of tokens.slice(from)) {
    const unit = units.get(text);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** 28 → `4 minggu`, `4 weeks`; 10 → `10 hari`; 7 → `1 minggu`. */
export function writeDuration(days: number): { id: string; en: string } {
  const weeks = days / 7;
  const [count, id, en] = Number.isInteger(weeks)
    ? ([weeks, 'minggu', 'week'] as const)
    : ([days, 'hari', 'day'] as const);
  return { id: `${count} ${id}`, en: `${count} ${en}${count === 1 ? '' : 's'}` };
}
