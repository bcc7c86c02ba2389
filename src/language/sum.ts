import { packs } from './count.ts';
import { counted, doubtful, measures, months, owners, packages } from './lexicon.ts';
import type { Numeral } from './numbers.ts';
import { dateRole, type Surroundings, surroundings } from './surroundings.ts';
import type { Token } from './token.ts';

/** Where money was asked, a bare number from here up is rupiah; DOMAIN: below it there are two readings. */
const surelyRupiah = 10_000;
const most = 1e15;

/** What a number is, for a sum of money, and its readings in rupiah. */
export interface Sum {
  numeral: Numeral;
  kind: 'sum' | 'doubtful' | 'none' | 'broken';
  values: number[];
}

const rupiah = /^(?:rp|rupiah|perak|idr)$/;
const links = /^(?:[-/~.]|sampai|sampe|hingga|sd|s|d|atau|or|to|dan|and)$/;

/** Judges the number at `index` of all the numbers of the sentence. */
export function sumOf(
  tokens: readonly Token[],
  all: readonly Numeral[],
  index: number,
  phones: ReadonlySet<number>,
): Sum | undefined {
  const numeral = all[index];
  if (!numeral) return undefined;
  const is = (kind: Sum['kind'], values: number[] = []): Sum => {
    const whole = values.filter((value) => Number.isInteger(value) && value < most);
    const lost = whole.length < values.length && kind === 'sum';
    return { numeral, kind: whole.length === 0 ? 'none' : lost ? 'doubtful' : kind, values: whole };
  };
  const near = surroundings(
    tokens,
    numeral,
    (word) =>
      rupiah.test(word) ||
      [packages, counted, measures, doubtful, packs].some((list) => list.has(word)),
  );
  if (near.glue === 'broken') return { numeral, kind: 'broken', values: [] };
  if (near.glue === 'none' || phones.has(index)) return is('none');
  if (numeral.value === 0.5 && numeral.scale === 1 && !numeral.digits) return is('none');
  const tailed = tailOf(tokens, numeral);
  if (tailed === undefined && notMoney(tokens, numeral, near)) return is('none');
  if (tailed === undefined && dateRole(tokens, all, index) !== undefined) return is('none');

  const next = tokens[near.after.at]?.text ?? '';
  if (isTwiceStepped(tokens, numeral)) return is('doubtful', asWritten(tokens, numeral));
  const unit = numeral.scale > 1 || rupiah.test(near.before.word) || rupiah.test(near.after.word);
  const readings = tailed ?? readingsOf(numeral);
  const shared = stepOfNext(tokens, all, index);
  if (shared !== undefined) return is('doubtful', [numeral.value * shared]);
  if (!unit) return bare(tokens, numeral, next === '/', is);
  if (next === 'setengah') {
    return is('doubtful', [numeral.value + numeral.scale / 2, numeral.value]);
  }
  const each = next === '/' || readings.length > 1 || numeral.other !== undefined;
  if (!Number.isInteger(numeral.value) && numeral.scale === 1)
    return is('doubtful', grown(numeral));
  return is(each ? 'doubtful' : 'sum', readings);
}

function notMoney(tokens: readonly Token[], numeral: Numeral, near: Surroundings): boolean {
  const { before, after } = near;
  if (
    /^(?:rw|kk|warga)$/.test(before.word) ||
    (owners.has(before.word) && !rupiah.test(before.word))
  )
    return true;
  if (packages.has(before.product) && !near.claimed && !rupiah.test(after.word)) {
    if (!rupiah.test(before.word) && before.product !== 'rp') return true;
  }
  if (rupiah.test(after.word)) return false;
  const pack = packs.has(after.word);
  const headed = /^(?:rw|rt|jam|tahun|thn|tgl)$/.test(after.word);
  const large = numeral.scale > 1 || numeral.value >= surelyRupiah;
  const times = large && /^(?:x|kali)$/.test(after.word);
  if (!large && /^(?:x|kali)$/.test(before.word)) return true;
  const noun =
    !times && [packages, counted, measures, doubtful].some((list) => list.has(after.word));
  const loose = after.word === 'm' || (headed && tokens[after.at + 1]?.kind === 'digits');
  return (pack || noun || tokens[after.at]?.text === '%') && !loose;
}

