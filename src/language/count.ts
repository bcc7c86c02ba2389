import { counted, doubtful, measures, numberedNames, owners, packages } from './lexicon.ts';
import type { Numeral } from './numbers.ts';
import { slips } from './spelling.ts';
import { dateRole, type Surroundings, surroundings } from './surroundings.ts';
import type { Token } from './token.ts';

/** Above this nothing is a count: it is a phone number, an NIK, or a slip of the thumb. */
const most = 10_000_000;

export const packs: ReadonlyMap<string, number> = new Map([
  ['lusin', 12],
  ['lsn', 12],
  ['lusinan', 12],
  ['dozen', 12],
  ['dozens', 12],
  ['kodi', 20],
  ['kodian', 20],
  ['gros', 144],
  ['gross', 144],
]);

/**
 * What a number is, for a count. `package`: it stands beside that word and beats all others · `counted`:
 * of people or goods · `bare` · `doubtful`: to be asked · `money` and `date`: a count only where there is
 * no better · `share`: a half of something · `none` · `broken`: a letter or sign spoils it.
 */
export interface Count {
  numeral: Numeral;
  kind:
    | 'package'
    | 'counted'
    | 'bare'
    | 'doubtful'
    | 'money'
    | 'date'
    | 'share'
    | 'none'
    | 'broken';
  /** Its readings: both of a `1,250`. */
  values: number[];
}

/** Judges the number at `index` of all the numbers of the sentence. */
export function countOf(
  tokens: readonly Token[],
  all: readonly Numeral[],
  index: number,
  phones: ReadonlySet<number>,
): Count | undefined {
  const numeral = all[index];
  if (!numeral) return undefined;
  const near = surroundings(tokens, numeral, (suffix) => suffixes.some((list) => list.has(suffix)));
  const pack = packs.get(near.after.word) ?? packOfNext(tokens, all, index);
  const next = !packs.has(near.after.word) ? near.after : near.following(near.after.at + 1);
  const values = [numeral.value, ...(numeral.other === undefined ? [] : [numeral.other])]
    .map((value) => value * (pack ?? 1))
    .filter((value) => Number.isInteger(value) && value <= most);
  const kind = kindOf(tokens, all, index, near, next, phones, pack);
  const misspelt = pack === undefined ? packNear(near.after.word) : undefined;
  if (misspelt !== undefined && kind === 'bare')
    return { numeral, kind: 'doubtful', values: [numeral.value * misspelt, ...values] };
  const half =
    pack !== undefined && /^(?:setengah|lebih|kurang)$/.test(tokens[near.after.at + 1]?.text ?? '');
  const isHalf = numeral.value === 0.5 && (kind === 'bare' || kind === 'package');
  if (values.length === 0 && isHalf) return { numeral, kind: 'share', values };
  if (values.length === 0) return { numeral, kind: kind === 'broken' ? kind : 'none', values };
  if (half)
    return {
      numeral,
      kind: 'doubtful',
      values: [...values, ...values.map((value) => value + pack / 2)],
    };
  const shorthand = numeral.tail !== undefined && tokens[numeral.to - 1]?.kind === 'digits';
  const open = kind === 'package' || kind === 'bare' || kind === 'money';
  const cents = /^\d+[.,]\d{1,2}$/.test(tokens[numeral.from]?.text ?? '') && pack === undefined;
  if (open && (shorthand || cents || numeral.other !== undefined)) {
    return {
      numeral,
      kind: 'doubtful',
      values: shorthand ? [...values, numeral.tail ?? 0] : values,
    };
  }
  return { numeral, kind, values };
}

/** `losin`, `kody`: a slip away from a pack. */
function packNear(word: string): number | undefined {
  if (word.length < 4 || counted.has(word) || packages.has(word)) return undefined;
  return [...packs].find(([name]) => name.length > 3 && slips(word, name, 1) === 1)?.[1];
}

/** People, of whom each gets so much: `1 KK 1 paket`, `820 KK 1 paket`. `60 KK 50 paket` is no such share. */
export function isShare(tokens: readonly Token[], counts: readonly Count[]): boolean {
  const isPeople = ({ kind, numeral }: Count) =>
    kind === 'counted' && people.test(tokens[numeral.to]?.text ?? '');
  const given = counts.filter((count) => !isPeople(count) && count.kind !== 'none');
  return counts
    .filter(isPeople)
    .some(({ numeral: { value } }) =>
      given.some(
        ({ numeral: each }) => value === 1 || (each.value <= 5 && value >= each.value * 10),
      ),
    );
}

