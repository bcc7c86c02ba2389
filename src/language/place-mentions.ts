import { inFull, isArea, isFiller, isStreet } from './place-words.ts';
import type { Named, Regions } from './regions.ts';
import { nearest } from './spelling.ts';

/** A name that a sentence holds, and how it stands there. */
export interface PlaceMention {
  named: Named;
  /** The word before it: `kel` or `kec`, where there is one. */
  marker?: 'kelurahan' | 'kecamatan';
  /** A word that nobody knows stands right beside it: `Pasar Senen`, `Kalibata Xyz`. */
  crowded: boolean;
  /** Other names that a misspelled word is about as near to: `pulo gebung` to Gebang and Gadung. */
  near: Named[];
}

export interface PlaceMentions {
  mentions: PlaceMention[];
  /** Names inside a street's or a building's: the Tebet of `jl Tebet Raya`. */
  onStreets: PlaceMention[];
  /** Words that are part of no name and say nothing about places. */
  strange: boolean;
  /** A region outside Jakarta is named. */
  outside: boolean;
  /** `bukan`, `atau`: what is named is not simply the place. */
  objected: boolean;
}

interface Word {
  text: string;
  /** A comma or another mark stands before it. */
  apart: boolean;
}

/** Neighbouring words that belong together. `open` words are part of nothing known. */
interface Span {
  from: number;
  to: number;
  kind: 'name' | 'area' | 'elsewhere' | 'marker' | 'filler' | 'street' | 'open';
  named?: Named;
  street: boolean;
}

const longestName = 4;
/** A part of more names than these (`kebon`, `pondok`) says nothing. */
const mostParts = 8;
/** More unknown words than these are a story, in which no misspelled name is looked for. */
const mostOpen = 10;
const marker = /^(?:kel|kelurahan|klurahan|keluraan|kec|kecamatan|kcamatan)$/;
const objection = /^(?:bukan|bukannya|jangan|atau|or|tidak|gak|ga|nggak|not|selain|kecuali|batal)$/;

/** Finds the names in a plain text from which RT and RW were taken. */
export function placeMentions(text: string, regions: Regions): PlaceMentions {
  const words = wordsOf(text);
  const spans = spansOf(words, regions);
  const named = spans.filter(({ kind, street }) => kind === 'name' && !street);
  const known = named.map((span) => mentionOf(words, spans, span));
  const open = spans.filter(({ kind, street }) => kind === 'open' && !street);
  const placed = known.some(({ named: { kota, ...rest } }) => !kota || rest.kecamatan);
  const guessed = placed || open.length > mostOpen ? [] : guesses(words, spans, open, regions);
  return {
    mentions: [...known, ...guessed],
    onStreets: spans
      .filter(({ kind, street }) => kind === 'name' && street)
      .map((span) => mentionOf(words, spans, span)),
    strange: spans.some(({ kind, street }) => kind === 'area' || (kind === 'open' && !street && guessed.length === 0)),
    outside: spans.some(({ kind, street }) => kind === 'elsewhere' && !street),
    objected: words.some(({ text: word }) => objection.test(word)),
  };
}

function wordsOf(text: string): Word[] {
  let end = 0;
  return [...text.matchAll(/\p{L}[\p{L}']*/gu)].map((match) => {
    const apart = /[^\s.'\d-]/u.test(text.slice(end, match.index));
    end = match.index + match[0].length;
    return { text: inFull(match[0]), apart };
  });
}

function spansOf(words: readonly Word[], regions: Regions): Span[] {
  const spans: Span[] = [];
  let street = false;
  for (let from = 0; from < words.length; ) {
    const span = spanAt(words, from, regions);
    const first = words[from];
    if (first?.apart || span.kind === 'marker') street = false;
    const goingOn = /^(?:minggu|pekan|bulan|senin|selasa|rabu|kamis|jumat|sabtu)$/;
    if (span.kind === 'street') street = !(first?.text === 'depan' && goingOn.test(words[from - 1]?.text ?? ''));
    spans.push({ ...span, street });
    from = span.to;
  }
  return spans;
}

/** The longest name that begins at a word; else what the word is by itself. */
function spanAt(words: readonly Word[], from: number, regions: Regions): Omit<Span, 'street'> {
  const word = words[from]?.text ?? '';
  for (let to = Math.min(from + longestName, words.length); to > from; to -= 1) {
    const run = words.slice(from, to);
    if (run.slice(1).some(({ apart }) => apart)) continue;
    const key = run.map(({ text }) => text).join('').replaceAll("'", '');
    if (isArea(key)) return { from, to, kind: 'area' };
    const named = regions.named.get(key);
    if (!named) continue;
    const whole = named.kelurahan ?? named.kecamatan ?? named.kota ?? named.stem[1];
    const part = named.part.length > 0 && named.part.length <= mostParts;
    const idle = run.length === 1 && (isFiller(word) || isStreet(word) || marker.test(word));
    if (whole || (part && !idle)) return { from, to, kind: 'name', named };
    if (named.elsewhere && !idle) return { from, to, kind: 'elsewhere' };
  }
  const to = from + 1;
  if (marker.test(word)) return { from, to, kind: 'marker' };
  if (isStreet(word)) return { from, to, kind: 'street' };
  return { from, to, kind: isFiller(word) || objection.test(word) ? 'filler' : 'open' };
}

function mentionOf(words: readonly Word[], spans: readonly Span[], span: Span): PlaceMention {
  const at = spans.indexOf(span);
  const [before, after] = [spans[at - 1], spans[at + 1]];
  const strange = (neighbour: Span | undefined) =>
    neighbour !== undefined && /^(?:open|area)$/.test(neighbour.kind) && !neighbour.street;
  const crowded =
    (strange(before) && !words[span.from]?.apart) || (strange(after) && !words[span.to]?.apart);
  return { named: span.named ?? { stem: [], part: [] }, crowded, near: [], ...markedBy(words, before) };
}

function markedBy(words: readonly Word[], before: Span | undefined): Pick<PlaceMention, 'marker'> {
  if (before?.kind !== 'marker') return {};
  const word = words[before.from]?.text ?? '';
  return { marker: /^(?:kec|kc)/.test(word) ? 'kecamatan' : 'kelurahan' };
}

/** Names that the unknown words may be misspelled for: the nearest, with those about as near. */
function guesses(
  words: readonly Word[],
  spans: readonly Span[],
  open: readonly Span[],
  regions: Regions,
): PlaceMention[] {
  let best: { slips: number; length: number; mention: PlaceMention } | undefined;
  for (const start of open) {
    for (let to = start.to; to <= start.from + longestName; to += 1) {
      const run = words.slice(start.from, to);
      const last = open.find((span) => span.to === to);
      if (!last || run.slice(1).some(({ apart }) => apart)) break;
      const found = nearest(run.map(({ text }) => text).join(''), regions);
      if (!found) continue;
      const better = !best || found.slips < best.slips || (found.slips === best.slips && run.length > best.length);
      if (!better) continue;
      const at = spans.indexOf(start);
      const next = spans[spans.indexOf(last) + 1];
      const crowded =
        (spans[at - 1]?.kind === 'open' && !words[start.from]?.apart) ||
        (next?.kind === 'open' && !words[to]?.apart);
      const mention = { named: found.named, near: found.near, crowded, ...markedBy(words, spans[at - 1]) };
      best = { slips: found.slips, length: run.length, mention };
    }
  }
  return best ? [best.mention] : [];
}
