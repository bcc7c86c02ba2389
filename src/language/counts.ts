import { type Count, countOf, isShare, packs } from './count.ts';
import { counted, packages, words } from './lexicon.ts';
import { findNumbers, type Numeral, partNumbers } from './numbers.ts';
import { objected } from './objections.ts';
import { plain } from './plain.ts';
import { prepared } from './quantity.ts';
import { doubt, type Reading, settle } from './reading.ts';
import { phoneNumerals } from './surroundings.ts';
import { type Token, tokenize } from './token.ts';

/** A number that a sentence counts something with: `500 paket sembako`, `820 KK`. */
export interface CountedPart {
  /** The word beside it, that says what is counted: `paket`, `kk`. */
  unit: string;
  words: string;
  reading: Reading<number>;
}

/** What is given, beside *paket*: `50 makan siap saji`. */
const goods = words('sembako makan makanan lebaran thr nasi tablet laptop staple food ready meals');
/** Households and people: how large a place is, never how much is given. */
const people = words(
  'kk keluarga orang org jiwa anak siswa murid santri lansia pengurus warga person people persons family families',
);

export const isGoods = (unit: string): boolean => !people.has(unit);

/**
 * The counted numbers of a whole sentence, and the sentence without them. Only a number that stands beside
 * what it counts is one: not the 3 of `RW 3`, not `2026`, not the 2 of `paket 2`. `kk nya 820` counts too.
 */
export function countsIn(text: string): { parts: CountedPart[]; rest: string } {
  const tokens = partNumbers(tokenize(prepared(plain(text)).replace(/atas nama/g, ',')));
  const numerals = findNumbers(tokens);
  const phones = phoneNumerals(tokens, numerals);
  const counts = numerals.map((_, index) => countOf(tokens, numerals, index, phones));
  const all = counts.filter((count): count is Count => count !== undefined);
  const isDoubted =
    objected(tokens) || isShare(tokens, all) || all.some(({ kind }) => kind === 'share');
  const taken = new Set<number>();
  const parts = numerals.flatMap((numeral, index): CountedPart[] => {
    const count = counts[index];
    if (!count || !['package', 'counted', 'bare', 'doubtful'].includes(count.kind)) return [];
    const pack = packs.has(tokens[numeral.to]?.text ?? '') ? 1 : 0;
    const after = tokens[numeral.to + pack]?.text ?? '';
    const before = unitBefore(tokens.slice(0, numeral.from).map((token) => token.text));
    const isAfter = packages.has(after) || counted.has(after) || goods.has(after);
    if (!isAfter && !before) return [];
    // `yg 1 makan, yg 1 sembako`: the one and the other, of which nothing is counted.
    const isOneOf = /^(?:yg|yang)$/.test(tokens[numeral.from - 1]?.text ?? '');
    if (isOneOf && numeral.value === 1) return [];
    const range = rangeBefore(tokens, numerals, index);
    // `sembako 20-30`: the first of the two is no number by itself.
    const further = isAfter ? undefined : rangeBefore(tokens, numerals, index + 1);
    if (!isAfter && isNamedByIt(before?.unit ?? '', numeral, after)) return [];
    const from = isAfter ? (range?.from ?? numeral.from) : numeral.from - (before?.length ?? 0);
    const last = further ? numerals[index + 1] : undefined;
    const to = (last?.to ?? numeral.to) + pack + (isAfter ? 1 : 0);
    for (let at = from; at < to; at += 1) taken.add(at);
    const written = tokens.slice(from, to).map((token) => token.text);
    return [
      {
        unit: isAfter ? after : (before?.unit ?? ''),
        words: written.join(' ').replace(/ ?- ?/g, '-'),
        reading:
          range || last || isDoubted || count.kind === 'doubtful'
            ? doubt([
                ...(range ? [range.value] : []),
                ...count.values,
                ...(last ? [last.value] : []),
              ])
            : settle(count.values),
      },
    ];
  });
  const rest = tokens.map((token, at) => (taken.has(at) ? ',' : token.text)).join(' ');
  return { parts: parts.map((part) => contradicted(part, parts)), rest };
}

/** `60 paket hari ini, 40 paket besok`: two numbers of one thing are both asked. */
function contradicted(part: CountedPart, parts: readonly CountedPart[]): CountedPart {
  const same = parts.filter(({ unit }) => unit === part.unit);
  const values = same.flatMap(({ reading }) =>
    'value' in reading ? [reading.value] : 'ask' in reading ? reading.ask : [],
  );
  return new Set(values).size > 1 ? { ...part, reading: doubt(values) } : part;
}

/** `lebaran 2026` is a year and `sembako 2.000.000` hardly a count; a word behind it may make it something else. */
function isNamedByIt(unit: string, { value }: Numeral, after: string): boolean {
  if (/^(?:kk|keluarga)$/.test(unit)) return false;
  return (value > 1990 && value < 2100) || value > 100_000 || /^(?:\p{L}|%)$/u.test(after);
}

/** `kk nya 820`, `sembako 50`, `makan siap saji 40`: what is counted may stand before its number. */
function unitBefore(before: string[]): { unit: string; length: number } | undefined {
  let length = 1;
  while (/^(?:nya|ada|sekitar|kira|kurang|lebih|:|=)$/.test(before.at(-length) ?? '')) length += 1;
  const unit = (before.at(-length) ?? '').replace(/nya$/, '');
  return /^(?:kk|keluarga|sembako|saji|nasi|tablet|laptop|lebaran|thr)$/.test(unit)
    ? { unit, length }
    : undefined;
}

const ranges = /^(?:[-/~,]|sampai|hingga|sd|s|d|atau|or|to)$/;

/** The other end of `50-60 paket`, or the other half of `30 atau 40 paket`. */
function rangeBefore(tokens: readonly Token[], all: readonly Numeral[], index: number) {
  const [first, second] = [all[index - 1], all[index]];
  if (!first || !second) return undefined;
  const between = tokens.slice(first.to, second.from).map(({ text }) => text);
  if (between.length === 0) {
    // `1 250 paket` may be one number with a space for its dot.
    const [head = '', tail = ''] = [first, second].map(({ from }) => tokens[from]?.text);
    const isOne = /^[1-9]\d{0,2}$/.test(head) && /^\d{3}$/.test(tail);
    return isOne ? { from: first.from, value: Number(head + tail) } : undefined;
  }
  return between.length < 4 && between.every((word) => ranges.test(word)) ? first : undefined;
}