const people = /^(?:kk|keluarga|org|orang|jiwa|warga|person|people|family|families)$/;

/** A range shares its pack: the 2 of `2-3 lusin` is two lusin. */
function packOfNext(
  tokens: readonly Token[],
  all: readonly Numeral[],
  index: number,
): number | undefined {
  const [numeral, next] = [all[index], all[index + 1]];
  if (!numeral || !next) return undefined;
  const between = tokens.slice(numeral.to, next.from).map(({ text }) => text);
  const linked = between.length < 4 && between.every((word) => ranges.test(word));
  return linked ? packs.get(tokens[next.to]?.text ?? '') : undefined;
}

const ranges = /^(?:[-/~]|sampai|hingga|sd|s|d|atau|or|to)$/;
const suffixes = [packs, packages, counted, doubtful, measures];

function kindOf(
  tokens: readonly Token[],
  all: readonly Numeral[],
  index: number,
  near: Surroundings,
  next: { word: string; at: number },
  phones: ReadonlySet<number>,
  pack: number | undefined,
): Count['kind'] {
  const numeral = all[index];
  if (!numeral || near.glue === 'broken') return 'broken';
  const { before } = near;
  const headed =
    /^(?:rw|rt|jam|tahun|thn|tgl)$/.test(next.word) && tokens[next.at + 1]?.kind === 'digits';
  if (near.glue === 'none' || tokens[next.at]?.text === '%') return 'none';
  const [day, which] = [next.word, tokens[next.at + 1]?.text ?? ''];
  // `60 hari ini`, `60 minggu depan`: a day, and no length of time.
  if (/^(?:minggu|pekan|bulan)$/.test(day) && /^(?:ini|depan|dpn)$/.test(which)) return 'doubtful';
  const isToday = day === 'hari' && which === 'ini';
  if (measures.has(next.word) && !headed && !isToday) return 'none';
  if (/^(?:perempat|pertiga)$/.test(next.word)) return 'none';
  if (isNumberOfRw(tokens, all[index], all[index + 1])) return 'doubtful';
  if (isNumberOfRw(tokens, all[index - 1], numeral) && !packages.has(next.word)) return 'doubtful';
  if (before.word === 'rw' && packages.has(next.word))
    return numeral.value > 30 ? 'package' : 'doubtful';
  const isOwned = owners.has(before.word) && !(before.word === 'minggu' && packages.has(next.word));
  if (before.word === 'rw' || isOwned) return 'none';
  if (!numeral.digits && numeral.scale === 1 && numberedNames.has(before.word)) return 'none';

  // `50 setengah`, `5 ribu juta`: what stands there is a part of the number.
  const isUnclear = /^(?:setengah|ribu|juta|miliar|milyar)$/.test(next.word) && pack === undefined;
  if (isUnclear) return 'doubtful';
  const role = dateRole(tokens, all, index);
  const after = packages.has(next.word);
  if (
    after ||
    (packages.has(before.product) && !near.claimed && !counted.has(next.word) && role === undefined)
  ) {
    return 'package';
  }
  if (phones.has(index) || role === 'month' || role === 'day') return 'none';
  if (role === 'maybe') return 'date';
  if (tokens[next.at]?.text === '/' && tokens[next.at]?.glued) return 'doubtful';
  if (counted.has(next.word)) return 'counted';
  if (doubtful.has(next.word)) return 'doubtful';
  const spelled = numeral.unit === 'seribu' || tokens[numeral.from]?.kind === 'word';
  if (pack === undefined && numeral.scale > 1 && !(numeral.scale === 1000 && spelled))
    return 'money';
  return 'bare';
}

/** `2 RW 100` is 100 for two RW, `50 RW 3` is 50 for one of them. */
function isNumberOfRw(
  tokens: readonly Token[],
  first: Numeral | undefined,
  second: Numeral | undefined,
): boolean {
  if (!first || !second || tokens[first.to]?.text !== 'rw' || second.from !== first.to + 1)
    return false;
  return second.value > 30 || (first.value <= 5 && second.value >= 20);
}
