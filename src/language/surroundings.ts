import { months, packages } from './lexicon.ts';
import type { Numeral } from './numbers.ts';
import type { Token } from './token.ts';

export interface Surroundings {
  /** The word right before, and the one before the goods named there: the `paket` of `paket sembako 50`. */
  before: { word: string; product: string };
  /** Whether that `paket` already has its number before it: `2 paket 50`. */
  claimed: boolean;
  after: { word: string; at: number };
  following(at: number): { word: string; at: number };
  /** `broken` where a letter spoils the number (`5O`), `none` where it is a name or a negative (`#5`, `-50`). */
  glue: 'fine' | 'broken' | 'none';
}

const prefixes = /^(?:rw|rt|rp|idr|no|paket|pkt|tgl|jam|hp|wa|sebanyak|jumlah|total)$/;
/** A step that is misspelled: the `pulu` of `lima pulu` makes the five no five. */
const slipped =
  /^(?:p(?:u|l|h){2,5}|r(?:a|t|u|s){3,5}|rts|r(?:i|b|u){2,4}|b(?:e|l|a|s){3,5}|bls|j(?:u|t|a){2,4}|hundred)$/;
/** The same after a figure, `5 plh`: what is no word of its own. */
const shortened = /^(?:p(?:u|l|h){2,5}|rts|rtus|ratu|ratuss|bls|belass?|hundreds?)$/;
const isSmall = /^\d{1,2}$/;
const goods = /^(?:sembako|makan|siap|saji|lebaran|thr|nasi|kotak)$/;

/** What stands around a number. `suffix` tells which words may be glued to it: the `kg` of `50kg`. */
export function surroundings(
  tokens: readonly Token[],
  { from, to }: Numeral,
  suffix: (word: string) => boolean,
): Surroundings {
  const following = (at: number) => {
    const closing = /^[)"'*]$/.test(tokens[at]?.text ?? '') ? at + 1 : at;
    const token = tokens[closing];
    return { word: token?.kind === 'word' ? token.text : '', at: closing };
  };
  const digits = tokens[from]?.kind === 'digits';
  let glue: Surroundings['glue'] = digits ? glueBefore(tokens, from) : 'fine';
  let end = to;
  if (tokens[end]?.text === '-' && tokens[end + 1]?.text === 'an') end += 2;
  else if (tokens[end]?.glued && tokens[end]?.text === 'an') end += 1;
  else if (tokens[end - 1]?.kind === 'digits' && tokens[end]?.glued) {
    const next = tokens[end];
    const known = next?.kind !== 'word' || suffix(next.text) || months.has(next.text);
    if (/^\p{N}/u.test(next?.text ?? '') || !(known || /^(?:lah|aja)$/.test(next?.text ?? ''))) {
      glue = 'broken';
    }
  }
  if (tokens[end]?.glued && tokens[end + 1]?.glued && tokens[end + 1]?.kind === 'digits') {
    if (/^['_^\\]$/.test(tokens[end]?.text ?? '')) glue = 'broken';
    if (tokens[end]?.text === ':') glue = 'none';
  }
  const said = tokens[end]?.text ?? '';
  if (digits ? isSmall.test(tokens[from]?.text ?? '') && shortened.test(said) : slipped.test(said))
    glue = 'broken';
  let start = from - 1;
  while (/^[.:("'*~±≈=]$/u.test(tokens[start]?.text ?? '')) start -= 1;
  let back = start;
  while (goods.test(tokens[back]?.text ?? '')) back -= 1;
  const word = (at: number) => (tokens[at]?.kind === 'word' ? (tokens[at]?.text ?? '') : '');
  return {
    before: { word: word(start), product: word(back) },
    claimed: tokens[back - 1]?.kind === 'digits',
    after: following(end),
    following,
    glue,
  };
}

function glueBefore(tokens: readonly Token[], from: number): Surroundings['glue'] {
  const previous = tokens[from - 1];
  if (!tokens[from]?.glued || !previous) return 'fine';
  if (previous.kind === 'word') return prefixes.test(previous.text) ? 'fine' : 'broken';
  if (/^[#@×\\_]$/u.test(previous.text) || /^\p{N}/u.test(previous.text)) return 'none';
  if (/^[.,]$/.test(previous.text) && !previous.glued) return 'broken';
  if (previous.text === ':' && tokens[from - 2]?.kind === 'digits') return 'none';
  return previous.text === '-' && !previous.glued ? 'none' : 'fine';
}

/** Whether a number is part of a date, and how surely: of `14 Okt`, of `14/10` or `14-10-2026`, maybe of `14-10`. */
export function dateRole(
  tokens: readonly Token[],
  all: readonly Numeral[],
  index: number,
): 'month' | 'day' | 'maybe' | undefined {
  const numeral = all[index];
  if (!numeral) return undefined;
  if (months.has(tokens[numeral.to]?.text ?? '') && numeral.value <= 31) return 'month';
  const named = months.has(tokens[numeral.from - 1]?.text ?? '');
  const dated = tokens[numeral.from - 2]?.kind === 'digits';
  const packaged = packages.has(tokens[numeral.to]?.text ?? '');
  if (named && numeral.digits && !packaged && (!dated || numeral.value > 1900)) return 'month';
  for (const mark of ['/', '-']) {
    let first = index;
    while (linked(tokens, all[first - 1], all[first], mark)) first -= 1;
    let last = index;
    while (linked(tokens, all[last], all[last + 1], mark)) last += 1;
    const [day, month] = [all[first]?.value ?? 0, all[first + 1]?.value ?? 0];
    if (last - first === 2) return 'day';
    if (last - first !== 1 || day < 1 || day > 31 || month < 1 || month > 12) continue;
    if (packages.has(tokens[all[last]?.to ?? -1]?.text ?? '')) continue;
    return mark === '/' ? 'day' : 'maybe';
  }
  return undefined;
}

function linked(
  tokens: readonly Token[],
  left: Numeral | undefined,
  right: Numeral | undefined,
  mark: string,
): boolean {
  if (!left?.digits || !right?.digits || right.from !== left.to + 1) return false;
  const between = tokens[left.to];
  return between?.text === mark && between.glued && tokens[right.from]?.glued === true;
}

/** The numbers that make up a phone number: `081234567890`, `0812 3456 7890`, `+62 812-3456-7890`. */
export function phoneNumerals(tokens: readonly Token[], all: readonly Numeral[]): Set<number> {
  const phones = new Set<number>();
  all.forEach((start, index) => {
    const text = tokens[start.from]?.text ?? '';
    if (!start.digits || !/^(?:0\d{2,}|62|628\d*|8\d{8,})$/.test(text)) return;
    let length = text.length;
    let last = index;
    for (let next = index + 1; next < all.length; next += 1) {
      const part = all[next];
      const written = tokens[part?.from ?? -1]?.text ?? '';
      const gap = tokens.slice(all[next - 1]?.to, part?.from);
      if (!/^\d{3,5}$/.test(written) || length + written.length > 14) break;
      if (gap.length > 1 || (gap[0] && gap[0].text !== '-')) break;
      if (packages.has(tokens[part?.to ?? -1]?.text ?? '')) break;
      length += written.length;
      last = next;
    }
    if (length >= 9) for (let part = index; part <= last; part += 1) phones.add(part);
  });
  return phones;
}
