import type { Token } from './token.ts';

/** A number as it stands in a sentence, from token `from` up to, not including, `to`. */
export interface Numeral {
  from: number;
  to: number;
  /** By the rules of grammar: `dua ratus lima puluh` is 250, `1,5 jt` 1500000, `setengah` 0.5. */
  value: number;
  /** The other reading of a comma before three digits: `1,250` is 1250, or 1.25. */
  other?: number;
  /** Written with digits only, without a word: `50`, `1.250`. */
  digits: boolean;
  /** The largest named step: 1000 in `50rb`, 1000000 in `2 jt 500`, else 1. */
  scale: number;
  /** How the largest step was written: `rb`, `juta`, `m`. */
  unit?: string;
  /** What follows the last step without a step of its own: the 500 of `2 jt 500`. */
  tail?: number;
}

const units = table('satu dua tiga empat lima enam tujuh delapan sembilan', 1);
const englishUnits = table('one two three four five six seven eight nine', 1);
const teens = table(
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  10,
);
const tens = table('twenty thirty forty fifty sixty seventy eighty ninety', 2);
const scales = new Map([
  ...['ribu', 'rb', 'rbu', 'rebu', 'k', 'ribuan', 'rban', 'thousand'].map(
    (word) => [word, 1e3] as const,
  ),
  ...['juta', 'jt', 'jta', 'jutaan', 'jtan', 'million'].map((word) => [word, 1e6] as const),
  ...['miliar', 'milyar', 'm', 'miliaran', 'billion'].map((word) => [word, 1e9] as const),
  ...['triliun', 'trilyun', 'trillion'].map((word) => [word, 1e12] as const),
]);
const wholes = new Map([
  ['seribu', 1e3],
  ['sejuta', 1e6],
  ['semiliar', 1e9],
  ['semilyar', 1e9],
  ['setriliun', 1e12],
]);
/** What a half may be taken of. */
const halved = new Set([...scales.keys(), 'lusin', 'kodi', 'gros', 'gross', 'dozen']);

const joinable = [
  ...units.keys(),
  ...wholes.keys(),
  ...['sepuluh', 'sebelas', 'seratus', 'belas', 'puluhan', 'puluh', 'ratusan', 'ratus'],
  ...['ribuan', 'ribu', 'jutaan', 'juta', 'setengah'],
];
const joined = new RegExp(`(?:${joinable.join('|')})`, 'y');

/** Parts the words that people write together: `limapuluh` → `lima` `puluh`. Everything else stays. */
export function partNumbers(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    if (token.kind !== 'word' || joinable.includes(token.text)) return [token];
    const parts: Token[] = [];
    joined.lastIndex = 0;
    while (joined.lastIndex < token.text.length) {
      const part = joined.exec(token.text)?.[0];
      if (part === undefined) return [token];
      parts.push({ kind: 'word', text: part, glued: parts.length > 0 || token.glued });
    }
    return parts;
  });
}

/** All the numbers of a sentence, in order. Words next to each other that form no number stay apart. */
export function findNumbers(tokens: readonly Token[]): Numeral[] {
  const found: Numeral[] = [];
  for (let at = 0; at < tokens.length; ) {
    const numeral = numberAt(tokens, at);
    if (numeral) found.push(numeral);
    at = numeral?.to ?? at + 1;
  }
  return found;
}

/** Reads digits with their dots and commas: `1.250` is 1250, `12.5` is 12.5, `1.25.0` is none. */
export function readDigits(text: string): { value: number; other?: number } | undefined {
  if (text.length > 24) return undefined;
  const value = (written: string) => ({ value: Number(written) });
  if (/^\d+$/.test(text)) return value(text);
  if (/^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/.test(text)) {
    return value(text.replaceAll('.', '').replace(',', '.'));
  }
  if (/^[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)$/.test(text)) {
    return value(text.replaceAll(',', ''));
  }
  if (/^[1-9]\d{0,2},\d{3}$/.test(text)) {
    return { ...value(text.replace(',', '')), other: Number(text.replace(',', '.')) };
  }
  if (/^\d+[.,]\d+$/.test(text)) return value(text.replace(',', '.'));
  return undefined;
}

function numberAt(tokens: readonly Token[], start: number): Numeral | undefined {
  const word = (at: number) => (tokens[at]?.kind === 'word' ? tokens[at]?.text : undefined);
  let at = start;
  let value = 0;
  let other: number | undefined;
  let scale = 1;
  let unit: string | undefined;
  let limit = Number.POSITIVE_INFINITY;
  let tail: number | undefined;
  let digits = false;

  for (;;) {
    const whole = wholes.get(word(at) ?? '');
    if (whole !== undefined && whole < limit) {
      value += whole;
      unit ??= word(at);
      if (scale === 1) scale = whole;
      limit = whole;
      at += 1;
      continue;
    }
    const part = partAt(tokens, at, limit);
    if (!part) break;
    const step = scales.get(word(part.to) ?? '');
    if (step !== undefined && step < limit && !lonelyLetter(tokens, part.to)) {
      value += part.value * step;
      if (part.other !== undefined) other = part.other * step;
      unit ??= word(part.to);
      if (scale === 1) scale = step;
      limit = step;
      at = part.to + 1;
      continue;
    }
    if (step !== undefined && step >= limit) break;
    if (limit !== Number.POSITIVE_INFINITY && linksOn(tokens, part.to)) break;
    if (limit !== Number.POSITIVE_INFINITY) tail = part.value;
    else if (part.other !== undefined) other = part.other;
    digits = part.digits && at === start;
    value += part.value;
    at = part.to;
    break;
  }
  if (at === start) return undefined;
  return {
    from: start,
    to: at,
    value: Math.round(value * 1e6) / 1e6,
    digits,
    scale,
    ...(other !== undefined && { other: Math.round(other * 1e6) / 1e6 }),
    ...(unit !== undefined && { unit }),
    ...(tail !== undefined && { tail }),
  };
}

