import { inFull, isArea, isEveryday, isFiller, isOutside, isStreet } from './place-words.ts';
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
/** After these comes a person: the budi of `pak budi` is no Setia Budi. */
const sapaan = /^(?:pak|bapak|bu|ibu|kak|mas|mbak|bang|haji|ustaz|nama)$/;
const objection = /^(?:bukan|bukannya|jangan|atau|or|tidak|gak|ga|nggak|not|selain|kecuali|batal)$/;

/** Finds the names in a plain text from which RT and RW were taken. */
export function placeMentions(text: string, regions: Regions): PlaceMentions {
  const words = wordsOf(text);
  const spans = spansOf(words, regions);
  const guess = bestGuess(words, spans, regions);
  const left = spans.filter(({ from, to }) => !guess || to <= guess.from || from >= guess.to);
  const names = left.filter(({ kind }) => kind === 'name');
  const mentions = names
    .filter(({ street }) => !street)
    .map((span) => mentionOf(words, left, span));
  return {
    mentions: guess ? [...mentions, guess.mention] : mentions,
    onStreets: names.filter(({ street }) => street).map((span) => mentionOf(words, left, span)),
    strange: left.some(({ kind, street }) => kind === 'area' || (kind === 'open' && !street)),
    outside: left.some(({ kind, street }) => kind === 'elsewhere' && !street) || namesake(mentions),
    objected: words.some(({ text: word }) => objection.test(word)),
  };
}

/** `Jatinegara Tegal`: Tegal alone is a part of Tegal Parang, beside another place it is the town. */
function namesake(mentions: readonly PlaceMention[]): boolean {
  const places = mentions.filter(({ named }) => named.kelurahan ?? named.kecamatan ?? !named.kota);
  return places.length > 1 && places.some(({ named }) => named.elsewhere && named.stem.length < 2);
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
    if (span.kind === 'street')
      street = !(first?.text === 'depan' && goingOn.test(words[from - 1]?.text ?? ''));
    spans.push({ ...span, street });
    from = span.to;
  }
  return spans;
}

/** The longest name that begins at a word; else what the word is by itself. */
function spanAt(words: readonly Word[], from: number, regions: Regions): Omit<Span, 'street'> {
  const word = words[from]?.text ?? '';
  const marked = /^(?:kel|kelurahan)$/.test(words[from - 1]?.text ?? '');
  for (let to = Math.min(from + longestName, words.length); to > from; to -= 1) {
    const run = words.slice(from, to);
    if (run.slice(1).some(({ apart }) => apart)) continue;
    const key = run
      .map(({ text }) => text)
      .join('')
      .replaceAll("'", '');
    if (isArea(key)) return { from, to, kind: 'area' };
    if (isOutside(key)) return { from, to, kind: 'elsewhere' };
    const named = regions.named.get(key);
    if (!named) continue;
    const whole = named.kelurahan ?? named.kecamatan ?? named.kota ?? named.stem[1];
    const part = named.part.length > 0 && named.part.length <= mostParts;
    const idle = run.length === 1 && (isFiller(word) || isStreet(word) || marker.test(word));
    const person = run.length === 1 && !run[0]?.apart && sapaan.test(words[from - 1]?.text ?? '');
    if (whole || (part && !idle && !person)) return { from, to, kind: 'name', named };
    if (named.elsewhere && !idle) return { from, to, kind: marked ? 'open' : 'elsewhere' };
  }
  const to = from + 1;
  if (sapaan.test(words[from - 1]?.text ?? '') && !words[from]?.apart)
    return { from, to, kind: 'filler' };
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
  const named = span.named ?? { stem: [], part: [] };
  const everyday = words.length > 1 && isEveryday(named.kelurahan?.key ?? '');
  return { named, crowded: crowded || everyday, near: [], ...markedBy(words, before) };
}

function markedBy(words: readonly Word[], before: Span | undefined): Pick<PlaceMention, 'marker'> {
  if (before?.kind !== 'marker') return {};
  const word = words[before.from]?.text ?? '';
  return { marker: /^(?:kec|kc)/.test(word) ? 'kecamatan' : 'kelurahan' };
}

/** `kota` is left out elsewhere, yet begins Kota Bambu. */
function mayBeName(words: readonly Word[], { kind, from }: Span): boolean {
  return /^(?:open|street|name)$/.test(kind) || words[from]?.text === 'kota';
}

interface Guess {
  from: number;
  to: number;
  slips: number;
  mention: PlaceMention;
}

/**
 * The name that unknown words may be misspelled for, the words beside them taken in: `pulo gebung` holds
 * Pulo, yet is nearer to Pulo Gebang. Where a name stands already, only what takes it in counts.
 */
function bestGuess(
  words: readonly Word[],
  spans: readonly Span[],
  regions: Regions,
): Guess | undefined {
  if (spans.filter(({ kind }) => kind === 'open').length > mostOpen) return undefined;
  const placed = spans.some(
    ({ kind, street, named }) => kind === 'name' && !street && !named?.kota,
  );
  let best: Guess | undefined;
  spans.forEach((start, at) => {
    for (let end = at; end < spans.length && end < at + longestName; end += 1) {
      const run = spans.slice(at, end + 1);
      if (end > at && words[spans[end]?.from ?? 0]?.apart) break;
      if (!run.every((span) => mayBeName(words, span))) break;
      const unknown = run.some(({ kind }) => kind === 'open' || kind === 'street');
      if (!unknown || (placed && !run.some(({ kind }) => kind === 'name'))) continue;
      if (!run.some(({ kind }) => kind !== 'street')) continue;
      const guess = guessAt(words, spans, start, run.at(-1) ?? start, regions);
      if (
        guess &&
        (!best ||
          guess.slips < best.slips ||
          (guess.slips === best.slips && guess.to - guess.from > best.to - best.from))
      ) {
        best = guess;
      }
    }
  });
  return best;
}

function guessAt(
  words: readonly Word[],
  spans: readonly Span[],
  first: Span,
  last: Span,
  regions: Regions,
): Guess | undefined {
  const [from, to] = [first.from, last.to];
  const typed = words
    .slice(from, to)
    .map(({ text }) => text)
    .join('');
  const [before, after] = [spans[spans.indexOf(first) - 1], spans[spans.indexOf(last) + 1]];
  const marked = markedBy(words, before);
  const found = nearest(typed, regions);
  if (!found) return undefined;
  const crowded =
    (before?.kind === 'open' && !words[from]?.apart) ||
    (after?.kind === 'open' && !words[to]?.apart);
  return {
    from,
    to,
    slips: found.slips,
    mention: { named: found.named, near: found.near, crowded, ...marked },
  };
}
