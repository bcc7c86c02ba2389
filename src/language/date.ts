import {
  type Day,
  dayAt,
  dayOfIso,
  isoOf,
  monthNames,
  partsOf,
  type Tongue,
  weekdayNames,
} from './calendar.ts';
import { words } from './lexicon.ts';
import type { Dated, Mention, MentionReader } from './mention.ts';
import { eveMention, weekdayMention, weekMention } from './named-days.ts';
import {
  dayAfterWeekday,
  dayOfMonthMention,
  figuresMention,
  loneMention,
  monthMention,
} from './numbered-days.ts';
import { findNumbers, partNumbers } from './numbers.ts';
import { plain } from './plain.ts';
import { doubt, type Reading, settle, unknown } from './reading.ts';
import { agoMention, nearMention, partMention } from './relative-days.ts';
import { type Token, tokenize } from './token.ts';
import { writtenOut } from './written-out.ts';

/** In this order: what reads more words stands before what reads fewer. */
const readers: readonly MentionReader[] = [
  dayOfMonthMention,
  monthMention,
  agoMention,
  figuresMention,
  partMention,
  eveMention,
  nearMention,
  weekdayMention,
  weekMention,
];

/** Speaks against taking the one day as it stands: a bound, a denial, a repetition. */
const against = words(
  'bukan jangan tidak tdk gak ga nggak enggak ngga engga kagak belum blm not batal cancel sebelum setelah sesudah ' +
    'abis habis sampai sampe smp smpe smpai hingga sd paling mulai sejak dari antara atau minimal maksimal maks lewat tiap setiap ' +
    'every until before after from except kecuali kalau kalo or between selain dalam within ' +
    'keatas kebawah max maksimum by but setelahnya gabisa gakbisa gabs gbs deadline',
);

/**
 * Reads a day from today on, in Jakarta, as `YYYY-MM-DD`: `besok`, `Sabtu`, `14/10`, `akhir bulan`.
 * Past and impossible dates are unknown; a weekday that is today, `minggu depan`, ranges and a weekday that
 * disagrees with its date ask.
 */
export function readDate(text: string, now: Date): Reading<string> {
  if (Number.isNaN(now.getTime())) return unknown;
  const dated = datedOf(text, now);
  const all = mentionsIn(dated);
  const strong = all.filter(({ weak }) => !weak);
  const lone = all.length > 0 ? undefined : loneMention(dated);
  const mentions = strong.length > 0 ? strong : lone ? [lone] : all;
  return readingOf(dated, mentions);
}

/**
 * The day that a whole sentence names, with the words that name it, and the sentence without them:
 * `besok 50 paket` → `besok`. A lone number, or what may be a time as well, names no day here.
 */
export function datePart(
  text: string,
  now: Date,
): { reading: Reading<string>; words: string; rest: string } | undefined {
  const dated = datedOf(text, now);
  const mentions = mentionsIn(dated).filter(({ weak }) => !weak);
  if (mentions.length === 0) return undefined;
  const isNamed = (at: number) => mentions.some(({ from, to }) => from <= at && at < to);
  const written = (keep: (at: number) => boolean) =>
    dated.tokens
      .filter((_, at) => keep(at))
      .map(({ text: word, glued }) => (glued && !/\p{L}/u.test(word) ? word : ` ${word}`))
      .join('')
      .trim();
  return {
    reading: readingOf(dated, mentions),
    words: written(isNamed),
    rest: dated.tokens.map(({ text: word }, at) => (isNamed(at) ? ',' : word)).join(' '),
  };
}

/** Whether words name a day that there was, and that is over: `kemarin`, `12 Maret 2024`. */
export function isPastDate(text: string, now: Date): boolean {
  if (!('unknown' in readDate(text, now))) return false;
  if (/(?<!\p{L})(?:kemar[ie]n|kmrn|tadi|yesterday|last|lalu|ago)(?!\p{L})/u.test(plain(text)))
    return mentionsIn(datedOf(text, now)).some(({ days }) => days.length === 0);
  const then = readDate(text, new Date(0));
  return 'value' in then && then.value < isoOf(dayAt(now));
}

const datedOf = (text: string, now: Date): Dated => ({
  tokens: inFigures(tokenize(writtenOut(plain(text)).replace('day after tomorrow', 'lusa'))),
  today: dayAt(now),
});

function readingOf(dated: Dated, mentions: readonly Mention[]): Reading<string> {
  const { days, sure } = agreed(mentions);
  const named = days.map(isoOf);
  return sure && !dated.tokens.some(({ text: word }) => against.has(word))
    ? settle(named)
    : doubt(named);
}

/** `2026-10-14` → `Rabu, 14 Oktober 2026`, in English `Wednesday, 14 October 2026`. */
export function writeDate(iso: string, tongue: Tongue): string {
  const day = dayOfIso(iso);
  if (day === undefined) return iso;
  const { year, month, date, weekday } = partsOf(day);
  return `${weekdayNames[tongue][weekday]}, ${date} ${monthNames[tongue][month - 1]} ${year}`;
}

function mentionsIn(dated: Dated): (Mention & { from: number })[] {
  const mentions: (Mention & { from: number })[] = [];
  for (let at = 0; at < dated.tokens.length; ) {
    const mention = firstOf(dated, at);
    // `5 November lalu` was, or comes before something else.
    const isOver = mention && dated.tokens[mention.to]?.text === 'lalu';
    if (mention) mentions.push({ ...mention, from: at, ...(isOver && { vague: true as const }) });
    at = Math.max(mention?.to ?? 0, at + 1);
    const number = mention?.kind === 'weekday' ? dayAfterWeekday(dated, at) : undefined;
    if (number) {
      mentions.push({ ...number, from: at });
      at = number.to;
    }
  }
  return mentions;
}

function firstOf(dated: Dated, at: number): Mention | undefined {
  for (const read of readers) {
    const mention = read(dated, at);
    if (mention) return mention;
  }
  return undefined;
}

/** The days that all that was named agrees on; all of the days, unsure, where it does not agree. */
function agreed(mentions: readonly Mention[]): { days: Day[]; sure: boolean } {
  const every = [...new Set(mentions.flatMap(({ days }) => days))];
  if (mentions.some(({ days }) => days.length === 0)) return { days: every, sure: false };
  const dates = mentions.filter(({ kind }) => kind === 'date');
  const pool = dates.length > 0 ? dates : mentions;
  const common = (pool[0]?.days ?? []).filter((day) =>
    pool.every(({ days }) => days.includes(day)),
  );
  const fitting = common.filter((day) =>
    mentions.every((mention) => mention.days.includes(day) || mention.fits?.(day) === true),
  );
  if (fitting.length === 0) return { days: every, sure: false };
  const vague = pool.every((mention) => mention.vague) && pool.length === 1;
  return { days: fitting, sure: !vague };
}

/** Spelled numbers as figures, so that `tanggal empat belas` and `tiga hari lagi` are read as written. */
function inFigures(tokens: readonly Token[]): Token[] {
  const parted = partNumbers(tokens);
  const figures: Token[] = [];
  let at = 0;
  for (const numeral of findNumbers(parted)) {
    const spelled = !numeral.digits && numeral.scale === 1 && Number.isInteger(numeral.value);
    if (!spelled) continue;
    figures.push(...parted.slice(at, numeral.from));
    figures.push({ kind: 'digits', text: String(numeral.value), glued: false });
    at = numeral.to;
  }
  return [...figures, ...parted.slice(at)];
}