interface Part {
  value: number;
  other?: number;
  to: number;
  digits: boolean;
}

/** A number below a thousand in words, or one written in digits. After a step only what is smaller than it. */
function partAt(tokens: readonly Token[], start: number, limit: number): Part | undefined {
  const word = (at: number) => (tokens[at]?.kind === 'word' ? (tokens[at]?.text ?? '') : '');
  const first = tokens[start];
  if (first?.kind === 'digits') {
    const read = readDigits(first.text);
    const after = limit !== Number.POSITIVE_INFINITY;
    if (!read || read.value >= limit || (after && first.text.startsWith('0'))) return undefined;
    const next = word(start + 1);
    const small = Number.isInteger(read.value) && read.value > 0 && read.value < 10;
    if (small && /^(?:ratus|puluh|belas)(?:an)?$/.test(next)) return spelledAt(tokens, start);
    if (next === 'setengah' && halved.has(word(start + 2))) {
      return { value: read.value + 0.5, to: start + 2, digits: false };
    }
    return { ...read, to: start + 1, digits: true };
  }
  if (word(start) === 'setengah') {
    return limit < Number.POSITIVE_INFINITY
      ? undefined
      : { value: 0.5, to: start + 1, digits: false };
  }
  if (word(start) === 'half') {
    return { value: 0.5, to: word(start + 1) === 'a' ? start + 2 : start + 1, digits: false };
  }
  const spelled = spelledAt(tokens, start);
  if (spelled && word(spelled.to) === 'setengah' && halved.has(word(spelled.to + 1))) {
    return { ...spelled, value: spelled.value + 0.5, to: spelled.to + 1 };
  }
  return spelled && spelled.value < limit ? spelled : undefined;
}

/** `dua ratus lima puluh tiga`, `sebelas`, `two hundred and fifty-three`; `2 ratus` too. */
function spelledAt(tokens: readonly Token[], start: number): Part | undefined {
  const word = (at: number) => (tokens[at]?.kind === 'mark' ? '' : (tokens[at]?.text ?? ''));
  const unit = (at: number) =>
    units.get(word(at)) ??
    (/^[1-9]$/.test(word(at)) && at === start ? Number(word(at)) : undefined);
  let at = start;
  let value = 0;
  const take = (amount: number, length: number) => {
    value += amount;
    at += length;
  };
  if (word(at) === 'nol' || word(at) === 'zero') return { value: 0, to: at + 1, digits: false };

  const hundreds = unit(at) ?? englishUnits.get(word(at)) ?? (word(at) === 'a' ? 1 : undefined);
  if (/^seratus(?:an)?$/.test(word(at))) take(100, 1);
  else if (hundreds !== undefined && /^(?:ratus(?:an)?|hundred)$/.test(word(at + 1))) {
    take(hundreds * 100, 2);
    if (word(at - 1) === 'hundred' && word(at) === 'and') at += 1;
  }

  const ten = unit(at);
  const english = tens.get(word(at));
  const teen = teens.get(word(at)) ?? (word(at) === 'sebelas' ? 11 : undefined);
  if (teen !== undefined) take(teen, 1);
  else if (ten !== undefined && ten > 1 && word(at + 1) === 'belas') take(ten + 10, 2);
  else if (english !== undefined) {
    take(english * 10, 1);
    const dashed = tokens[at]?.text === '-' ? at + 1 : at;
    const one = englishUnits.get(word(dashed));
    if (one !== undefined) take(one, dashed - at + 1);
  } else {
    if (/^sepuluh(?:an)?$/.test(word(at))) take(10, 1);
    else if (ten !== undefined && ten > 1 && /^puluh(?:an)?$/.test(word(at + 1))) take(ten * 10, 2);
    const one = units.get(word(at)) ?? englishUnits.get(word(at));
    const begins = /^(?:puluh|ratus|belas)/.test(word(at + 1)) && value > 0;
    const bareTen = /^sepuluh/.test(word(at - 1)) && value > 0;
    if (one !== undefined && !begins && !bareTen) take(one, 1);
  }
  return at === start ? undefined : { value, to: at, digits: false };
}

/** Whether a date or a range goes on: the 14 of `5 jt 14/10` is no part of the sum. */
function linksOn(tokens: readonly Token[], at: number): boolean {
  const [mark, next] = [tokens[at], tokens[at + 1]];
  return /^[-/]$/.test(mark?.text ?? '') && mark?.glued === true && next?.kind === 'digits';
}

/** A single letter is a step only right after digits: `50 k`, `1M`; never elsewhere in a sentence. */
function lonelyLetter(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text.length === 1 && tokens[at - 1]?.kind !== 'digits';
}

function table(words: string, first: number): Map<string, number> {
  return new Map(words.split(' ').map((word, index) => [word, first + index]));
}