/** `500.000 ribu`: the thousand was written in figures and said again, or is meant twice. `5 juta ribu` as well. */
function isTwiceStepped(tokens: readonly Token[], { from, to, scale, tail }: Numeral): boolean {
  const text = tokens[from]?.text ?? '';
  const isSteppedAgain = steps.test(tokens[to]?.text ?? '') && tail === undefined;
  if (scale === 1 || tokens[from]?.kind !== 'digits') return scale > 1 && isSteppedAgain;
  const isLong = Number(text.replaceAll('.', '')) >= 10_000;
  return (
    isSteppedAgain ||
    /^[1-9]\d{0,2}(?:\.\d{3})*\.000$/.test(text) ||
    (/^[\d.]+$/.test(text) && isLong)
  );
}

const steps = /^(?:rb|ribu|jt|juta|miliar|milyar)$/;

/** Both readings of `500.000 ribu`. */
function asWritten(tokens: readonly Token[], { from, value, scale }: Numeral): number[] {
  const figures =
    tokens[from]?.kind === 'digits' && /\.\d{3}$|^\d{4,}$/.test(tokens[from]?.text ?? '');
  return figures ? [value / scale, value] : [value];
}

function readingsOf({ value, other }: Numeral): number[] {
  return other === undefined ? [value] : [value, other];
}

/**
 * The readings of a number with a tail: `2 jt 500` is 2500000, for nobody gives 2.000.500; `2 jt 50` asks.
 * A tail that belongs to what follows is none: the 25 of `5 juta 25 paket`.
 */
function tailOf(tokens: readonly Token[], numeral: Numeral): number[] | undefined {
  const { value, tail, to } = numeral;
  if (tail === undefined) return undefined;
  const base = value - tail;
  const next = tokens[to]?.text ?? '';
  const belongs =
    [packages, counted, measures, doubtful, packs].some((list) => list.has(next)) ||
    months.has(next);
  if ((belongs && !rupiah.test(next)) || next === '/') return [base];
  const lowest = base % 1e6 !== 0 ? 1e3 : base % 1e9 !== 0 ? 1e6 : 1e9;
  const digits = tokens[to - 1]?.kind === 'digits' ? (tokens[to - 1]?.text ?? '') : undefined;
  if (lowest === 1e3) {
    const full = digits === undefined ? tail >= 100 : digits.length === 3;
    return full ? [value] : [value, base];
  }
  if (tail >= 1e3) return [value];
  const stepped = base + tail * (lowest / 1e3);
  if (digits === undefined) return [stepped, value];
  if (lowest === 1e6 && digits.length === 3) return [stepped];
  return [stepped, base + tail * (lowest / 10 ** digits.length)];
}

/** A range shares its step: the 1 of `1-2 juta` is one juta. */
function stepOfNext(
  tokens: readonly Token[],
  all: readonly Numeral[],
  index: number,
): number | undefined {
  const [numeral, next] = [all[index], all[index + 1]];
  if (!numeral || !next || numeral.scale > 1 || numeral.value >= 1000) return undefined;
  const between = tokens.slice(numeral.to, next.from).map(({ text }) => text);
  const linked =
    between.length > 0 && between.length < 4 && between.every((word) => links.test(word));
  return linked && next.scale > 1 ? next.scale : undefined;
}

/** A number without a unit; `each` when it is a price per piece. */
function bare(
  tokens: readonly Token[],
  numeral: Numeral,
  each: boolean,
  is: (kind: Sum['kind'], values?: number[]) => Sum,
): Sum {
  const written = tokens[numeral.from]?.text ?? '';
  if (/^0\d/.test(written)) return is('none');
  if (/^(?:8|62)\d{8,}$/.test(written) || numeral.other !== undefined) {
    return is('doubtful', [numeral.value]);
  }
  if (numeral.value >= surelyRupiah && Number.isInteger(numeral.value))
    return is(each ? 'doubtful' : 'sum', [numeral.value]);
  return is('doubtful', grown(numeral));
}

/** What a small number may be short for: `50` is 50, 50 ribu or 50 juta; `1.500` is 1.500 or 1.500 ribu. */
function grown({ value }: Numeral): number[] {
  const steps = value < 1000 ? [1, 1e3, 1e6] : [1, 1e3];
  return [...new Set(steps.map((step) => Math.round(value * step * 1e6) / 1e6))].filter(
    Number.isInteger,
  );
}
