import { counted, doubtful, measures, numberedNames, owners, packages } from './lexicon.ts';
import type { Numeral } from './numbers.ts';
import { dateRole, type Surroundings, surroundings } from './surroundings.ts';
import type { Token } from './token.ts';

/** Above this nothing is a count: it is a phone number, an NIK, or a slip of the thumb. */
const most = 10_000_000;

export const packs: ReadonlyMap<string, number> = new Map([
  ['lusin', 12],
  ['lsn', 12],
  ['dozen', 12],
  ['kodi', 20],
  ['gros', 144],
  ['gross', 144],
]);

/**
 * What a number is, for a count. `package`: it stands beside that word and beats all others · `counted`:
 * of people or goods · `bare` · `doubtful`: to be asked · `money` and `date`: a count only where there is
 * no better · `none` · `broken`: a letter or sign spoils it.
 */
export interface Count {
  numeral: Numeral;
  kind: 'package' | 'counted' | 'bare' | 'doubtful' | 'money' | 'date' | 'none' | 'broken';
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
  const half =
    pack !== undefined && /^(?:setengah|lebih|kurang)$/.test(tokens[near.after.at + 1]?.text ?? '');
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
  if (measures.has(next.word) && !headed) return 'none';
  if (before.word === 'rw' && packages.has(next.word))
    return numeral.value > 30 ? 'package' : 'doubtful';
  if (before.word === 'rw' || owners.has(before.word)) return 'none';
  if (!numeral.digits && numeral.scale === 1 && numberedNames.has(before.word)) return 'none';

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
